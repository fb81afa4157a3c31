"""Sending a request once: on disk before it leaves, and its fate on disk as soon as it is known."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from seedance_desktop.api.wire import SentFrame
from seedance_desktop.core.errors import (
    AccountError,
    ContentRefusedError,
    DiskError,
    GenerationFailedError,
    InputError,
    KnownError,
    ModelUnavailableError,
    NeverLeftError,
    RateLimitedError,
    RecordError,
    RequestRefusedError,
    SubmissionUnclearError,
)
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import FrameHash, RemoteId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.words import Message
from seedance_desktop.engine.health import Health
from seedance_desktop.engine.line import Line
from seedance_desktop.engine.ports import Service
from seedance_desktop.engine.preparing import Preparation
from seedance_desktop.engine.record import Record
from seedance_desktop.engine.schedule import backoff
from seedance_desktop.engine.services import Services

_log = logging.getLogger(__name__)

_REFUSED = (
    AccountError,
    InputError,
    RequestRefusedError,
    ContentRefusedError,
    GenerationFailedError,
    ModelUnavailableError,
)
"""Answers that say no. What is not here, not provably unsent and no 429 leaves it open."""


@dataclass(frozen=True, slots=True)
class _Fate:
    """What is known of a request that has left."""

    state: JobState
    remote_id: RemoteId | None = None
    failure: Failure | None = None


class Submission:
    """Sends jobs. ``settle`` at the end of the program waits for answers that are on their way."""

    def __init__(
        self,
        *,
        record: Record,
        services: Services,
        preparation: Preparation,
        health: Health,
        now: Callable[[], datetime],
        chance: Callable[[], float],
    ) -> None:
        self._record = record
        self._services = services
        self._preparation = preparation
        self._health = health
        self._now = now
        self._chance = chance
        self._under_way: set[asyncio.Future[None]] = set()

    async def sent(self, job: Job, line: Line) -> Job:
        """The job at the service, or uncertain. Raises what the service or the account refuses."""
        attempt = 0
        while True:
            attempt += 1
            wait = backoff(attempt, self._chance())
            try:
                frames = await self._preparation.bytes_of(job.request)
                service = await self._at_its_turn(job, line)
                return await self._posted(job, service, frames, line)
            except RateLimitedError as error:
                job = self._back_in_line(job, error)
                wait = max(wait, error.retry_after or 0.0)
            except NeverLeftError as error:
                job = self._back_in_line(job, error)
            line.stall(wait)
            await line.rest(wait)

    async def settle(self, patience: float) -> None:
        """Wait at most ``patience`` seconds for the answers to what has been sent."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience)

    async def _at_its_turn(self, job: Job, line: Line) -> Service:
        """The service, when something may leave; another key may have been entered meanwhile."""
        while True:
            service = await self._services.of(job.connection)
            await line.turn()
            if self._services.has_open(job.connection, service):
                return service

    async def _posted(
        self, job: Job, service: Service, frames: Mapping[FrameHash, SentFrame], line: Line
    ) -> Job:
        worded = self._preparation.worded(job.request)
        job = self._record.step(job, JobState.SUBMITTING, submitted_at=self._now(), failure=None)
        with self._counted():
            try:
                remote_id = await service.create(worded, frames)
            except NeverLeftError:
                raise
            except (RateLimitedError, *_REFUSED):
                self._health.answered(job.connection)
                raise
            except KnownError as error:
                fate = _Fate(JobState.UNCERTAIN, failure=_unclear(error).failure)
            else:
                self._health.answered(job.connection)
                fate = _Fate(JobState.RUNNING, remote_id=remote_id)
            return await self._kept(job, fate, line)

    async def _kept(self, job: Job, fate: _Fate, line: Line) -> Job:
        """What became of the request: on record at once, or as soon as the disk takes it.

        Nothing else may be recorded of the job before, or it could be sent a second time.
        """
        attempt = 0
        while True:
            try:
                return self._record.step(
                    job,
                    fate.state,
                    remote_id=fate.remote_id,
                    waiting_at_service=fate.state is JobState.RUNNING,
                    failure=fate.failure,
                )
            except (DiskError, RecordError) as error:
                attempt += 1
                _log.info("job %s: %s is not on record yet: %s", job.id, fate, error)
                await line.rest(backoff(attempt, self._chance()))

    def _back_in_line(self, job: Job, error: KnownError) -> Job:
        self._health.failed(job.connection, error)
        job = self._record.get(job.id)
        if job.state is JobState.SUBMITTING:
            return self._record.step(job, JobState.QUEUED, submitted_at=None, failure=error.failure)
        return self._record.note(job, failure=error.failure)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._under_way.add(answered)
        try:
            yield
        finally:
            self._under_way.discard(answered)
            answered.set_result(None)


def interrupted() -> SubmissionUnclearError:
    """What is said of a job that was being sent when the program ended."""
    return SubmissionUnclearError(
        Message(
            "The program ended while the request was being sent, so it is not known whether the "
            "service accepted it."
        )
    )


def _unclear(error: KnownError) -> SubmissionUnclearError:
    if isinstance(error, SubmissionUnclearError):
        return error
    unclear = SubmissionUnclearError(facts={**error.facts, "reason": str(error)})
    unclear.__cause__ = error
    return unclear
