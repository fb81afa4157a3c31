"""Jobs on disk: every write is flushed before the call returns."""

import json
import logging
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from seedance_desktop.core.errors import RecordError
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import OPEN, Job, JobState
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message
from seedance_desktop.store.database import Database
from seedance_desktop.store.records import (
    Record,
    RecordUnreadableError,
    from_json,
    instant_text,
    job_record,
    read_job,
    to_json,
)
from seedance_desktop.store.videos import VideoTable

_JSON = ("request", "usage", "failure")
_ADD = """
INSERT INTO jobs (
    id, state, connection, address, library, remote_id, waiting_at_service, video_url,
    created_at, changed_at, submitted_at, finished_at, video, retry_of, request, usage, failure
) VALUES (
    :id, :state, :connection, :address, :library, :remote_id, :waiting_at_service, :video_url,
    :created_at, :changed_at, :submitted_at, :finished_at, :video, :retry_of, :request, :usage,
    :failure
)"""
_SAVE = """
UPDATE jobs SET
    state = :state, connection = :connection, address = :address, library = :library,
    remote_id = :remote_id, waiting_at_service = :waiting_at_service, video_url = :video_url,
    created_at = :created_at, changed_at = :changed_at, submitted_at = :submitted_at,
    finished_at = :finished_at, video = :video, retry_of = :retry_of, request = :request,
    usage = :usage, failure = :failure
WHERE id = :id"""
_OPEN = """
SELECT * FROM jobs WHERE state IN (SELECT value FROM json_each(?)) ORDER BY created_at, id"""
_CANCELLED = """
SELECT * FROM jobs
WHERE state = 'cancelled' AND remote_id IS NOT NULL AND created_at > ? ORDER BY created_at, id"""
_NEWEST = """
SELECT * FROM jobs WHERE (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?"""
_FROM_THE_TOP = ("~", "~")
"""Sorts after every moment and every name."""
_IN_USE = """
WITH RECURSIVE used (library) AS (
    SELECT min(library) FROM videos
    UNION ALL
    SELECT (SELECT min(library) FROM videos WHERE library > used.library)
    FROM used WHERE used.library IS NOT NULL
)
SELECT library FROM used WHERE library IS NOT NULL
UNION
SELECT library FROM jobs WHERE state IN (SELECT value FROM json_each(?))"""
_NOT_DONE = json.dumps(sorted(set(JobState) - {JobState.DONE}))
_UNFINISHED = json.dumps(sorted(OPEN | {JobState.UNCERTAIN}))

_log = logging.getLogger(__name__)


class JobTable:
    """The jobs of a database. Belongs to the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, job: Job) -> None:
        """A new job."""
        self._database.change(_ADD, _values(job))

    def save(self, job: Job) -> None:
        """A job's new value. Raises RecordError when it is not on record: nothing may be sent."""
        try:
            changed = self._database.change(_SAVE, _values(job))
        except sqlite3.IntegrityError as error:
            raise RecordError(
                Message("The record of job {id} contradicts another one.", {"id": job.id}),
                facts={"sqlite": str(error), "remote_id": job.remote_id or ""},
            ) from error
        if not changed:
            raise RecordError(Message("Job {id} is no longer on record.", {"id": job.id}))

    def save_with_video(self, job: Job, video: Video) -> None:
        """A job's last step and the video it made: both or neither."""
        with self._database.transaction():
            VideoTable(self._database).add(video)
            self.save(job)

    def get(self, job_id: JobId) -> Job | None:
        """The job of this name. Raises RecordUnreadableError."""
        rows = self._database.rows("SELECT * FROM jobs WHERE id = ?", (job_id,))
        return job_in(rows[0]) if rows else None

    def open(self) -> list[Job]:
        """Jobs that are not at their end, oldest first; uncertain ones among them."""
        return _jobs(self._database.rows(_OPEN, (_UNFINISHED,)))

    def cancelled_since(self, when: datetime) -> list[Job]:
        """Jobs made after ``when`` that were cancelled once they were at the service."""
        return _jobs(self._database.rows(_CANCELLED, (instant_text(when),)))

    def newest(self, limit: int, before: Job | None = None) -> list[Job]:
        """A page of jobs, newest first; ``before`` is the last one of the page above."""
        start = (instant_text(before.created_at), before.id) if before else _FROM_THE_TOP
        return _jobs(self._database.rows(_NEWEST, (*start, limit)))

    def libraries(self) -> list[Path]:
        """Every folder that a job or a video on record has to do with."""
        rows = self._database.rows("SELECT library FROM jobs UNION SELECT library FROM videos")
        return [Path(row["library"]) for row in rows]

    def libraries_in_use(self) -> list[Path]:
        """Those that have videos on record, or jobs that made none: told by indexes alone."""
        rows = self._database.rows(_IN_USE, (_NOT_DONE,))
        return [Path(row["library"]) for row in rows]

    def remove(self, job_id: JobId) -> None:
        """Take a job off the record; its video stays."""
        self._database.change("DELETE FROM jobs WHERE id = ?", (job_id,))


def _values(job: Job) -> Record:
    record = job_record(job)
    for name in _JSON:
        record[name] = to_json(record[name]) if record[name] is not None else None
    return record


def job_in(row: sqlite3.Row | Record) -> Job:
    """The job of a row. Raises RecordUnreadableError."""
    record: Record = dict(row)
    for name in _JSON:
        record[name] = from_json(record[name]) if record[name] is not None else None
    record["waiting_at_service"] = bool(record["waiting_at_service"])
    return read_job(record)


def _jobs(rows: Iterable[sqlite3.Row]) -> list[Job]:
    """One row that cannot be read must not hide the others; it stays where it is."""
    jobs = []
    for row in rows:
        try:
            jobs.append(job_in(row))
        except RecordUnreadableError as error:
            _log.error("job %s cannot be read: %s", row["id"], error.facts)
    return jobs
