"""Bringing the database up to date: numbered SQL files, a copy made first.

Each file in ``migrations`` opens with its version, ``-- version MAJOR.MINOR``, which is kept in
the database as MAJOR * 1000 + MINOR. A minor step only adds what an older program can leave alone.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seedance_desktop.store.copies import keep_copy
from seedance_desktop.store.transaction import transaction

_FOLDER = Path(__file__).parent / "migrations"
_HEADER = re.compile(r"-- version (\d+)\.(\d+)\n")

APPLICATION = 0x53656564
"""What marks the file as ours in its header: ``Seed``."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step to ``version`` (MAJOR * 1000 + MINOR)."""

    version: int
    script: str


@cache  # every reader that is opened asks
def migrations(folder: Path = _FOLDER) -> tuple[Migration, ...]:
    """The steps in order."""
    return tuple(_migration(path) for path in sorted(folder.glob("*.sql")))


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration]) -> None:
    """Take the steps that the database has not taken yet, each in a transaction."""
    version = _version(connection)
    if version >= steps[-1].version:
        return
    if version:
        keep_copy(connection, path, version)
    for step in steps:
        _take(connection, step)


def _take(connection: sqlite3.Connection, step: Migration) -> None:
    """The version is read inside the transaction: another process may just have done this."""
    with transaction(connection):
        if _version(connection) >= step.version:
            return
        for statement in _statements(step.script):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {step.version}")


def _migration(path: Path) -> Migration:
    script = path.read_text(encoding="utf-8")
    header = _HEADER.match(script)
    if header is None:
        message = f"{path.name} does not open with its version"
        raise ValueError(message)
    return Migration(int(header[1]) * 1000 + int(header[2]), script)


def _statements(script: str) -> Iterator[str]:
    """Single statements: sqlite3's ``executescript`` would end our transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
