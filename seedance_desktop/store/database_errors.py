"""What SQLite says went wrong, as the errors to show; the one place that knows its codes."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import (
    DatabaseDamagedError,
    DiskFullError,
    FolderUnusableError,
    KnownError,
    RecordError,
)
from seedance_desktop.core.words import Message
from seedance_desktop.store.copies import copies_of

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_UNUSABLE = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_AUTH,
    }
)
_HEAD = b"SQLite format 3\0"
"""How the file of every database begins (https://www.sqlite.org/fileformat.html)."""
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the disk as known ones; what is left is a bug and passes."""
    try:
        yield
    except sqlite3.Error as error:
        known = _known(error, path)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise disk_error(error, path) from error


def _known(error: sqlite3.Error, path: Path) -> KnownError | None:
    """The extended code's low byte is the kind."""
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    facts = {"path": str(path), "sqlite": f"{getattr(error, 'sqlite_errorname', '')}: {error}"}
    if kind in _DAMAGED or (kind == sqlite3.SQLITE_ERROR and _is_overwritten(path)):
        return DatabaseDamagedError(
            Message("The file {path}, which holds jobs and videos, is damaged.", {"path": path}),
            remedy=_way_out(path),
            facts=facts,
        )
    if kind == sqlite3.SQLITE_FULL:
        return DiskFullError(Message("There is no room left for the records."), facts=facts)
    if kind in _UNUSABLE:
        return FolderUnusableError(
            Message("The folder {folder} cannot be used for the records.", {"folder": path.parent}),
            remedy=Message("Make it writable, or start with another profile folder."),
            facts=facts,
        )
    if kind in _BUSY:
        return RecordError(
            Message("Another program keeps the records busy."),
            remedy=Message("Close the other one, then try again."),
            facts=facts,
        )
    return None


def _is_overwritten(path: Path) -> bool:
    """What its journal still holds may look like records in which some tables are missing.

    An empty file counts: records in use have their head from the moment they are opened, and a
    program that writes another file over them empties them first.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEAD))
    except OSError:
        return False
    return head != _HEAD


def _way_out(path: Path) -> Message:
    copies = copies_of(path)
    if not copies:
        return Message("Move it away and start again; your videos are safe in their folders.")
    return Message(
        "Move it away and put the copy {copy} in its place; your videos are safe in their folders.",
        {"copy": copies[-1].name},
    )
