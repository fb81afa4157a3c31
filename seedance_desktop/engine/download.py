"""From a link to a clip in the library: fetched, really decoded, given its recipe, renamed."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from seedance_desktop.api.told import fetched
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.cost import price_of
from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import ClipBrokenError, KnownError
from seedance_desktop.core.events import JobProgress
from seedance_desktop.core.ids import JobId, video_id_of
from seedance_desktop.core.job import Job
from seedance_desktop.core.video import ClipFacts, Video
from seedance_desktop.engine import places
from seedance_desktop.engine.ports import Media, Progress, Wire
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.recipe import job_of, recipe_json
from seedance_desktop.engine.story import Story
from seedance_desktop.engine.tasks import to_its_end
from seedance_desktop.engine.workers import Workers

_PROGRESS_GAP = 0.1
"""Seconds between two told progresses of a job."""


class Download:
    """Steps of one job's clip. Every step may be repeated after a crash."""

    def __init__(
        self,
        *,
        wire: Wire,
        media: Media,
        workers: Workers,
        catalogue: Catalogue,
        publisher: Publisher,
        story: Story,
        now: Callable[[], datetime],
    ) -> None:
        self._wire = wire
        self._media = media
        self._workers = workers
        self._catalogue = catalogue
        self._publisher = publisher
        self._story = story
        self._now = now

    async def fetch(self, job: Job, url: str) -> None:
        """Bring in the file, going on where an earlier attempt stopped.

        Raises NetworkError kinds, ServiceError kinds, DiskError kinds.
        """
        await self._workers.run(places.make_parts_folder, job.library)
        await self._workers.run(self._media.load)
        await self._fetched(job, url, places.part_path(job), self._progress(job.id))

    async def fetch_picture(self, job: Job, url: str) -> Path:
        """Bring in a picture that belongs to the clip; where it is now. Raises as ``fetch`` does.

        Its progress is told to nobody.
        """
        await self._workers.run(places.make_parts_folder, job.library)
        part = places.picture_part_path(job)
        await self._fetched(job, url, part, lambda _received, _total: None)
        return part

    async def file(self, job: Job) -> Video:
        """Put what was fetched into the library. Raises ClipBrokenError and DiskError kinds.

        A worker cannot be stopped: once this is over, cancelled or not, ``found`` tells the truth.
        """
        return await to_its_end(self._workers.run(self._filed, job), f"filing {job.id}")

    async def has_arrived(self, job: Job) -> bool:
        """Whether only filing is left to do."""
        return await self._workers.run(places.has_arrived, job)

    async def found(self, job: Job) -> Video | None:
        """The clip that was filed just before a crash and never came on record."""
        return await self._workers.run(self._found, job)

    async def keep_aside(self, job: Job) -> None:
        """Put a damaged part aside so that the next attempt begins anew. Raises DiskError kinds."""
        await self._workers.run(places.keep_aside, places.part_path(job))

    async def sweep(self, job: Job) -> None:
        await self._workers.run(places.sweep, job)

    async def _fetched(self, job: Job, url: str, part: Path, tell: Progress) -> None:
        clock, received = asyncio.get_running_loop().time, 0
        began = clock()

        def count(arrived: int, total: int | None) -> None:
            nonlocal received
            received = arrived
            tell(arrived, total)

        failed: KnownError | None = None
        try:
            await self._wire.fetch(url, part, count, home=job.address)
        except KnownError as error:
            failed = error
            raise
        finally:
            seconds = clock() - began
            self._story.heard(fetched(url, seconds=seconds, received=received, error=failed))

    def _filed(self, job: Job) -> Video:
        part, tagged = places.part_path(job), places.tagged_path(job)
        video = self._video(job, self._media.check_clip(part), places.filed_name(job))
        self._media.write_recipe(part, tagged, recipe_json(job, video))
        file = places.file_away(tagged, job.library, places.filed_name(job))
        return _measured(replace(video, file=file))

    def _found(self, job: Job) -> Video | None:
        for path in places.filed_candidates(job):
            try:
                if job_of(self._media.read_recipe(path)) != job.id:
                    continue
                clip = self._media.check_clip(path)
            except ClipBrokenError:
                continue
            return _measured(self._video(job, clip, path.relative_to(job.library)))
        return None

    def _video(self, job: Job, clip: ClipFacts, file: Path) -> Video:
        usage = job.usage
        price = None  # the sandbox is free
        if job.connection != SANDBOX:
            price = price_of(
                job.request, self._catalogue, tokens=usage.tokens, seconds=_seconds(job, clip)
            )
        return Video(
            id=video_id_of(job.id),
            job=job.id,
            library=job.library,
            file=file,
            request=job.request,
            connection=job.connection,
            made_at=self._now(),
            clip=clip,
            byte_count=0,
            seed=usage.seed,
            tokens=usage.tokens,
            price=price.amount if price else None,
            currency=price.currency if price else "USD",
        )

    def _progress(self, job_id: JobId) -> Progress:
        clock = asyncio.get_running_loop().time
        last = clock() - _PROGRESS_GAP

        def tell(received: int, total: int | None) -> None:
            nonlocal last
            if clock() - last >= _PROGRESS_GAP or received == total:
                last = clock()
                self._publisher.publish(JobProgress(job_id, received, total))

        return tell


def _measured(video: Video) -> Video:
    try:
        return replace(video, byte_count=video.path.stat().st_size)
    except OSError as error:
        raise disk_error(error, video.path) from error


def _seconds(job: Job, clip: ClipFacts) -> float:
    """What is billed: the asked-for length where it is told, since a clip has one frame more."""
    return float(job.usage.duration) if job.usage.duration else clip.duration
