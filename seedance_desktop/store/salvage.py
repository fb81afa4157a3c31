"""What can still be read out of a damaged database: whole rows, from both ends of each table."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from seedance_desktop.core.job import Job
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable, job_in
from seedance_desktop.store.records import RecordUnreadableError
from seedance_desktop.store.videos import VideoTable, video_in

T = TypeVar("T")

_log = logging.getLogger(__name__)


def salvage(damaged: Path, into: Database) -> None:
    """Put every row that is newer than what ``into`` holds, or missing there, into it.

    The damaged file is only read. Raises RecordError kinds of ``into`` alone.
    """
    jobs, videos = JobTable(into), VideoTable(into)
    for video in _found(damaged, "videos", video_in):
        if videos.get(video.id) is None:
            videos.add(video)
    for job in _found(damaged, "jobs", job_in):
        _keep(job, jobs, videos)


def _keep(job: Job, jobs: JobTable, videos: VideoTable) -> None:
    known = jobs.get(job.id)
    if known is not None and known.changed_at >= job.changed_at:
        return
    if job.video is not None and videos.get(job.video) is None:
        job = replace(job, video=None)  # the file itself may still be found in the library
    try:
        if known is None:
            jobs.add(job)
        else:
            jobs.save(job)
    except sqlite3.IntegrityError as error:
        _log.info("job %s was read from the damaged file and does not fit: %s", job.id, error)


def _found(damaged: Path, table: str, read: Callable[[sqlite3.Row], T]) -> list[T]:
    found = []
    for row in _rows(damaged, table):
        try:
            found.append(read(row))
        except (RecordUnreadableError, TypeError) as error:
            _log.info("a row of %s in the damaged file cannot be read: %s", table, error)
    return found


def _rows(damaged: Path, table: str) -> list[sqlite3.Row]:
    """A damaged page ends the reading; what lies behind it is reached from the other end."""
    rows: dict[int, sqlite3.Row] = {}
    for direction in ("ASC", "DESC"):
        try:
            for number, row in _read(damaged, table, direction):
                if number in rows:
                    break
                rows[number] = row
        except sqlite3.Error as error:
            _log.info("%s can be read in part: %s", damaged, error)
    return [rows[number] for number in sorted(rows)]


def _read(damaged: Path, table: str, direction: str) -> Iterator[tuple[int, sqlite3.Row]]:
    address = f"{damaged.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        connection.text_factory = _text
        cursor = connection.execute(
            f"SELECT rowid AS rowid_, * FROM {table} ORDER BY rowid {direction}"  # noqa: S608
        )
        cursor.row_factory = sqlite3.Row
        for row in cursor:
            yield row["rowid_"], row


def _text(content: bytes) -> str:
    """Damage in one text must not end the reading of all."""
    return content.decode(errors="replace")
