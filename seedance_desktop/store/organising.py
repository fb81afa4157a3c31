"""Writes what users say of their videos: one change a transaction, and what undoes it."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from seedance_desktop.core.changes import (
    Change,
    Favour,
    Label,
    Make,
    Note,
    Numbers,
    Put,
    Rate,
    Remove,
    Rename,
    Several,
)
from seedance_desktop.core.search_text import folded, segmented
from seedance_desktop.store.database import Database

_MOST_AT_ONCE = 50_000
"""Entries that one statement is given; a text of half a megabyte."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Where a kind of name is kept."""

    names: str
    joined: str
    column: str


_TABLES = {
    Label.TAG: _Table("tags", "tagged", "tag"),
    Label.COLLECTION: _Table("collections", "collected", "collection"),
}


class Organising:
    """Belongs to the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def apply(self, change: Change) -> Change:
        """Make a change; what makes it undone. All of it or nothing."""
        with self._database.transaction():
            return self._apply(change)

    def _apply(self, change: Change) -> Change:
        match change:
            case Rate():
                return self._rate(change)
            case Favour():
                return self._favour(change)
            case Note():
                return self._note(change)
            case Put():
                return self._put(change)
            case Rename():
                return self._rename(change)
            case Make() | Remove():
                return self._make_or_remove(change)
            case Several(changes=changes):
                undoing = [self._apply(each) for each in changes]
                return Several(tuple(reversed(undoing)))

    def _rate(self, change: Rate) -> Rate:
        undoing: list[tuple[int, Numbers]] = []
        for stars, numbers in change.stars:
            before: dict[int, list[int]] = defaultdict(list)
            for part in _parts(numbers):
                rows = self._database.tuples(
                    "SELECT number, rating FROM entries WHERE number IN "
                    "(SELECT value FROM json_each(?)) AND rating <> ?",
                    (part, stars),
                )
                for number, rating in rows:
                    before[rating].append(number)
                self._database.change(
                    "UPDATE entries SET rating = ? WHERE number IN "
                    "(SELECT value FROM json_each(?)) AND rating <> ?",
                    (stars, part, stars),
                )
            undoing += [(old, tuple(rated)) for old, rated in before.items()]
        return Rate(tuple(reversed(undoing)))

    def _favour(self, change: Favour) -> Favour:
        on = self._set_favourite(change.on, 1)
        off = self._set_favourite(change.off, 0)
        return Favour(on=off, off=on)

    def _set_favourite(self, numbers: Numbers, wanted: int) -> Numbers:
        """Those that were not so before."""
        changed: list[int] = []
        for part in _parts(numbers):
            rows = self._database.tuples(
                "UPDATE entries SET is_favourite = ? WHERE number IN "
                "(SELECT value FROM json_each(?)) AND is_favourite <> ? RETURNING number",
                (wanted, part, wanted),
            )
            changed += [row[0] for row in rows]
        return tuple(changed)

    def _note(self, change: Note) -> Note:
        before = []
        for number, text in change.notes:
            rows = self._database.tuples(
                "SELECT notes FROM entries WHERE number = ? AND notes <> ?", (number, text)
            )
            for (old,) in rows:
                before.append((number, old))
                self._database.change(
                    "UPDATE entries SET notes = ? WHERE number = ?", (text, number)
                )
                self._database.change(
                    "UPDATE words SET notes = ? WHERE rowid = ?", (segmented(text), number)
                )
        return Note(tuple(reversed(before)))

    def _put(self, change: Put) -> Change:
        table = _TABLES[change.label]
        made: list[Change] = []
        under, away = [], []
        for name, numbers in change.under:
            if self._number_of(table, name) is None:
                self._make(table, name)
                if change.label is Label.COLLECTION:
                    made.append(Remove(change.label, name))
            under.append((name, self._join(table, name, numbers)))
        for name, numbers in change.away:
            away.append((self._name_of(table, name), self._part(table, name, numbers)))
        self._sweep(change.label)
        undoing = Put(change.label, under=_filled(away), away=_filled(under))
        return Several((undoing, *made)) if made else undoing

    def _join(self, table: _Table, name: str, numbers: Numbers) -> Numbers:
        """Those that were not under this name before."""
        number = self._number_of(table, name)
        joined: list[int] = []
        for part in _parts(numbers):
            rows = self._database.tuples(
                f"INSERT OR IGNORE INTO {table.joined} ({table.column}, entry) "
                "SELECT ?, number FROM entries WHERE number IN (SELECT value FROM json_each(?)) "
                "RETURNING entry",
                (number, part),
            )
            joined += [row[0] for row in rows]
        return tuple(joined)

    def _part(self, table: _Table, name: str, numbers: Numbers) -> Numbers:
        """Those that were under this name before."""
        number = self._number_of(table, name)
        parted: list[int] = []
        for part in _parts(numbers):
            rows = self._database.tuples(
                f"DELETE FROM {table.joined} WHERE {table.column} = ? AND entry IN "
                "(SELECT value FROM json_each(?)) RETURNING entry",
                (number, part),
            )
            parted += [row[0] for row in rows]
        return tuple(parted)

    def _rename(self, change: Rename) -> Change:
        table = _TABLES[change.label]
        old = self._number_of(table, change.old)
        if old is None or not folded(change.new):
            return Several(())
        was = self._name_of(table, change.old)
        there = self._number_of(table, change.new)
        if there is None or there == old:
            self._database.change(
                f"UPDATE {table.names} SET name = ?, folded = ? WHERE number = ?",
                (change.new.strip(), folded(change.new), old),
            )
            return Rename(change.label, change.new, was)
        members = self._members(table, old)
        undoing = self._apply(Put(change.label, under=((change.new, members),)))
        removing = self._apply(Remove(change.label, was))
        return Several((removing, undoing))

    def _make_or_remove(self, change: Make | Remove) -> Change:
        table = _TABLES[change.label]
        number = self._number_of(table, change.name)
        match change:
            case Make() if number is None and folded(change.name):
                self._make(table, change.name)
                self._sweep(change.label)
                return Remove(change.label, change.name)
            case Remove() if number is not None:
                members, name = self._members(table, number), self._name_of(table, change.name)
                self._database.change(f"DELETE FROM {table.names} WHERE number = ?", (number,))
                under = _filled([(name, members)])
                return Several((Make(change.label, name), Put(change.label, under=under)))
            case _:
                return Several(())

    def _make(self, table: _Table, name: str) -> None:
        self._database.change(
            f"INSERT INTO {table.names} (name, folded) VALUES (?, ?)", (name.strip(), folded(name))
        )

    def _number_of(self, table: _Table, name: str) -> int | None:
        rows = self._database.tuples(
            f"SELECT number FROM {table.names} WHERE folded = ?", (folded(name),)
        )
        return rows[0][0] if rows else None

    def _name_of(self, table: _Table, name: str) -> str:
        """As it is written where it is kept."""
        rows = self._database.tuples(
            f"SELECT name FROM {table.names} WHERE folded = ?", (folded(name),)
        )
        return rows[0][0] if rows else name

    def _members(self, table: _Table, number: int) -> Numbers:
        rows = self._database.tuples(
            f"SELECT entry FROM {table.joined} WHERE {table.column} = ?", (number,)
        )
        return tuple(row[0] for row in rows)

    def _sweep(self, label: Label) -> None:
        """A tag that nothing has is no tag."""
        if label is Label.TAG:
            self._database.change(
                "DELETE FROM tags WHERE NOT EXISTS "
                "(SELECT 1 FROM tagged WHERE tagged.tag = tags.number)"
            )


def _parts(numbers: Iterable[int]) -> Iterable[str]:
    """As JSON, which SQLite reads as a table."""
    every = list(numbers)
    for start in range(0, len(every), _MOST_AT_ONCE):
        yield json.dumps(every[start : start + _MOST_AT_ONCE])


def _filled(groups: list[tuple[str, Numbers]]) -> tuple[tuple[str, Numbers], ...]:
    return tuple((name, numbers) for name, numbers in reversed(groups) if numbers)
