"""Pictures made of clips, on disk: what is no longer wanted goes, and there is a most of it."""

import os
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from seedance_desktop.core.disk import disk_error

_KEPT_SHARE = 0.9
"""Of the most that there may be, so that not every new picture costs a look through all."""


def remove_pictures(folders: Sequence[Path], name: str) -> None:
    """Remove the pictures of one clip; it does no harm if they stay, so nothing is raised."""
    for folder in folders:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def shorten(folders: Sequence[Path], most_bytes: int) -> int:
    """Remove what was used longest ago until there are ``most_bytes`` or less; how many went.

    Used is what was read or written: many systems note the former once a day, which is enough.
    Raises DiskError kinds where a folder cannot be looked through.
    """
    try:
        return _shortened(folders, most_bytes)
    except OSError as error:
        raise disk_error(error, folders[0]) from error


def _shortened(folders: Sequence[Path], most_bytes: int) -> int:
    uses, sizes = array("d"), array("q")
    for entry in _pictures(folders):
        used, size = _looked_at(entry)
        uses.append(used)
        sizes.append(size)
    left = sum(sizes)
    if left <= most_bytes:
        return 0
    kept, last = 0, 0.0
    for place in sorted(range(len(uses)), key=uses.__getitem__, reverse=True):
        kept += sizes[place]
        if kept > most_bytes * _KEPT_SHARE:
            last = uses[place]
            break
    gone = 0
    for entry in _pictures(folders):
        used, size = _looked_at(entry)
        if used < last or (used == last and left > most_bytes * _KEPT_SHARE):
            Path(entry.path).unlink(missing_ok=True)
            left -= size
            gone += 1
    return gone


def _pictures(folders: Sequence[Path]) -> Iterator["os.DirEntry[str]"]:
    for folder in folders:
        with suppress(FileNotFoundError), os.scandir(folder) as entries:
            yield from (entry for entry in entries if entry.is_file(follow_symlinks=False))


def _looked_at(entry: "os.DirEntry[str]") -> tuple[float, int]:
    """When it was last used, and its bytes; one that has just gone counts for nothing."""
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return 0.0, 0
    return max(status.st_atime, status.st_mtime), status.st_size
