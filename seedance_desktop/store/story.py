"""Stories on disk: a bounded number of entries for each job, gone when the job is removed."""

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import AbstractContextManager

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.story import StoryEntry
from seedance_desktop.store.database import Database
from seedance_desktop.store.records import (
    Record,
    RecordUnreadableError,
    from_json,
    read_story_entry,
    story_entry_record,
    to_json,
)

MOST = 200
"""Entries that are kept of one job."""
_FIRST = 60
"""Of these so many of its beginning; what is left out is from between, and counted there."""
_ADD = """
INSERT INTO story (job, at, last_at, times, state, waiting, failure, call)
VALUES (:job, :at, :last_at, :times, :state, :waiting_at_service, :failure, :call)"""
_SURPLUS = """
SELECT number, last_at, CASE WHEN state IS NULL AND call IS NULL THEN times ELSE 1 END AS entries
FROM story WHERE job = ? ORDER BY number LIMIT ? OFFSET ?"""
_GAP = """
UPDATE story SET last_at = ?, times = ?, state = NULL, waiting = 0, failure = NULL, call = NULL
WHERE number = ?"""
_LEAVE_OUT = "DELETE FROM story WHERE job = ? AND number > ? AND number <= ?"

_log = logging.getLogger(__name__)


class StoryTable:
    """The stories of a database. Belongs to the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def transaction(self) -> AbstractContextManager[None]:
        """A job's step and what is told of it: both or neither."""
        return self._database.transaction()

    def add(self, job: JobId, entries: Iterable[StoryEntry]) -> None:
        """Go on with a job's story."""
        with self._database.transaction():
            for entry in entries:
                self._database.change(_ADD, {"job": job, **_values(entry)})
            (row,) = self._database.rows("SELECT count(*) FROM story WHERE job = ?", (job,))
            if row[0] > MOST:
                self._leave_out(job, row[0] - MOST + 1)

    def _leave_out(self, job: JobId, count: int) -> None:
        """Let one entry stand for so many."""
        rows = self._database.rows(_SURPLUS, (job, count, _FIRST))
        first, last, total = rows[0], rows[-1], sum(row["entries"] for row in rows)
        self._database.change(_GAP, (last["last_at"], total, first["number"]))
        self._database.change(_LEAVE_OUT, (job, first["number"], last["number"]))

    def of(self, job: JobId) -> list[StoryEntry]:
        """A job's story from its beginning; an entry that cannot be read is left out."""
        found = []
        rows = self._database.rows("SELECT * FROM story WHERE job = ? ORDER BY number", (job,))
        for row in rows:
            try:
                found.append(_entry(row))
            except RecordUnreadableError as error:
                _log.error("entry %s of the story cannot be read: %s", row["number"], error.facts)
        return found


def _values(entry: StoryEntry) -> Record:
    record = story_entry_record(entry)
    for name in ("failure", "call"):
        record[name] = to_json(record[name]) if record[name] is not None else None
    record["waiting_at_service"] = int(record["waiting_at_service"])
    del record["version"]
    return record


def _entry(row: sqlite3.Row) -> StoryEntry:
    record: Record = dict(row)
    for name in ("failure", "call"):
        record[name] = from_json(record[name]) if record[name] is not None else None
    record["waiting_at_service"] = bool(record["waiting"])
    return read_story_entry(record)
