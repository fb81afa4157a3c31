"""Clips on the disk: found, told apart by their content, and left alone where a cloud has them."""

import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.words import Message

PassedOver = Callable[[Path, Message], None]
"""Told of what is there and cannot be used, and why."""

CLIPS = (".mp4", ".mov")
_SAMPLE = 65_536
_RECALLED_WHEN_READ = 0x0040_0000 | 0x0004_0000 | 0x1000
"""Windows' FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, _ON_OPEN and _OFFLINE."""
_DATALESS = 0x4000_0000
"""macOS' SF_DATALESS."""
_NOBODYS = frozenset({"$recycle.bin", "system volume information", "lost+found"})
"""The system's own folders; hidden ones, such as a disk's bin, are left alone as well."""
_CLOUDS = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box": "Box",
    "mega": "MEGA",
    "坚果云": "坚果云",
    "nutstore": "Nutstore",
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileStatus:
    """``modified`` in nanoseconds. ``is_in_cloud``: reading it would fetch it from the network."""

    byte_count: int
    modified: int
    is_in_cloud: bool = False


def status_of(path: Path) -> FileStatus | None:
    """``None`` where there is no such file, or none that can be looked at."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return _status(status) if stat.S_ISREG(status.st_mode) else None


def clips_below(library: Path, passed_over: PassedOver | None = None) -> dict[str, FileStatus]:
    """Every clip by its place in ``library``, with forward slashes. Raises DiskError kinds.

    Hidden folders are not looked into, nor are links to elsewhere. A folder inside that is closed
    to us keeps nobody from the others.
    """
    places = [place for places in places_below(library, passed_over) for place in places]
    return statuses(library, places)


def places_below(library: Path, passed_over: PassedOver | None = None) -> Iterator[list[str]]:
    """As ``clips_below``, the places alone, folder by folder."""
    pass_over = passed_over or _log_passed

    def fail(error: OSError) -> None:
        folder = Path(error.filename or library)
        if folder == library:
            raise disk_error(error, library) from error
        values = {"name": folder.name, "reason": error.strerror or str(error)}
        pass_over(folder, Message("{name} cannot be read: {reason}.", values))

    for folder, below, names in os.walk(library, onerror=fail):
        below[:] = sorted(name for name in below if not is_hidden(name))
        here = Path(folder).relative_to(library)
        places = []
        for name in names:
            if is_clip_name(name):
                problem = name_problem(here / name)
                if problem is None:
                    places.append((here / name).as_posix())
                else:
                    pass_over(library / here / name, problem)
        if places:
            yield places


def is_hidden(folder: str) -> bool:
    """Whether a folder of this name is not looked into."""
    return folder.startswith(".") or folder.casefold() in _NOBODYS


def name_problem(path: Path) -> Message | None:
    """Why this path cannot be kept on record: on Linux a name may be bytes that are no text."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        shown = os.fsencode(path.name).decode(errors="replace")
        return Message("The name of {name} is no readable text. Rename it first.", {"name": shown})
    return None


def statuses(library: Path, places: Iterable[str]) -> dict[str, FileStatus]:
    """How these files are; those that are not there are left out."""
    found = {place: status_of(library / place) for place in places}
    return {place: status for place, status in found.items() if status is not None}


def is_clip_name(name: str) -> bool:
    """Whether a file of this name is looked at; hidden ones are somebody's halves."""
    return name.lower().endswith(CLIPS) and not name.startswith(".")


def fingerprint(path: Path) -> str:
    """The same for files of the same content: by size and three samples, as quick for any size.

    Raises OSError.
    """
    from hashlib import blake2b  # brings OpenSSL, which nothing at rest needs

    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        digest.update(str(size).encode())
        for place in sorted({0, max(0, size // 2 - _SAMPLE // 2), max(0, size - _SAMPLE)}):
            file.seek(place)
            digest.update(file.read(_SAMPLE))
    return digest.hexdigest()


def cloud_of(folder: Path) -> str | None:
    """The service that keeps this folder elsewhere as well, by the folders' names."""
    for part in folder.parts:
        name = part.casefold()
        known = _CLOUDS.get(name) or _CLOUDS.get(name.split(" - ")[0])
        if known is None and "cloudstorage" in folder.as_posix().casefold():
            known = _CLOUDS.get(name.split("-")[0])
        if known is not None:
            return known
    return None


def _log_passed(path: Path, why: Message) -> None:
    _log.info("%r is passed over: %s", str(path), why)


def _status(status: os.stat_result) -> FileStatus:
    attributes = getattr(status, "st_file_attributes", 0)
    flags = getattr(status, "st_flags", 0)
    blocks = getattr(status, "st_blocks", None)
    is_in_cloud = bool(
        attributes & _RECALLED_WHEN_READ
        or flags & _DATALESS
        or (blocks == 0 and status.st_size > _SAMPLE)
    )
    return FileStatus(status.st_size, status.st_mtime_ns, is_in_cloud)
