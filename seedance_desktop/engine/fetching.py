"""A finished task's clip until it is on record: patient with links, networks and broken files."""

from collections.abc import Callable
from dataclasses import dataclass

from seedance_desktop.core.errors import (
    ClipBrokenError,
    ConnectionBrokenError,
    KnownError,
    LinkDeadError,
    TaskNotFoundError,
)
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message
from seedance_desktop.engine.charge import failure_of
from seedance_desktop.engine.download import Download
from seedance_desktop.engine.following import Following, pause_of
from seedance_desktop.engine.health import Health
from seedance_desktop.engine.last_frame import LastFrame
from seedance_desktop.engine.line import Spot
from seedance_desktop.engine.places import parts_folder
from seedance_desktop.engine.record import Record
from seedance_desktop.engine.schedule import backoff

_MOST_BROKEN = 3
"""Damaged files after which a job gives up: the file at the service itself must be damaged."""
_TIMES_NOT_FOUND = 3
_LONG = 3
"""Attempts in a row after which a job gives its place in the line to another."""


@dataclass
class _Attempts:
    failures: int = 0
    broken: int = 0
    not_found: int = 0
    pause: float = 0.0


class Fetching:
    """What was paid for arrives: only a file that stays broken, or is gone, ends in failure."""

    def __init__(
        self,
        *,
        record: Record,
        following: Following,
        download: Download,
        last_frame: LastFrame,
        health: Health,
        chance: Callable[[], float],
    ) -> None:
        self._record = record
        self._following = following
        self._download = download
        self._last_frame = last_frame
        self._health = health
        self._chance = chance

    async def until_filed(self, job: Job, spot: Spot, *, is_resumed: bool) -> Job:
        """The job when its clip is in the library, or cannot be had. Raises what pauses the line.

        The service is done with it: where fetching goes on and on, another may be made meanwhile.

        ``is_resumed``: the job was being fetched when an earlier session ended, so the clip may
        be there already, and the link may be dead.
        """
        if is_resumed:
            job = await self._filed_before(job)
            if job.state is not JobState.FETCHING:
                return job
        attempts = _Attempts()
        url = None if is_resumed else job.video_url
        while True:
            try:
                if url is None:
                    job, url = await self._fresh_link(job)
                await self._download.fetch(job, url)
                self._health.answered(job.connection)
                return await self._recorded(job, await self._download.file(job))
            except KnownError as error:
                if error.pauses_line:
                    raise
                job = await self._failed(job, error, attempts)
                if job.state is not JobState.FETCHING:
                    return job
                # Only a connection that broke leaves the link above suspicion.
                url = url if isinstance(error, ConnectionBrokenError) else None
            if attempts.failures >= _LONG:
                spot.place.give_up()
            least = attempts.pause if url else max(attempts.pause, self._following.spacing(job))
            await spot.line.rest(max(least, backoff(attempts.failures, self._chance())))

    async def found(self, job: Job) -> Job:
        """The job at its end if its clip is in the library already, else as it is."""
        video = await self._download.found(job)
        return job if video is None else await self._recorded(job, video)

    async def _filed_before(self, job: Job) -> Job:
        """The job at its end if all of its clip is here already, else as it is."""
        job = await self.found(job)
        if job.state is JobState.FETCHING and await self._download.has_arrived(job):
            video = await self._filed(job)
            if video is not None:
                return await self._recorded(job, video)
        return job

    async def _filed(self, job: Job) -> Video | None:
        """What had arrived before the disk was full: paid for, and perhaps the only one left."""
        try:
            return await self._download.file(job)
        except ClipBrokenError:
            await self._download.keep_aside(job)
            return None

    async def _recorded(self, job: Job, video: Video) -> Job:
        await self._last_frame.put_beside(video, job)
        await self._download.sweep(job)
        return self._record.finish(job, video)

    async def _fresh_link(self, job: Job) -> tuple[Job, str]:
        task = await self._following.task(job)
        if task.video_url is None:
            raise LinkDeadError(
                Message("The service gives no link to the video any more."),
                facts={"status": task.status},
            )
        if task.video_url != job.video_url:
            job = self._record.note(job, video_url=task.video_url)
        return job, task.video_url

    async def _failed(self, job: Job, error: KnownError, attempts: _Attempts) -> Job:
        attempts.failures += 1
        attempts.pause = pause_of(error)
        self._health.failed(job.connection, error)
        is_not_found = isinstance(error, TaskNotFoundError)
        attempts.not_found = attempts.not_found + 1 if is_not_found else 0
        if isinstance(error, ClipBrokenError):
            attempts.broken += 1
            await self._download.keep_aside(job)
        if attempts.broken >= _MOST_BROKEN:
            return self._record.step(job, JobState.FAILED, failure=_stays_broken(job).failure)
        if attempts.not_found >= _TIMES_NOT_FOUND:
            return self._record.step(job, JobState.FAILED, failure=_gone().failure)
        if job.failure is not None and job.failure.kind == type(error).__name__:
            return job
        return self._record.note(job, failure=failure_of(error, job))


def _stays_broken(job: Job) -> ClipBrokenError:
    return ClipBrokenError(
        Message("The video was fetched {times} times and is damaged.", {"times": _MOST_BROKEN}),
        remedy=Message("Ask the service for help with task {id}.", {"id": job.remote_id or ""}),
        charged=Charged.YES,
        facts={"kept": str(parts_folder(job.library))},
    )


def _gone() -> TaskNotFoundError:
    return TaskNotFoundError(
        Message("The video was made, but the service no longer has it."),
        charged=Charged.YES,
    )
