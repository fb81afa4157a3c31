"""Reads the library: pages, orders, counts. On a connection of its own, so no writer is waited for.

What is asked is one statement or a few over narrow rows; ``core.found`` has the answers' values.
"""

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Self

from seedance_desktop.core.entry import ClipPlace, Entry, Kin, Kinship
from seedance_desktop.core.found import (
    DayRun,
    Facets,
    Found,
    Groups,
    Numbers,
    Order,
    Sort,
    day_runs,
)
from seedance_desktop.core.ids import EntryNumber, VideoId
from seedance_desktop.core.query import Query, State, Term, Words
from seedance_desktop.store.database import Database, Value
from seedance_desktop.store.entry_rows import entries_in
from seedance_desktop.store.latest import Latest
from seedance_desktop.store.library_census import Census
from seedance_desktop.store.library_facets import facets
from seedance_desktop.store.library_names import Names
from seedance_desktop.store.library_numbers import columns_of, numbers_of, set_of
from seedance_desktop.store.library_terms import Conditions, Meaning, conditions, meaning

_SORTED = {
    Sort.MADE: "{number} {way}",
    Sort.RATING: "entries.rating {way}, {number} {way}",
    Sort.LENGTH: "entries.duration {way}, {number} {way}",
    Sort.COST: "entries.price {way}, {number} {way}",
    Sort.NAME: "entries.name COLLATE NOCASE {way}, {number} {way}",
}
_CLIPS = """
SELECT number, videos.id, library, file FROM entries JOIN videos ON videos.id = entries.video
WHERE number < ? AND NOT is_missing AND NOT is_damaged ORDER BY number DESC LIMIT ?"""
_AFTER_ALL = 2**63 - 1
_STATES = """
SELECT
    (SELECT count(*) FROM entries) AS total,
    (SELECT count(*) FROM entries WHERE is_favourite) AS favourite,
    (SELECT count(*) FROM entries WHERE rating = 0) AS unrated,
    (SELECT count(*) FROM entries WHERE is_missing) AS missing,
    (SELECT count(*) FROM entries WHERE is_damaged) AS damaged,
    (SELECT coalesce(sum(times), 0) FROM (
        SELECT count(*) AS times FROM entries WHERE content IS NOT NULL
        GROUP BY content HAVING times > 1
    )) AS duplicate"""
_NEAR = 4_000
"""Entries among which the first page is looked for before it is looked for among all."""

_PARTS_KEPT = 64


