"""Whole copies of the database beside it: before its form is changed, and one a day."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from seedance_desktop.core.errors import DatabaseDamagedError

_KEPT = 3
_DAYS_KEPT = 7
_STAMP = "%Y%m%d-%H%M%S"
_STAMPED = len("20261122-093012")


def keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Copy the database, named by version and date; the newest few copies are kept.

    Raises DatabaseDamagedError for one whose form had better not be changed.
    """
    name = f"{path.stem}-v{version // 1000}.{version % 1000}"
    target = path.with_name(f"{name}-{datetime.now(UTC):{_STAMP}}{path.suffix}")
    if not _copy(connection, target):
        raise DatabaseDamagedError(facts={"path": str(path)})
    _remove(copies_of(path)[:-_KEPT])


def keep_daily_copy(path: Path, now: datetime) -> bool:
    """Make the copy of this day unless there is one; false for a database that is damaged.

    The copy is looked through before it is kept, so that damage never pushes out a sound one. Has
    a connection of its own, for any thread. Raises sqlite3.Error and OSError.
    """
    target = path.with_name(f"{path.stem}-daily-{now.astimezone(UTC):{_STAMP}}{path.suffix}")
    if any(_made(copy)[:8] == _made(target)[:8] for copy in daily_copies_of(path)):
        return True
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        if not _copy(connection, target):
            return False
    _remove(daily_copies_of(path)[:-_DAYS_KEPT])
    return True


def copies_of(path: Path) -> list[Path]:
    """The copies that were made before a change of form, oldest first."""
    return sorted(path.parent.glob(f"{path.stem}-v*{path.suffix}"), key=_made)


def daily_copies_of(path: Path) -> list[Path]:
    """The copies of days, oldest first."""
    return sorted(path.parent.glob(f"{path.stem}-daily-*{path.suffix}"), key=_made)


def all_copies_of(path: Path) -> list[Path]:
    """Every copy, the newest first."""
    return sorted([*copies_of(path), *daily_copies_of(path)], key=_made, reverse=True)


def made_at(copy: Path) -> datetime:
    """When a copy was made, as its name tells."""
    return datetime.strptime(_made(copy), _STAMP).replace(tzinfo=UTC)


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds every page and every index in order. Raises sqlite3.Error."""
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return bool(said == "ok")


def _copy(connection: sqlite3.Connection, target: Path) -> bool:
    """A copy that is one file, without a log beside it; whether it was sound, and so was kept."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            kept = is_sound(copy)
        if kept:
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return kept


def _remove(copies: list[Path]) -> None:
    for old in copies:
        old.unlink(missing_ok=True)


def _made(copy: Path) -> str:
    return copy.stem[-_STAMPED:]
