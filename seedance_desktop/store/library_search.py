"""Reads the library: pages, orders, counts. On a connection of its own, so no writer is waited for.

What is asked is one statement or a few over narrow rows; ``core.found`` has the answers' values.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Self

from seedance_desktop.core.entry import Entry, Kin, Kinship
from seedance_desktop.core.found import Facets, Found, Groups, Numbers, Order, Sort
from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.query import Query, State
from seedance_desktop.store.database import Database, Value
from seedance_desktop.store.entry_rows import entries_in
from seedance_desktop.store.library_facets import facets
from seedance_desktop.store.library_names import Names
from seedance_desktop.store.library_terms import Conditions, conditions

_SORTED = {
    Sort.MADE: "{number} {way}",
    Sort.RATING: "entries.rating {way}, {number} {way}",
    Sort.LENGTH: "entries.duration {way}, {number} {way}",
    Sort.COST: "entries.price {way}, {number} {way}",
    Sort.NAME: "entries.name COLLATE NOCASE {way}, {number} {way}",
}
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


class LibrarySearch:
    """Belongs to the thread that opened its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
        """The first ``limit`` entries and how many there are. Raises RecordError kinds."""
        asked = self._conditions(query)
        first = self._numbers(asked, order, limit)
        total = len(first) if len(first) < limit else self._count(asked)
        return Found(total, tuple(self.entries(first)))

    def numbers(self, query: Query, order: Order) -> Numbers:
        """All of them in their order."""
        return Numbers(self._numbers(self._conditions(query), order))

    def grouped(self, query: Query, order: Order) -> Numbers:
        """As ``numbers``, of the takes of one request only the newest, which stands for all."""
        asked = self._conditions(query)
        source, values = _source(asked)
        groups = f"SELECT max(entries.number) AS newest, count(*) AS times {source} GROUP BY take"
        if order.by is Sort.MADE:
            statement = f"{groups} ORDER BY {_sorted(order, 'newest')}"
        else:
            statement = (
                f"SELECT newest, times FROM ({groups}) JOIN entries ON newest = number "
                f"ORDER BY {_sorted(order, 'newest')}"
            )
        rows = self._database.tuples(statement, values)
        return Numbers(array("q", (row[0] for row in rows)), array("q", (row[1] for row in rows)))

    def entries(self, numbers: Iterable[int]) -> list[Entry]:
        """These entries in this order; one that has left the library is left out."""
        return entries_in(self._database, numbers)

    def entry(self, video: VideoId) -> Entry | None:
        """The entry of a video."""
        rows = self._database.rows("SELECT number FROM entries WHERE video = ?", (video,))
        found = self.entries(row["number"] for row in rows)
        return found[0] if found else None

    def facets(self, query: Query) -> Facets:
        """Counts for the sidebar."""
        return facets(self._database, query, Names.read(self._database))

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

    def _conditions(self, query: Query) -> Conditions:
        return conditions(query, Names.read(self._database), date.today())  # noqa: DTZ011  local

    def _count(self, asked: Conditions) -> int:
        source, values = _source(asked)
        return int(self._database.rows(f"SELECT count(*) AS number {source}", values)[0]["number"])

    def _numbers(self, asked: Conditions, order: Order, limit: int = -1) -> "array[int]":
        source, values = _source(asked, needs_entries=order.by is not Sort.MADE)
        number = "words.rowid" if asked.match else "entries.number"
        rows = self._database.tuples(
            f"SELECT {number} {source} ORDER BY {_sorted(order, number)} LIMIT ?", (*values, limit)
        )
        return array("q", (row[0] for row in rows))


def _source(asked: Conditions, *, needs_entries: bool = True) -> tuple[str, Sequence[Value]]:
    """FROM and WHERE. Words come first where they are asked for: they are already in order."""
    if not asked.match:
        return f"FROM entries WHERE {asked.sql}", asked.values
    if not asked.parts and not needs_entries:
        return "FROM words WHERE words MATCH ?", (asked.match,)
    joined = "FROM words CROSS JOIN entries ON entries.number = words.rowid"
    return f"{joined} WHERE words MATCH ? AND {asked.sql}", (asked.match, *asked.values)


def _sorted(order: Order, number: str) -> str:
    return _SORTED[order.by].format(number=number, way="DESC" if order.is_descending else "ASC")
