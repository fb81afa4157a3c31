"""Watches jobs until nothing more happens to them that is worth waiting for."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable

from seedance_desktop.core.errors import LinkDeadError, NeverLeftError, ReplyNotUnderstoodError
from seedance_desktop.core.events import (
    ConnectionTrouble,
    Event,
    JobChanged,
    JobRemoved,
    LinePaused,
    LineResumed,
    LinesArranged,
)
from seedance_desktop.core.ids import ConnectionId, JobId
from seedance_desktop.core.job import FINAL, Job, JobState
from seedance_desktop.core.link_errors import LinkInwardError

MOST_ATTEMPTS = 3
"""Attempts in a row that never reached the service, after which a command waits no longer."""
_STANDSTILL = FINAL | {JobState.UNCERTAIN, JobState.PAUSED, JobState.HELD}
_UNSENT = frozenset({JobState.QUEUED, JobState.PREPARING})
_AT_SERVICE = frozenset({JobState.RUNNING, JobState.FETCHING})
MOST_SECONDS = 600.0
"""For which a job may be in one trouble after another, after which a command waits no longer."""
MOST_SECONDS_FOR_NOTHING = 60.0
"""The same where the service does answer, but with nothing that brings the video nearer."""
_FOR_NOTHING = frozenset(
    kind.__name__ for kind in (LinkDeadError, LinkInwardError, ReplyNotUnderstoodError)
)
_TICK = 0.5


class Watch:
    """The jobs of a command as they are now, fed with the engine's events."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.jobs: dict[JobId, Job] = {}
        self._clock = clock
        self._troubled: dict[JobId, float] = {}
        self._paused: set[ConnectionId] = set()
        self._is_stopped = False
        self._attempts: Counter[JobId] = Counter()
        self._bug: BaseException | None = None
        self._moved = asyncio.Event()

    def listen(self, event: Event) -> None:
        match event:
            case JobChanged(job=job):
                self.jobs[job.id] = job
                self._count(job)
                self._time(job)
            case JobRemoved(id=job_id):
                self.jobs.pop(job_id, None)
            case LinePaused(connection=connection):
                self._paused.add(connection)
            case LineResumed(connection=connection):
                self._paused.discard(connection)
            case LinesArranged(is_paused=is_paused):
                self._is_stopped = is_paused
            case ConnectionTrouble(connection=connection, failure=None):
                self._answered(connection)
        self._moved.set()

    def report(self, error: BaseException) -> None:
        """Nothing can be waited for any more: ``settled`` raises this."""
        self._bug = self._bug or error
        self._moved.set()

    async def settled(self, jobs: Iterable[Job], tick: Callable[[], None]) -> list[Job]:
        """These jobs and any others, once only the user or a better network takes them further.

        ``tick`` is called twice a second. Raises what was reported.
        """
        for job in jobs:
            self.jobs.setdefault(job.id, job)
        while not self._is_over():
            self._moved.clear()
            try:
                async with asyncio.timeout(_TICK):
                    await self._moved.wait()
            except TimeoutError:
                tick()
        return list(self.jobs.values())

    def _is_over(self) -> bool:
        if self._bug is not None:
            raise self._bug
        return all(self._is_settled(job) for job in self.jobs.values())

    def _is_settled(self, job: Job) -> bool:
        if job.state in _UNSENT:
            if self._is_stopped:
                return True
            return job.connection in self._paused or self._is_unreachable(job.connection)
        return job.state in _STANDSTILL or self._is_hopeless(job)

    def _is_unreachable(self, connection: ConnectionId) -> bool:
        return any(
            self._attempts[job.id] >= MOST_ATTEMPTS
            for job in self.jobs.values()
            if job.connection == connection
        )

    def _is_hopeless(self, job: Job) -> bool:
        if job.failure is None or job.id not in self._troubled:
            return False
        is_for_nothing = job.failure.kind in _FOR_NOTHING
        most = MOST_SECONDS_FOR_NOTHING if is_for_nothing else MOST_SECONDS
        return self._clock() - self._troubled[job.id] >= most

    def _time(self, job: Job) -> None:
        """Since when a job that is at the service has been in trouble."""
        if job.state in _AT_SERVICE and job.failure is not None:
            self._troubled.setdefault(job.id, self._clock())
        else:
            self._troubled.pop(job.id, None)

    def _count(self, job: Job) -> None:
        """A job that comes back unsent has made an attempt; any other error was an answer."""
        if job.state not in _UNSENT or job.failure is None:
            return
        if job.failure.kind == NeverLeftError.__name__:
            self._attempts[job.id] += 1
        else:
            self._answered(job.connection)

    def _answered(self, connection: ConnectionId) -> None:
        for job in self.jobs.values():
            if job.connection == connection:
                del self._attempts[job.id]