class LibrarySearch:
    """Belongs to the thread that opened its database."""

    def __init__(self, database: Database, near: int = _NEAR) -> None:
        self._database = database
        self._near = near
        self._names = Latest(database, Names.read)
        self._census = Latest(database, self._count)

    @classmethod
    def open(cls, path: Path) -> Self:
        """On a connection of its own. Raises RecordError kinds."""
        return cls(Database.reader(path))

    def stop_when(self, is_stale: Callable[[], bool]) -> None:
        """From now on reading ends with InterruptedReadError once ``is_stale`` says so."""
        self._database.stop_when(is_stale)

    def close(self) -> None:
        self._database.close()

    def find(self, query: Query, order: Order, limit: int) -> Found:
        """The first ``limit`` entries, or all for -1. Raises RecordError kinds."""
        bound = self._bound(order) if limit >= 0 and query.terms else ""
        first = self._numbers(query, order, limit + 1, bound) if bound else array("q")
        if len(first) <= limit or not bound:
            first = self._numbers(query, order, limit + 1 if limit >= 0 else -1)
        is_all = limit < 0 or len(first) <= limit
        return Found(tuple(self.entries(first if is_all else first[:limit])), is_all)

    def numbers(self, query: Query, order: Order) -> Numbers:
        """All of them in their order."""
        found = self._all_numbers(query, order)
        return Numbers(found, days=_days(found, order))

    def grouped(self, query: Query, order: Order) -> Numbers:
        """As ``numbers``, of the takes of one request only the newest, which stands for all."""
        source, values = _source(self._conditions(query))
        groups = f"SELECT max(entries.number) AS newest, count(*) AS times {source} GROUP BY take"
        if order.by is Sort.MADE:
            statement = f"{groups} ORDER BY {_sorted(order, 'newest')}"
        else:
            statement = (
                f"SELECT newest, times FROM ({groups}) JOIN entries ON newest = number "
                f"ORDER BY {_sorted(order, 'newest')}"
            )
        newest, times = columns_of(self._database, statement, ("newest", "times"), values)
        return Numbers(newest, times, _days(newest, order))

    def takes_of(self, known: Iterable[int], query: Query, order: Order) -> "array[int]":
        """The takes of the request of these entries, among what is asked for, in its order."""
        source, values = _source(self._conditions(query))
        statement = (
            f"SELECT entries.number AS number {source} "
            "AND take IN (SELECT take FROM entries "
            "WHERE number IN (SELECT value FROM json_each(?))) "
            f"ORDER BY {_sorted(order, 'entries.number')}"
        )
        (found,) = columns_of(
            self._database, statement, ("number",), (*values, json.dumps(list(known)))
        )
        return found

    def entries(self, numbers: Iterable[int]) -> list[Entry]:
        """These entries in this order; one that has left the library is left out."""
        return entries_in(self._database, numbers)

    def entry(self, video: VideoId) -> Entry | None:
        """The entry of a video."""
        rows = self._database.rows("SELECT number FROM entries WHERE video = ?", (video,))
        found = self.entries(row["number"] for row in rows)
        return found[0] if found else None

    def clips(self, before: int | None, limit: int) -> tuple[ClipPlace, ...]:
        """Where files are that can be played, the newest first, made before an entry's moment."""
        rows = self._database.tuples(_CLIPS, (_AFTER_ALL if before is None else before, limit))
        return tuple(
            ClipPlace(EntryNumber(number), VideoId(video), Path(library) / file)
            for number, video, library, file in rows
        )

    def facets(self, query: Query) -> Facets:
        """Counts for the sidebar."""
        census = self._census.value
        return facets(query, census, partial(self._mask, census))

    def groups(self) -> Groups:
        """Counts for the smart groups."""
        (row,) = self._database.rows(_STATES)
        states = (
            State.FAVOURITE,
            State.UNRATED,
            State.MISSING,
            State.DAMAGED,
            State.DUPLICATE,
        )
        return Groups(row["total"], {state: row[state.value] for state in states})

    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every tag and every collection, by name, also those that nothing is in."""
        tags = self._database.rows("SELECT name FROM tags ORDER BY folded")
        collections = self._database.rows("SELECT name FROM collections ORDER BY folded")
        return tuple(row["name"] for row in tags), tuple(row["name"] for row in collections)

    def kin(self, video: VideoId) -> tuple[Kin, ...]:
        """Who a video came from, then who came from it; each may have left the library."""
        elders = self._database.rows(
            "SELECT parent AS id, kind FROM lineage WHERE video = ? ORDER BY parent", (video,)
        )
        younger = self._database.rows(
            "SELECT video AS id, kind FROM lineage WHERE parent = ? ORDER BY video", (video,)
        )
        return tuple(
            Kin(VideoId(row["id"]), Kinship(row["kind"]), is_elder)
            for rows, is_elder in ((elders, True), (younger, False))
            for row in rows
        )

    def _conditions(self, query: Query, bound: str = "") -> Conditions:
        today = date.today()  # noqa: DTZ011  as the user counts days
        return conditions(query, self._names.value, today, bound)

    def _count(self, database: Database) -> Census:
        return Census.read(database, self._names.value)

    def _bound(self, order: Order) -> str:
        """What holds for the first few thousand entries of all: the answer often begins there."""
        if order.by is not Sort.MADE:
            return ""
        sign, way = (">=", "DESC") if order.is_descending else ("<=", "ASC")
        rows = self._database.tuples(
            f"SELECT number FROM entries ORDER BY number {way} LIMIT 1 OFFSET {self._near}"
        )
        return f"{sign} {rows[0][0]}" if rows else ""

    def _all_numbers(self, query: Query, order: Order) -> "array[int]":
        """Words that mean several things are looked up one by one: to join them is dearer."""
        rest, words = self._parted(query)
        if not words:
            return self._numbers(query, order)
        held = set.intersection(*map(self._set, words))
        if not rest.terms and order.by is Sort.MADE:
            return array("q", sorted(held, reverse=order.is_descending))
        return array("q", filter(held.__contains__, self._numbers(rest, order)))

    def _mask(self, census: Census, query: Query) -> int:
        """Which of a census a query finds. Each part is kept: other words are typed after it."""
        rest, words = self._parted(query)
        parts: list[Meaning | Query] = [*words, rest] if rest.terms else [*words]
        mask = census.everything
        for part in parts:
            kept = (part, date.today())  # noqa: DTZ011  as the user counts days
            if kept not in census.found:
                if len(census.found) >= _PARTS_KEPT:
                    census.found.clear()
                found = self._set(part) if isinstance(part, Meaning) else self._all(part)
                census.found[kept] = census.mask_of(found)
            mask &= census.found[kept]
        return mask

    def _all(self, query: Query) -> set[int]:
        """As ``_all_numbers``, in no order."""
        asked = self._conditions(query)
        source, values = _source(asked, needs_entries=False)
        return set_of(self._database, f"SELECT {_number(asked)} AS number {source}", values)

    def _parted(self, query: Query) -> tuple[Query, list[Meaning]]:
        """Words that mean several things by themselves, and all the rest of a query."""
        terms, words = list[Term](), list[Meaning]()
        for term in query.terms:
            meant = meaning(term, self._names.value) if isinstance(term, Words) else Meaning()
            if meant.is_several and not term.is_negated:
                words.append(meant)
            else:
                terms.append(term)
        return Query(tuple(terms)), words

    def _set(self, meant: Meaning) -> set[int]:
        found: set[int] = set()
        for place, statement in enumerate(meant.selects()):
            values = () if place else (meant.expression,)
            found |= set_of(self._database, statement, values)
        return found

    def _numbers(
        self, query: Query, order: Order, limit: int = -1, bound: str = ""
    ) -> "array[int]":
        asked = self._conditions(query, bound)
        source, values = _source(asked, needs_entries=order.by is not Sort.MADE)
        number = _number(asked)
        statement = f"SELECT {number} AS number {source} ORDER BY {_sorted(order, number)} LIMIT ?"
        return numbers_of(self._database, statement, (*values, limit))


def _days(numbers: "array[int]", order: Order) -> tuple[DayRun, ...]:
    if order.by is not Sort.MADE:
        return ()
    return tuple(day_runs(numbers, is_descending=order.is_descending))


def _source(asked: Conditions, *, needs_entries: bool = True) -> tuple[str, Sequence[Value]]:
    """FROM and WHERE. Words come first where they are asked for: they are already in order."""
    if not asked.match:
        return f"FROM entries WHERE {asked.sql}", asked.values
    if not asked.parts and not needs_entries:
        return "FROM words WHERE words MATCH ?", (asked.match,)
    joined = "FROM words CROSS JOIN entries ON entries.number = words.rowid"
    return f"{joined} WHERE words MATCH ? AND {asked.sql}", (asked.match, *asked.values)


def _number(asked: Conditions) -> str:
    return "words.rowid" if asked.match else "entries.number"


def _sorted(order: Order, number: str) -> str:
    return _SORTED[order.by].format(number=number, way="DESC" if order.is_descending else "ASC")
