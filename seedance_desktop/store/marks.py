"""Small files beside the database that say what the next start has to look into."""

import logging
from pathlib import Path

_log = logging.getLogger(__name__)


def suspect(path: Path) -> None:
    """The database at ``path`` is to be looked through before it is used again."""
    _set(_suspicion(path))


def is_suspect(path: Path) -> bool:
    """Whether damage was met, or the program that wrote last was ended before it could close.

    What had been written then is still in a log beside the database. A second program that has it
    open has one too, which is why this is asked only by one that is alone.
    """
    log = path.with_name(f"{path.name}-wal")
    return _is_there(_suspicion(path)) or (_is_there(log) and log.stat().st_size > 0)


def trust(path: Path) -> None:
    """The database was looked through and is sound."""
    _clear(_suspicion(path))


def want_rebuild(path: Path) -> None:
    """Videos may be missing from the record: the library's files are to be read."""
    _set(_rebuild(path))


def wants_rebuild(path: Path) -> bool:
    return _is_there(_rebuild(path))


def rebuilt(path: Path) -> None:
    """Every file of the library has been read."""
    _clear(_rebuild(path))


def _suspicion(path: Path) -> Path:
    return path.with_name(f"{path.name}.suspect")


def _rebuild(path: Path) -> Path:
    return path.with_name(f"{path.name}.rebuild")


def _is_there(mark: Path) -> bool:
    try:
        return mark.exists()
    except OSError:
        return False


def _set(mark: Path) -> None:
    try:
        mark.touch()
    except OSError as error:  # on a disk that takes nothing; the damage itself is told anyway
        _log.info("%s cannot be made: %s", mark, error)


def _clear(mark: Path) -> None:
    try:
        mark.unlink(missing_ok=True)
    except OSError as error:  # then the next start looks once more
        _log.info("%s cannot be removed: %s", mark, error)
