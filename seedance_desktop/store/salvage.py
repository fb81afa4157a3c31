"""What can still be read out of a damaged database, put into a sound one."""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from seedance_desktop.core.job import Job
from seedance_desktop.core.video import Video
from seedance_desktop.store.damaged import DamagedFile
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable, job_in
from seedance_desktop.store.records import Record, RecordUnreadableError
from seedance_desktop.store.salvaged_words import SavedWords, salvage_words
from seedance_desktop.store.videos import VideoTable, video_in

T = TypeVar("T")

_log = logging.getLogger(__name__)


def salvage(damaged: Path, into: Database) -> SavedWords:
    """Put every row that is newer than what ``into`` holds, or missing there, into it.

    The damaged file is only read. What comes back is what became of stars, tags and the like.
    Raises RecordError kinds of ``into`` alone.
    """
    jobs, videos = JobTable(into), VideoTable(into)
    file = DamagedFile(damaged)
    for video in _found(file, "videos", video_in):
        if _is_news(video, videos):
            videos.add(video)
    for job in _found(file, "jobs", job_in):
        _keep(job, jobs, videos)
    return salvage_words(file, into)


def _is_news(video: Video, videos: VideoTable) -> bool:
    """One that the copy does not have, or has at a place where it no longer is."""
    known = videos.get(video.id)
    return known is None or (known.library, known.file) != (video.library, video.file)


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


def _found(damaged: DamagedFile, table: str, read: Callable[[Record], T]) -> list[T]:
    found = []
    for row in damaged.rows(table).rows:
        try:
            found.append(read(row))
        except (RecordUnreadableError, TypeError) as error:
            _log.info("a row of %s in the damaged file cannot be read: %s", table, error)
    return found
