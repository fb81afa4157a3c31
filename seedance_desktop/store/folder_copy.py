"""Files of a folder made a second time elsewhere, and taken away at their first place afterwards.

Copied, read again and compared; only what is the same at both places is ever removed.
"""

import logging
import os
import shutil
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import DiskFullError, FolderUnusableError
from seedance_desktop.core.stopped import Tell
from seedance_desktop.core.words import Message
from seedance_desktop.store.files import folder_problem

_BLOCK = 1 << 20
_SPARE = 100 * _BLOCK
"""Room that is left on the new disk: a full one helps nobody."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file at both places, by its place inside the folder, and how it was when it was copied."""

    file: Path
    byte_count: int
    modified: int


def check_target(old: Path, new: Path) -> None:
    """Raises FolderUnusableError for a place that a folder cannot be moved to."""
    there, here = new.resolve(), old.resolve()
    if there == here or there.is_relative_to(here) or here.is_relative_to(there):
        raise FolderUnusableError(
            Message("{new} lies in {old}, or around it.", {"new": new, "old": old}),
            remedy=Message("Choose a folder somewhere else."),
        )
    if not old.is_dir():
        raise FolderUnusableError(Message("The library folder {path} is not there.", {"path": old}))
    problem = folder_problem(new)
    if problem is not None:
        raise problem
    if any(new.iterdir()):
        raise FolderUnusableError(
            Message("{path} is not empty.", {"path": new}),
            remedy=Message("Choose an empty folder, or make a new one."),
        )


def copy_files(old: Path, new: Path, names: Iterable[Path], tell: Tell) -> list[CopiedFile]:
    """Copy these files of a folder, each read again and compared; one that is not there is not.

    ``tell`` is told of bytes in megabytes. Nothing is left in ``new`` if it fails. Raises DiskError
    kinds, and what ``tell`` raises.
    """
    copied: list[CopiedFile] = []
    with ExitStack() as undo:
        undo.callback(remove_copies, new, copied)
        try:
            files = _sizes(old, names)
            _check_room(old, new, files)
            total, done = _megabytes(sum(size for _, size in files)), 0
            for file, size in files:
                tell(_megabytes(done), total)
                copied.append(_copied(old / file, new / file, file, tell, (done, total)))
                done += size
            tell(total, total)
        except OSError as error:
            raise disk_error(error, new) from error
        undo.pop_all()
    return copied


def remove_copies(folder: Path, copied: Iterable[CopiedFile]) -> None:
    """Take back what was copied to ``folder``, which stays; so does what cannot be removed."""
    for each in copied:
        with suppress(OSError):
            (folder / each.file).unlink(missing_ok=True)
    _remove_empty_below(folder)


def remove_empty(folder: Path) -> None:
    """Remove the folder, if there is nothing in it but empty ones."""
    _remove_empty_below(folder)
    with suppress(OSError):  # something is in it, or it is not there
        folder.rmdir()


def remove_originals(old: Path, copied: Iterable[CopiedFile]) -> list[Path]:
    """Remove what was copied and has not changed since; what is left, whatever the reason."""
    for each in copied:
        path = old / each.file
        try:
            status = path.stat()
            if (status.st_size, status.st_mtime_ns) == (each.byte_count, each.modified):
                path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            _log.info("%s cannot be removed: %s", path, error)
    remove_empty(old)
    return [path for path in old.rglob("*") if path.is_file()] if old.is_dir() else []


def _sizes(folder: Path, names: Iterable[Path]) -> list[tuple[Path, int]]:
    places = ((name, folder / name) for name in dict.fromkeys(names))
    return [(name, path.stat().st_size) for name, path in places if path.is_file()]


def _check_room(old: Path, new: Path, files: list[tuple[Path, int]]) -> None:
    if _is_one_disk(old, new):
        return  # linked, not copied
    wanted, free = sum(size for _, size in files) + _SPARE, shutil.disk_usage(new).free
    if wanted > free:
        raise DiskFullError(
            Message(
                "This takes {wanted} MB, some of them to spare; {free} MB are free in {path}.",
                {"wanted": _megabytes(wanted), "free": _megabytes(free), "path": new},
            ),
            remedy=Message("Make room there, or choose another folder."),
        )


def _is_one_disk(old: Path, new: Path) -> bool:
    return old.stat().st_dev == new.stat().st_dev


def _copied(source: Path, target: Path, file: Path, tell: Tell, at: tuple[int, int]) -> CopiedFile:
    """On one disk a second name is enough; across disks every byte is read again."""
    status = source.stat()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _name_again(source, target)
    except OSError:
        _copy_bytes(source, target, tell, at)
    return CopiedFile(file, status.st_size, status.st_mtime_ns)


def _name_again(source: Path, target: Path) -> None:
    """Raises OSError where the two are on different disks, or the disk knows no second names."""
    os.link(source, target)


def _copy_bytes(source: Path, target: Path, tell: Tell, at: tuple[int, int]) -> None:
    start, total = at
    done = start
    with ExitStack() as undo:
        with source.open("rb") as original, target.open("xb") as copy:
            undo.callback(_unlink, target)
            while block := original.read(_BLOCK):
                copy.write(block)
                done += len(block)
                tell(_megabytes(done), total)
            copy.flush()
            os.fsync(copy.fileno())
        shutil.copystat(source, target)
        if not _are_same(source, target):
            raise FolderUnusableError(
                Message("{name} did not arrive as it was.", {"name": target.name}),
                facts={"path": str(target)},
            )
        undo.pop_all()


def _unlink(target: Path) -> None:
    with suppress(OSError):  # the error that brought us here says more
        target.unlink(missing_ok=True)


def _are_same(source: Path, target: Path) -> bool:
    with source.open("rb") as one, target.open("rb") as other:
        while True:
            block = one.read(_BLOCK)
            if block != other.read(_BLOCK):
                return False
            if not block:
                return True


def _remove_empty_below(folder: Path) -> None:
    for place, below, _names in os.walk(folder, topdown=False):
        for name in below:
            with suppress(OSError):  # something is in it
                Path(place, name).rmdir()


def _megabytes(count: int) -> int:
    return count // _BLOCK
