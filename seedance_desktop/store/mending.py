"""A damaged database: set aside, and a sound one put in its place from copies and what is left.

One that is gone comes back from its copies in the same way.

All of it is made beside and then renamed, so that a kill at any instant leaves the damaged
database, to be mended at the next start, or the whole new one.
"""

import logging
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from seedance_desktop.core.errors import RecordError, SubmissionUnclearError
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.words import Message
from seedance_desktop.store.copies import all_copies_of, is_sound, made_at
from seedance_desktop.store.database import Database
from seedance_desktop.store.database_errors import translated
from seedance_desktop.store.files import free_path
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.marks import trust, want_rebuild
from seedance_desktop.store.salvage import salvage
from seedance_desktop.store.salvaged_words import SavedWords
from seedance_desktop.store.waiting_words import keep_waiting

_LOGS = ("-wal", "-shm")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done. ``copy_made`` is the moment of the copy that was used, if any.

    ``set_aside`` is ``None`` where there was no file.
    ``followed`` are open jobs that the service is known to have; ``unclear`` those that may have
    been sent: nobody knows what the program did after the copy was made.
    """

    set_aside: Path | None = None
    copy_made: datetime | None = None
    followed: tuple[JobId, ...] = ()
    unclear: tuple[JobId, ...] = ()
    words: SavedWords = field(default_factory=SavedWords)
    """What became of stars, tags and the like."""


def mend(path: Path, now: datetime) -> Mended:
    """Replace the database at ``path``, damaged or gone. Raises RecordError and DiskError kinds."""
    with translated(path):
        ready = _ready(path)
        part = ready.with_name(f"{ready.name}.part")
        _remove(part)
        copy = _newest_sound(path)
        if copy is not None:
            shutil.copyfile(copy, part)
        followed, unclear, words = _fill(part, path, now)
        _flush(part)
        keep_waiting(path, words.waiting)
        want_rebuild(path)
        part.replace(ready)
        aside = _set_aside(path, now)
        finish(path)
    trust(path)
    _log.info("%s was %s", path, f"damaged and set aside as {aside.name}" if aside else "gone")
    return Mended(aside, made_at(copy) if copy else None, followed, unclear, words)


def finish(path: Path) -> None:
    """The last step, also of a mending that was cut short just before it. Raises OSError."""
    ready = _ready(path)
    if not path.exists() and ready.exists():
        ready.replace(path)


def _fill(
    part: Path, damaged: Path, now: datetime
) -> tuple[tuple[JobId, ...], tuple[JobId, ...], SavedWords]:
    database = Database.open(part)
    try:
        with database.transaction():
            words = salvage(damaged, database)
            jobs = JobTable(database)
            unsure = [job for job in jobs.open() if job.remote_id is None]
            for job in unsure:
                if job.state is not JobState.UNCERTAIN:
                    jobs.save(_unclear(job, now))
            followed = tuple(job.id for job in jobs.open() if job.remote_id is not None)
    finally:
        database.close()
    return followed, tuple(job.id for job in unsure), words


def _unclear(job: Job, now: datetime) -> Job:
    """No step of a job's life: nobody knows any more which steps it took."""
    failure = SubmissionUnclearError(
        Message(
            "The records were damaged or lost while this job was open, so it is not known "
            "whether it was sent."
        )
    ).failure
    return replace(job, state=JobState.UNCERTAIN, changed_at=now, failure=failure)


def _newest_sound(path: Path) -> Path | None:
    for copy in all_copies_of(path):
        if _opens(copy):
            return copy
        _log.info("the copy %s cannot be used", copy)
    return None


def _opens(copy: Path) -> bool:
    """Sound, ours, and not of a newer version."""
    try:
        Database.reader(copy).close()
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            return is_sound(opened)
    except (RecordError, sqlite3.Error):
        return False


def _set_aside(path: Path, now: datetime) -> Path | None:
    """The logs first: left behind they would be taken for those of the new database."""
    is_there = path.exists()
    name = f"{path.stem}.damaged-{now:%Y%m%d-%H%M%S}{path.suffix}"
    aside = free_path(path.with_name(name))
    for ending in (*_LOGS, ""):
        old = path.with_name(f"{path.name}{ending}")
        if old.exists():
            old.rename(aside.with_name(f"{aside.name}{ending}"))
    return aside if is_there else None


def _remove(part: Path) -> None:
    for ending in ("", *_LOGS):
        part.with_name(f"{part.name}{ending}").unlink(missing_ok=True)


def _flush(part: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _ready(path: Path) -> Path:
    return path.with_name(f"{path.name}.mended")
