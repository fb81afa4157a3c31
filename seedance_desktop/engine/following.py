"""Asking after a task until it has ended, however long that takes and whatever comes between."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from seedance_desktop.api.task import Task, TaskStatus
from seedance_desktop.core.errors import (
    GenerationFailedError,
    KnownError,
    RateLimitedError,
    TaskExpiredError,
    TaskNotFoundError,
)
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.limits import TASK_KEPT_FOR
from seedance_desktop.core.words import Message
from seedance_desktop.engine.cancelled import cancelled_there
from seedance_desktop.engine.charge import failure_of
from seedance_desktop.engine.expectation import Expectation
from seedance_desktop.engine.health import Health
from seedance_desktop.engine.line import Spot
from seedance_desktop.engine.pace import Pace
from seedance_desktop.engine.record import Record
from seedance_desktop.engine.schedule import Standing, next_poll
from seedance_desktop.engine.services import Services

POLLS_AT_ONCE = 8
"""A thousand questions at once would choke the connection pool (measured)."""
_TIMES_NOT_FOUND = 3
"""A task is believed to be gone when the service has said so this often in a row."""


@dataclass
class _Watch:
    """What is known of one task between two questions.

    ``began`` is on the steady clock; ``pause`` is what the service asked to wait at the least.
    """

    age: float
    began: float
    expected: float
    patience: float
    failures: int = 0
    not_found: int = 0
    pause: float = 0.0


class Following:
    """Questions about tasks, a few at a time."""

    def __init__(
        self,
        *,
        record: Record,
        services: Services,
        health: Health,
        expectation: Expectation,
        now: Callable[[], datetime],
        steady: Callable[[], float],
        chance: Callable[[], float],
    ) -> None:
        self._record = record
        self._services = services
        self._health = health
        self._expectation = expectation
        self._now = now
        self._steady = steady
        self._chance = chance
        self._gate = asyncio.Semaphore(POLLS_AT_ONCE)
        self._pace: Pace | None = None

    async def until_made(self, job: Job, spot: Spot, *, at_once: bool) -> Job:
        """The job when it is no longer running: to be fetched, or at its end.

        Raises only what pauses the line; every other trouble is waited out. ``at_once`` asks
        before the first wait, for a job of an earlier session. One that takes far longer than
        its tier does gives its place in the line to another, and is asked after all the same.
        """
        watch = self._watch(job)
        if not at_once:
            await self._wait(job, watch, spot)
        while True:
            job = await self._asked(job, watch)
            if job.state is not JobState.RUNNING:
                return job
            await self._wait(job, watch, spot)

    async def task(self, job: Job) -> Task:
        """One question. Raises what the service and the network raise."""
        if job.remote_id is None:
            message = f"job {job.id} is not at the service"
            raise ValueError(message)
        async with self._gate:
            service = await self._services.of(job.connection)
            return await service.task(job.remote_id)

    def spacing(self, job: Job) -> float:
        """Seconds between two questions about a task that its service wants at the least."""
        return self._services.spacing(job.connection)

    async def _turn(self, job: Job) -> None:
        """Wait until one more question may be asked; only what nobody waits for does so."""
        if self._pace is None:
            self._pace = Pace()
        wait = self._pace.wait(job.connection)
        if wait > 0:
            await asyncio.sleep(wait)

    async def _asked(self, job: Job, watch: _Watch) -> Job:
        await self._turn(job)
        try:
            task = await self.task(job)
        except TaskNotFoundError as error:
            watch.failures += 1
            watch.not_found += 1
            if watch.not_found >= _TIMES_NOT_FOUND:
                gone = too_old(error, self._age(watch))
                return self._record.step(job, JobState.FAILED, failure=failure_of(gone, job))
            return self._troubled(job, error)
        except KnownError as error:
            if error.pauses_line:
                raise
            watch.failures += 1
            watch.pause = pause_of(error)
            return self._troubled(job, error)
        watch.failures = watch.not_found = 0
        watch.pause = 0.0
        self._health.answered(job.connection)
        return self._learned(job, task)

    def _troubled(self, job: Job, error: KnownError) -> Job:
        self._health.failed(job.connection, error)
        if job.failure is not None and job.failure.kind == type(error).__name__:
            return job
        return self._record.note(job, failure=failure_of(error, job))

    def _learned(self, job: Job, task: Task) -> Job:
        now = self._now()
        match task.status:
            case TaskStatus.SUCCEEDED:
                return self._record.step(
                    job,
                    JobState.FETCHING,
                    video_url=task.video_url,
                    usage=replace(task.usage, made_at=min(task.updated_at or now, now)),
                    waiting_at_service=False,
                    failure=None,
                )
            case TaskStatus.FAILED:
                failure = task.failure or GenerationFailedError().failure
                return self._ended(job, JobState.FAILED, failure)
            case TaskStatus.EXPIRED:
                return self._ended(job, JobState.EXPIRED, TaskExpiredError().failure)
            case TaskStatus.CANCELLED:
                return self._ended(job, JobState.CANCELLED, cancelled_there())
            case TaskStatus.QUEUED | TaskStatus.RUNNING | TaskStatus.UNKNOWN:
                is_waiting = task.status is TaskStatus.QUEUED
                if job.failure is None and job.waiting_at_service == is_waiting:
                    return job
                return self._record.note(job, waiting_at_service=is_waiting, failure=None)

    def _ended(self, job: Job, state: JobState, failure: Failure) -> Job:
        return self._record.step(job, state, failure=failure, waiting_at_service=False)

    def _watch(self, job: Job) -> _Watch:
        """Age counts from the submission; from then on a clock that nobody can set is believed."""
        age = (self._now() - (job.submitted_at or job.changed_at)).total_seconds()
        expected, patience = self._expectation.seconds(job), self._expectation.patience(job)
        return _Watch(max(age, 0.0), self._steady(), expected, patience)

    def _age(self, watch: _Watch) -> float:
        return watch.age + self._steady() - watch.began

    async def _wait(self, job: Job, watch: _Watch, spot: Spot) -> None:
        age = self._age(watch)
        if age > watch.patience:
            spot.place.give_up()
        standing = Standing(age, watch.expected, job.waiting_at_service, watch.failures)
        least = max(watch.pause, self.spacing(job))
        await spot.line.rest(max(least, next_poll(standing, self._chance())))


def pause_of(error: KnownError) -> float:
    """Seconds that the service asks to wait before it is asked again."""
    return (error.retry_after or 0.0) if isinstance(error, RateLimitedError) else 0.0


def too_old(error: TaskNotFoundError, age: float) -> TaskNotFoundError:
    """The error as it is told of a task that was sent ``age`` seconds ago."""
    if timedelta(seconds=age) < TASK_KEPT_FOR:
        return error
    return TaskNotFoundError(
        Message("The service keeps a job for seven days, and this one was sent before that."),
        remedy=Message("Look on the service's own page whether the video is kept there."),
        charged=error.charged,
        facts=error.facts,
    )
