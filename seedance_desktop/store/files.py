"""Writing files so that a kill at any instant leaves the old content or the new, never half."""

import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import DiskError

_log = logging.getLogger(__name__)


def write_atomically(path: Path, content: bytes | bytearray) -> None:
    """Write beside, flush to the disk, rename. Makes the folder. Raises DiskError kinds."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise disk_error(error, path.parent) from error
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise disk_error(error, path) from error


def flush_folder(folder: Path) -> None:
    """Make a rename in it last through a power cut, where the system can flush a folder."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def keep_once(folder: Path, content: bytes, suffix: str, *, name: str = "") -> Path:
    """Store ``content`` under its own SHA-256, such as ``ab/abcdef….jpg``; the same bytes once.

    With a ``name`` for people the file is called so, in a folder with all of the hash.
    """
    from hashlib import sha256  # brings OpenSSL, which no window needs to be shown

    digest = sha256(content).hexdigest()
    place = folder / digest[:2]
    path = place / digest / f"{name}{suffix}" if name else place / f"{digest}{suffix}"
    if not _holds(path, len(content)):
        write_atomically(path, content)
    return path


def free_path(path: Path) -> Path:
    """``path``, or with `` 2``, `` 3``, … added to its name if something is there already."""
    candidate, number = path, 1
    while os.path.lexists(candidate):
        number += 1
        candidate = path.with_name(f"{path.stem} {number}{path.suffix}")
    return candidate


def set_aside(path: Path) -> None:
    """Rename a damaged file to ``name.damaged.ending``, so that no new one overwrites it."""
    aside = free_path(path.with_name(f"{path.stem}.damaged{path.suffix}"))
    try:
        path.rename(aside)
    except OSError as error:
        _log.info("%s could not be set aside: %s", path, error)
    else:
        _log.info("%s was set aside as %s", path, aside)


def folder_problem(path: Path) -> DiskError | None:
    """Why files cannot be written into ``path``; ``None`` if they can. Makes the folder."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".seedance.", dir=path) as file:
            file.write(b"?")
            file.flush()
    except OSError as error:
        return disk_error(error, path)
    return None


def _holds(path: Path, byte_count: int) -> bool:
    try:
        return path.stat().st_size == byte_count
    except OSError:
        return False
