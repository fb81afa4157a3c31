"""The record of videos rebuilt from the library: every file with a recipe that is not on record."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.entry import Organised
from seedance_desktop.core.errors import ClipBrokenError, DiskError
from seedance_desktop.core.events import JobChanged, VideoAdded
from seedance_desktop.core.ids import VideoId, video_id_of
from seedance_desktop.core.job import OPEN, Job, JobState
from seedance_desktop.core.video import Video
from seedance_desktop.engine.found_clip import (
    adopted_job,
    found_video,
    on_its_own,
    video_of_recipe,
)
from seedance_desktop.engine.places import filed_candidates
from seedance_desktop.engine.ports import Media
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.recipe import Recipe, recipe_in
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.clip_files import places_below
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.known_tasks import KnownTasks
from seedance_desktop.store.library_table import LibraryTable
from seedance_desktop.store.organised_file import OrganisedLibrary, organised_in
from seedance_desktop.store.waiting_words import wait_no_more, waiting_words

_AT_ONCE = 25
"""Files that are read between two looks at the record."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many videos were put on record, and the files and folders that could not be read."""

    added: int
    unreadable: tuple[Path, ...]
    told_again: int = 0
    """Those of them of which something was said, which is said of them again."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A file of the library and its recipe, if it has one."""

    path: Path
    recipe: Recipe | None


@dataclass
class _Sum:
    """What has come of it so far."""

    added: int = 0
    told_again: int = 0
    unreadable: list[Path] = field(default_factory=list)
    back: set[VideoId] = field(default_factory=set)


class Rebuilding:
    """Reads libraries. Used on the engine's loop; the files are read in workers."""

    def __init__(
        self,
        *,
        jobs: JobTable,
        table: LibraryTable,
        records: Path,
        known_tasks: KnownTasks,
        media: Media,
        publisher: Publisher,
        workers: Workers,
    ) -> None:
        self._jobs = jobs
        self._videos = table.videos
        self._table = table
        self._records = records
        self._known_tasks = known_tasks
        self._media = media
        self._publisher = publisher
        self._workers = workers

    async def run(self, libraries: Iterable[Path]) -> Rebuilt:
        """Every file is left as it is; one that is on record already is not looked at further.

        Raises RecordError and DiskError kinds of the record.
        """
        done = _Sum()
        for library in libraries:
            try:
                files = await self._workers.run(_clips_in, library)
            except DiskError as error:
                _log.info("the library %s cannot be read: %s", library, error)
                done.unreadable.append(library)
                continue
            noted = await self._workers.run(self._noted, library)
            self._table.make_collections(noted.collections)
            for start in range(0, len(files), _AT_ONCE):
                part = files[start : start + _AT_ONCE]
                for clip in await self._workers.run(self._read, part, done.unreadable):
                    await self._add(clip, library, noted, done)
        await self._workers.run(wait_no_more, self._records, done.back)
        return Rebuilt(done.added, tuple(done.unreadable), done.told_again)

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
                noted = await self._workers.run(self._noted, job.library)
                self._keep(video, _said(noted, video))

    async def _add(self, made: _Made, library: Path, noted: OrganisedLibrary, done: _Sum) -> None:
        """Unless it is on record. A second copy of a file is the same video."""
        adopted = {video for video in noted.videos if video.startswith(adopted_job(""))}
        recipe = made.recipe
        is_known = recipe is None or self._videos.get(video_id_of(recipe.job)) is not None
        if is_known and not adopted:
            return
        try:
            video = await self._workers.run(self._video, made, library, adopted)
        except (ClipBrokenError, DiskError) as error:
            _log.info("%s cannot be read: %s", made.path, error)
            done.unreadable.append(made.path)
            return
        if (is_known and video.id not in adopted) or self._videos.get(video.id) is not None:
            return
        said = _said(noted, video)
        self._keep(video, said)
        if recipe is not None and recipe.remote_id is not None:
            self._known_tasks.add(recipe.remote_id, video.connection)
        done.added += 1
        done.told_again += said is not None and said != Organised()
        done.back.add(video.id)

    def _keep(self, video: Video, said: Organised | None) -> None:
        """With its job where that has ended or is unclear; one under way comes by itself."""
        job = self._jobs.get(video.job)
        with self._table.transaction():
            self._table.take_in(video, said)
            if job is not None and job.state not in OPEN:
                self._end(job, video)
        self._publisher.publish(VideoAdded(video))

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
        self._jobs.save(done)
        self._publisher.publish(JobChanged(done))

    def _filed(self, job: Job) -> _Made | None:
        made = self._read(filed_candidates(job), [])
        return next((each for each in made if each.recipe and each.recipe.job == job.id), None)

    def _noted(self, library: Path) -> OrganisedLibrary:
        """What the library's own file says, and what damage has left waiting, which is newer."""
        noted, waiting = organised_in([library]), waiting_words(self._records)
        return OrganisedLibrary({**noted.videos, **waiting.videos}, noted.collections)

    def _read(self, files: list[Path], unreadable: list[Path]) -> list[_Made]:
        found = []
        for path in files:
            try:
                found.append(_Made(path, recipe_in(self._media.read_recipe(path))))
            except (ClipBrokenError, DiskError) as error:
                _log.info("%s cannot be read: %s", path, error)
                unreadable.append(path)
        return found

    def _video(
        self, made: _Made, library: Path, adopted: Collection[VideoId] = frozenset()
    ) -> Video:
        """One that was ``adopted`` beside the video whose recipe it carries stays so."""
        if made.recipe is None:
            return found_video(made.path, library, self._media)
        clip = self._media.probe_clip(made.path)
        try:
            status = made.path.stat()
        except OSError as error:
            raise disk_error(error, made.path) from error
        known = datetime.fromtimestamp(status.st_mtime, UTC), status.st_size
        video = video_of_recipe(made.recipe, made.path, library, clip, known)
        edited = on_its_own(video) if adopted else video
        return edited if edited.id in adopted else video


def _said(noted: OrganisedLibrary, video: Video) -> Organised | None:
    known = noted.videos.get(video.id)
    return known.organised if known else None


def _clips_in(library: Path) -> list[Path]:
    """Every clip of the library. Raises DiskError kinds where that cannot be told."""
    return [library / place for places in places_below(library) for place in sorted(places)]
