"""The record of videos rebuilt from the library: every file with a recipe that is not on record."""

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import ClipBrokenError, DiskError
from seedance_desktop.core.events import JobChanged, VideoAdded
from seedance_desktop.core.ids import video_id_of
from seedance_desktop.core.job import OPEN, Job, JobState
from seedance_desktop.core.video import Video
from seedance_desktop.engine.places import PARTS, filed_candidates
from seedance_desktop.engine.ports import Media
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.recipe import Recipe, recipe_in
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.known_tasks import KnownTasks
from seedance_desktop.store.videos import VideoTable

_AT_ONCE = 25
"""Files that are read between two looks at the record."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many videos were put on record, and the files and folders that could not be read."""

    added: int
    unreadable: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """A file of the library and its recipe."""

    path: Path
    recipe: Recipe


class Rebuilding:
    """Reads libraries. Used on the engine's loop; the files are read in workers."""

    def __init__(
        self,
        *,
        jobs: JobTable,
        videos: VideoTable,
        known_tasks: KnownTasks,
        media: Media,
        publisher: Publisher,
        workers: Workers,
    ) -> None:
        self._jobs = jobs
        self._videos = videos
        self._known_tasks = known_tasks
        self._media = media
        self._publisher = publisher
        self._workers = workers

    async def run(self, libraries: Iterable[Path]) -> Rebuilt:
        """Every file is left as it is; one that is on record already is not looked at further.

        Raises RecordError and DiskError kinds of the record.
        """
        added, unreadable = 0, list[Path]()
        for library in libraries:
            try:
                files = await self._workers.run(_clips_in, library)
            except DiskError as error:
                _log.info("the library %s cannot be read: %s", library, error)
                unreadable.append(library)
                continue
            for start in range(0, len(files), _AT_ONCE):
                part = files[start : start + _AT_ONCE]
                for made in await self._workers.run(self._recipes_of, part, unreadable):
                    added += await self._add(made, library, unreadable)
        return Rebuilt(added, tuple(unreadable))

    async def settle(self, jobs: Iterable[Job]) -> None:
        """End the jobs whose clip is in the library already, before they are taken up again."""
        for job in jobs:
            made = await self._workers.run(self._filed, job)
            if made is None:
                continue
            try:
                video = await self._workers.run(self._video, made, job.library)
            except (ClipBrokenError, DiskError) as error:
                _log.info("%s cannot be read: %s", made.path, error)
            else:
                self._end(job, video)

    async def _add(self, made: _Made, library: Path, unreadable: list[Path]) -> bool:
        """Whether it was not on record. A second copy of a file is the same video."""
        if self._videos.get(video_id_of(made.recipe.job)) is not None:
            return False
        try:
            video = await self._workers.run(self._video, made, library)
        except (ClipBrokenError, DiskError) as error:
            _log.info("%s cannot be read: %s", made.path, error)
            unreadable.append(made.path)
            return False
        self._keep(video)
        if made.recipe.remote_id is not None:
            self._known_tasks.add(made.recipe.remote_id, video.connection)
        return True

    def _keep(self, video: Video) -> None:
        """With its job where that has ended or is unclear; one under way comes by itself."""
        job = self._jobs.get(video.job)
        if job is None or job.state in OPEN:
            self._videos.add(video)
            self._publisher.publish(VideoAdded(video))
        else:
            self._end(job, video)

    def _end(self, job: Job, video: Video) -> None:
        """No step of the job's life: it took its steps before the damage."""
        done = replace(
            job,
            state=JobState.DONE,
            video=video.id,
            failure=None,
            waiting_at_service=False,
            finished_at=job.finished_at or video.made_at,
        )
        self._jobs.save_with_video(done, video)
        self._publisher.publish(JobChanged(done))
        self._publisher.publish(VideoAdded(video))

    def _filed(self, job: Job) -> _Made | None:
        made = self._recipes_of(filed_candidates(job), [])
        return next((each for each in made if each.recipe.job == job.id), None)

    def _recipes_of(self, files: list[Path], unreadable: list[Path]) -> list[_Made]:
        found = []
        for path in files:
            try:
                recipe = recipe_in(self._media.read_recipe(path))
            except (ClipBrokenError, DiskError) as error:
                _log.info("%s cannot be read: %s", path, error)
                unreadable.append(path)
                continue
            if recipe is not None:
                found.append(_Made(path, recipe))
        return found

    def _video(self, made: _Made, library: Path) -> Video:
        recipe = made.recipe
        clip = self._media.probe_clip(made.path)
        try:
            status = made.path.stat()
        except OSError as error:
            raise disk_error(error, made.path) from error
        return Video(
            id=video_id_of(recipe.job),
            job=recipe.job,
            library=library,
            file=made.path.relative_to(library),
            request=recipe.request,
            connection=recipe.connection,
            made_at=recipe.made_at or datetime.fromtimestamp(status.st_mtime, UTC),
            clip=clip,
            byte_count=status.st_size,
            seed=recipe.seed,
            tokens=recipe.tokens,
            price=recipe.price,
            currency=recipe.currency,
        )


def _clips_in(library: Path) -> list[Path]:
    """Every MP4 below the library. Raises DiskError kinds where that cannot be told."""

    def fail(error: OSError) -> None:
        raise disk_error(error, library) from error

    found = []
    for folder, below, names in os.walk(library, onerror=fail):
        below[:] = sorted(name for name in below if name != PARTS)
        found += [
            Path(folder, name) for name in sorted(names) if name.lower().endswith((".mp4", ".mov"))
        ]
    return found
