"""Entries out of their rows: a video and what its owner says of it."""

import logging
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.ids import EntryNumber
from seedance_desktop.store.database import Database
from seedance_desktop.store.records import RecordUnreadableError
from seedance_desktop.store.videos import video_in

_PART = 500
"""Entries that one statement asks for; SQLite takes 999 values."""
_ENTRIES = """
SELECT videos.*, number AS entry, entries.rating AS stars, is_favourite, notes, take, is_missing,
    is_damaged
FROM entries JOIN videos ON videos.id = entries.video WHERE number IN ({marks})"""
_SAID = """
SELECT number AS entry, rating AS stars, is_favourite, notes FROM entries
WHERE number IN ({marks})"""
_TAGS = """
SELECT entry, name FROM tagged JOIN tags ON tags.number = tag WHERE entry IN ({marks})
ORDER BY folded"""
_COLLECTIONS = """
SELECT entry, name FROM collected JOIN collections ON collections.number = collection
WHERE entry IN ({marks}) ORDER BY folded"""

_log = logging.getLogger(__name__)


def entries_in(database: Database, numbers: Iterable[int]) -> list[Entry]:
    """In the order of ``numbers``; one that is not there or cannot be read is left out."""
    wanted = list(numbers)
    found: dict[int, Entry] = {}
    for start in range(0, len(wanted), _PART):
        part = wanted[start : start + _PART]
        tags, collections = (_named(database, rows, part) for rows in (_TAGS, _COLLECTIONS))
        for row in _rows(database, _ENTRIES, part):
            number = row["entry"]
            try:
                entry = _entry(row, tuple(tags[number]), tuple(collections[number]))
            except RecordUnreadableError as error:
                _log.error("video %s cannot be read: %s", row["id"], error.facts)
            else:
                found[number] = entry
    return [found[number] for number in wanted if number in found]


def organised_of(database: Database, numbers: Iterable[int]) -> dict[int, Organised]:
    """What is said of these entries."""
    wanted = list(numbers)
    found: dict[int, Organised] = {}
    for start in range(0, len(wanted), _PART):
        part = wanted[start : start + _PART]
        tags, collections = (_named(database, rows, part) for rows in (_TAGS, _COLLECTIONS))
        for row in _rows(database, _SAID, part):
            names = (tuple(labels[row["entry"]]) for labels in (tags, collections))
            found[row["entry"]] = _organised(row, *names)
    return found


def _entry(row: sqlite3.Row, tags: tuple[str, ...], collections: tuple[str, ...]) -> Entry:
    return Entry(
        number=EntryNumber(row["entry"]),
        video=video_in(row),
        organised=_organised(row, tags, collections),
        take=row["take"],
        is_missing=bool(row["is_missing"]),
        is_damaged=bool(row["is_damaged"]),
    )


def _organised(row: sqlite3.Row, tags: tuple[str, ...], collections: tuple[str, ...]) -> Organised:
    return Organised(row["stars"], bool(row["is_favourite"]), row["notes"], tags, collections)


def _named(database: Database, statement: str, part: Sequence[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for row in _rows(database, statement, part):
        names[row["entry"]].append(row["name"])
    return names


def _rows(database: Database, statement: str, part: Sequence[int]) -> list[sqlite3.Row]:
    return database.rows(statement.format(marks=", ".join("?" * len(part))), part)
