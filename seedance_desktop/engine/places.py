"""Where a job's clip goes: its part while it arrives, its place in the library, and the way."""

import errno
import logging
import os
import re
import shutil
import unicodedata
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import DiskError, FolderUnusableError
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job
from seedance_desktop.core.mentions import without_mentions
from seedance_desktop.core.words import Message
from seedance_desktop.store.files import flush_folder, free_path

PARTS = ".seedance-parts"
"""Inside the library, since a rename must not cross file systems."""

_LONGEST_SLUG = 40
_MOST_BYTES = 110
"""Of a slug: some file systems take 143 bytes for a whole name, and copies get a number."""
_REFUSED_NAMES = frozenset({errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL})
"""What a file system says to letters that it cannot write, or too many of them."""
_log = logging.getLogger(__name__)
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


def parts_folder(library: Path) -> Path:
    return library / PARTS


def part_path(job: Job) -> Path:
    """What has arrived so far."""
    return parts_folder(job.library) / f"{job.id}.part"


def picture_part_path(job: Job) -> Path:
    """What has arrived of the last frame's picture."""
    return parts_folder(job.library) / f"{job.id}.last-frame"


def tagged_path(job: Job) -> Path:
    """The whole clip with its recipe, not yet in its place."""
    return parts_folder(job.library) / f"{job.id}.mp4"


def filed_name(job: Job) -> Path:
    """The clip's name inside the library, such as ``2026/11/22/a-red-kite-7f3a9c.mp4``.

    Always the same for a job, so that a clip that was filed just before a crash is found again.
    """
    day = job.created_at.astimezone()
    name = f"{slug(without_mentions(job.request.prompt))}-{_short(job.id)}{_suffix(job)}"
    return Path(f"{day:%Y}", f"{day:%m}", f"{day:%d}", name)


def filed_candidates(job: Job) -> list[Path]:
    """Files in the library that may be this job's clip: by short name, a day around its own.

    Raises DiskError kinds.
    """
    found: list[Path] = []
    for days in (0, -1, 1):
        day = job.created_at.astimezone() + timedelta(days=days)
        folder = job.library / f"{day:%Y}" / f"{day:%m}" / f"{day:%d}"
        try:
            found.extend(sorted(folder.glob(f"*-{_short(job.id)}*{_suffix(job)}")))
        except OSError as error:  # a drive that was pulled out, a folder that is closed to us
            raise disk_error(error, folder) from error
    return found


def _suffix(job: Job) -> str:
    return f".{job.request.output_format.value}"


def slug(prompt: str) -> str:
    """The prompt's first words: letters and digits of any script, which every file system takes."""
    plain = unicodedata.normalize("NFC", prompt).lower()
    words = re.sub(r"[\W_]+", "-", plain).strip("-")
    cut = words[:_LONGEST_SLUG].encode()[:_MOST_BYTES].decode(errors="ignore")
    if len(words) > len(cut) and "-" in cut:
        cut = cut[: cut.rindex("-")]
    return cut.strip("-") or "video"


def make_parts_folder(library: Path) -> None:
    """Make the folder for parts. Raises FolderUnusableError when the library itself is gone.

    The library is made when a job is submitted. One that is missing later is an unplugged drive,
    and a new folder in its place would hide the clip from its owner.
    """
    try:
        if not library.is_dir():
            raise FolderUnusableError(
                Message("The library folder {path} is not there.", {"path": str(library)}),
                facts={"path": str(library)},
            )
        parts_folder(library).mkdir(exist_ok=True)
    except OSError as error:
        raise disk_error(error, library) from error


def file_away(source: Path, library: Path, name: Path) -> Path:
    """Move a finished file to its name without ever overwriting; the name that it got.

    Where the file system refuses the name, a plain one is used. Raises DiskError kinds.
    """
    target = library / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target = _moved(source, target)
        except OSError as error:
            if error.errno not in _REFUSED_NAMES:
                raise
            target = _moved(source, target.with_name(_plain(name)))
        flush_folder(target.parent)
    except OSError as error:
        raise disk_error(error, target) from error
    return target.relative_to(library)


def keep_aside(path: Path) -> None:
    """Put a damaged file beside, under a name that says so; it is never fetched into again."""
    try:
        path.rename(free_path(path.with_suffix(".broken.mp4")))
    except FileNotFoundError:
        return
    except OSError as error:
        raise disk_error(error, path) from error


def sweep(job: Job) -> None:
    """Remove what a job leaves behind once its clip is filed. What cannot be removed stays."""
    for path in parts_folder(job.library).glob(f"{job.id}*"):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def has_arrived(job: Job) -> bool:
    """Whether the whole clip is there and only has to be filed: then its mark is gone."""
    part = part_path(job)
    try:
        return not part.with_name(f"{part.name}.json").exists() and part.stat().st_size > 0
    except OSError:
        return False


def take_along(job: Job, library: Path) -> None:
    """Copy what has arrived to another library, so that it need not be fetched once more.

    What cannot be read there, or written here, is left: then it is fetched again.
    """
    part, target = part_path(job), parts_folder(library) / part_path(job).name
    if target == part:
        return
    try:
        make_parts_folder(library)
        mark = part.with_name(f"{part.name}.json")
        for source in (mark, part):  # in this order: a part without a mark is a whole one
            if source.exists():
                shutil.copyfile(source, target.with_name(source.name))
    except (OSError, DiskError) as error:
        _log.info("%s could not be taken along: %s", part, error)
        with suppress(OSError):
            target.unlink(missing_ok=True)


def leave_nothing(job: Job) -> None:
    """Remove the parts of a job that has moved on. What cannot be removed stays."""
    part = part_path(job)
    for path in (part, part.with_name(f"{part.name}.json"), tagged_path(job)):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _moved(source: Path, target: Path) -> Path:
    """By a link where the file system has them, since a rename replaces what is there."""
    while True:
        target = free_path(target)
        try:
            os.link(source, target)
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            source.rename(target)
            return target
        source.unlink()
        return target


def _plain(name: Path) -> str:
    """Letters that every file system takes, and still the job's own."""
    return f"video-{name.stem.rsplit('-', 1)[-1]}{name.suffix}"


def _short(job_id: JobId) -> str:
    return job_id.rsplit("-", 1)[-1]
