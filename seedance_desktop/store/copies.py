"""Whole copies of the database, made beside it before its form is changed."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

_KEPT = 3


def keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Copy the database, named by version and date; the newest few copies are kept."""
    name = f"{path.stem}-v{version // 1000}.{version % 1000}"
    target = path.with_name(f"{name}-{datetime.now(UTC):%Y%m%d-%H%M%S}{path.suffix}")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
    part.replace(target)
    for old in copies_of(path)[:-_KEPT]:
        old.unlink(missing_ok=True)


def copies_of(path: Path) -> list[Path]:
    """The copies beside a database, oldest first."""
    return sorted(path.parent.glob(f"{path.stem}-v*{path.suffix}"), key=_made)


def _made(copy: Path) -> str:
    return copy.stem[-len("20261122-093012") :]
