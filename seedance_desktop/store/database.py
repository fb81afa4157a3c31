"""The one SQLite file of jobs and videos: opening it, one transaction at a time, its errors."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import DatabaseDamagedError, DatabaseNewerError
from seedance_desktop.core.words import Message
from seedance_desktop.store.database_errors import translated
from seedance_desktop.store.marks import suspect
from seedance_desktop.store.migration import APPLICATION, Migration, migrate, migrations
from seedance_desktop.store.transaction import transaction

_PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""

_STEPS_BETWEEN_LOOKS = 20_000
"""Of SQLite's machine: about a millisecond."""

Value = str | int | float | None
Values = Sequence[Value] | Mapping[str, Value]
"""For the question marks of a statement, or for its ``:names``."""


class OtherProgramsFileError(DatabaseDamagedError):
    """A sound database that this program did not write: never touched."""


class InterruptedReadError(Exception):
    """Somebody asked for something newer: the answer is not wanted any more."""


class Database:
    """A connection that belongs to the thread that opened it, as SQLite itself checks."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, steps: Sequence[Migration] | None = None) -> Self:
        """Open for writing: make the file if there is none, bring an older one up to date.

        ``steps`` are the program's own migrations when left out. Raises RecordError and DiskError
        kinds.
        """
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise disk_error(error, path.parent) from error
        steps = steps or migrations()
        with translated(path):
            connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            with _closed_on_error(connection):
                _check(connection, path, steps[-1])
                _use_write_ahead_log(connection)
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                migrate(connection, path, steps)
        return cls(path, connection)

    @classmethod
    def reader(cls, path: Path) -> Self:
        """Open an existing file for reading only, beside a writer in another thread."""
        with translated(path):
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro",
                uri=True,
                timeout=_PATIENCE,
                isolation_level=None,
            )
            with _closed_on_error(connection):
                _check(connection, path, migrations()[-1])
                connection.execute("PRAGMA query_only = ON")
        return cls(path, connection)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or none of it; a transaction inside another is part of that one."""
        if self._connection.in_transaction:
            yield
            return
        with translated(self.path), transaction(self._connection):
            yield

    def change(self, statement: str, values: Values = ()) -> int:
        """Run one statement; how many rows it changed. On disk on return, outside transactions."""
        with self._watched():
            return self._connection.execute(statement, values).rowcount

    def rows(self, statement: str, values: Values = ()) -> list[sqlite3.Row]:
        """Every row that a query finds."""
        with self._watched():
            cursor = self._connection.execute(statement, values)
            cursor.row_factory = sqlite3.Row
            return cursor.fetchall()

    def tuples(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """As ``rows``, plainer and quicker, for a great many."""
        with self._watched():
            return self._connection.execute(statement, values).fetchall()

    def stop_when(self, is_stale: Callable[[], bool]) -> None:
        """From now on a statement ends with InterruptedReadError once ``is_stale`` says so."""
        self._connection.set_progress_handler(is_stale, _STEPS_BETWEEN_LOOKS)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Damage that is met on the way is looked into at the next start."""
        try:
            with translated(self.path):
                yield
        except DatabaseDamagedError:
            suspect(self.path)
            raise
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise InterruptedReadError from error
            raise


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _check(connection: sqlite3.Connection, path: Path, newest: Migration) -> None:
    """Refuse a file of a newer major version, and one that is not ours."""
    connection.execute("BEGIN")  # one moment's view: another process may be making the tables
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (has_tables,) = connection.execute("SELECT EXISTS (SELECT 1 FROM sqlite_master)").fetchone()
    connection.execute("COMMIT")
    if has_tables and application != APPLICATION:
        raise OtherProgramsFileError(
            Message("The file {path} is not a database of this program.", {"path": str(path)}),
            remedy=Message("Move it away, or start with another profile folder."),
        )
    if version // 1000 > newest.version // 1000:
        raise DatabaseNewerError(facts={"path": str(path), "version": str(version)})


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """SQLite does not wait for its turn here when two programs start on a new file at once."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
