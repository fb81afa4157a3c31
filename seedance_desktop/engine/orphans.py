"""What lies among the unfinished files of a library and belongs to no job any more."""

import logging
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import JobState
from seedance_desktop.engine.claims import Claims
from seedance_desktop.engine.places import parts_folder
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.jobs import JobTable

_OURS = re.compile(r"(\d{8}-\d{6}-[0-9a-f]{6})(\.part|\.part\.json|\.mp4)")
_DAY = 24 * 60 * 60

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left of a job. ``is_whole``: a clip that arrived and was never filed."""

    job: JobId
    files: tuple[Path, ...]
    is_whole: bool


async def sweep_orphans(
    libraries: Iterable[Path], *, jobs: JobTable, claims: Claims, workers: Workers
) -> None:
    """Remove the files of jobs that need them no more, a day after they were last written.

    A whole clip is removed only when its job is done: it was paid for, and may be the only one.
    What was kept aside as damaged stays, and so does every file that is not ours by its name.
    """
    for left in await workers.run(_lefts, list(libraries)):
        if not _is_needed(left, jobs) and claims.take(left.job):
            try:
                await workers.run(_remove, left.files)
            finally:
                claims.give_back(left.job)


def _is_needed(left: _Left, jobs: JobTable) -> bool:
    job = jobs.get(left.job)
    if job is None:
        return left.is_whole
    if not job.is_final:
        return True
    return left.is_whole and job.state is not JobState.DONE


def _lefts(libraries: list[Path]) -> list[_Left]:
    return [left for library in libraries for left in _lefts_in(parts_folder(library))]


def _lefts_in(folder: Path) -> Iterator[_Left]:
    files: dict[JobId, dict[str, Path]] = {}
    for path in _listed(folder):
        if name := _OURS.fullmatch(path.name):
            files.setdefault(JobId(name[1]), {})[name[2]] = path
    for job, found in files.items():
        if all(_is_old(path) for path in found.values()):
            is_whole = ".part.json" not in found
            yield _Left(job, tuple(found.values()), is_whole)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:  # as before the first video
        return []
    except OSError as error:
        _log.info("%s cannot be listed: %s", folder, error)
        return []


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _DAY
    except OSError:
        return False


def _remove(files: tuple[Path, ...]) -> None:
    for path in files:
        with suppress(OSError):  # then it is tried at the next start
            path.unlink(missing_ok=True)
            _log.info("%s belonged to no job any more and was removed", path)
