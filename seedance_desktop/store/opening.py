"""Opening the records at the start: looked through where that is due, mended where it must be."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import DatabaseDamagedError
from seedance_desktop.core.words import Message
from seedance_desktop.store.copies import all_copies_of, is_sound
from seedance_desktop.store.database import Database, OtherProgramsFileError
from seedance_desktop.store.database_errors import translated
from seedance_desktop.store.marks import is_suspect, trust
from seedance_desktop.store.mending import Mended, finish, mend
from seedance_desktop.store.occupancy import Occupancy


@dataclass(frozen=True, slots=True)
class Opened:
    """The records, and what had to be done to have them: ``None`` for nothing."""

    database: Database
    occupancy: Occupancy
    mended: Mended | None

    def close(self) -> None:
        self.database.close()
        self.occupancy.close()


def open_records(path: Path, now: datetime) -> Opened:
    """The database at ``path``, made where there is none. Raises RecordError and DiskError kinds.

    Damage is mended by a process that is alone with the database; others are told of it. One that
    is gone while copies of it are there comes back from them.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        occupancy = Occupancy.take(path)
    except OSError as error:
        raise disk_error(error, path.parent) from error
    try:
        database, mended = _opened(path, now, is_alone=occupancy.is_alone)
        if occupancy.is_alone:
            occupancy.share()
    except BaseException:
        occupancy.close()
        raise
    return Opened(database, occupancy, mended)


def _opened(path: Path, now: datetime, *, is_alone: bool) -> tuple[Database, Mended | None]:
    if not is_alone:
        return _opened_beside_others(path), None
    with translated(path):
        finish(path)
    mended = mend(path, now) if _is_gone(path) or _is_unsound(path) else None
    try:
        database = Database.open(path)
    except OtherProgramsFileError:
        raise
    except DatabaseDamagedError:
        if mended is not None:
            raise
        mended = mend(path, now)
        database = Database.open(path)
    trust(path)
    return database, mended


def _opened_beside_others(path: Path) -> Database:
    try:
        return Database.open(path)
    except OtherProgramsFileError:
        raise
    except DatabaseDamagedError as error:
        raise DatabaseDamagedError(
            error.message,
            remedy=Message(
                "Close every other window and command of this program and start again: the "
                "records are then rebuilt."
            ),
            facts=error.facts,
        ) from error


def _is_gone(path: Path) -> bool:
    """Whether there were records, of which only copies are left."""
    return not path.exists() and bool(all_copies_of(path))


def _is_unsound(path: Path) -> bool:
    """Raises RecordError and DiskError kinds where that cannot be told."""
    if not is_suspect(path):
        return False
    try:
        with translated(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
            return not is_sound(connection)
    except DatabaseDamagedError:
        return True
