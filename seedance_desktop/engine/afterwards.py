"""Looking after jobs that are no longer waited for: one that is made all the same is offered."""

from collections.abc import Callable
from datetime import datetime

from seedance_desktop.api.task import Task, TaskStatus
from seedance_desktop.core.errors import KnownError, TaskNotFoundError
from seedance_desktop.core.events import VideoOffered
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.limits import TASK_KEPT_FOR
from seedance_desktop.engine import cancelled
from seedance_desktop.engine.expectation import Expectation
from seedance_desktop.engine.following import Following, pause_of
from seedance_desktop.engine.lines import Lines
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.record import Record
from seedance_desktop.engine.schedule import Standing, next_poll

_TIMES_NOT_FOUND = 3


class Afterwards:
    """Asks after cancelled jobs that go on at the service; costs nothing and holds no place."""

    def __init__(
        self,
        *,
        record: Record,
        lines: Lines,
        following: Following,
        expectation: Expectation,
        publisher: Publisher,
        now: Callable[[], datetime],
        chance: Callable[[], float],
    ) -> None:
        self._record = record
        self._lines = lines
        self._following = following
        self._expectation = expectation
        self._publisher = publisher
        self._now = now
        self._chance = chance

    def is_due(self, job: Job) -> bool:
        """Whether the service may still have made, or make, a video that nobody waits for."""
        if job.state is not JobState.CANCELLED or job.remote_id is None or job.failure is None:
            return False
        is_recent = self._now() - (job.submitted_at or job.created_at) < TASK_KEPT_FOR
        is_open = job.failure.charged is not Charged.NO and not cancelled.is_offered(job.failure)
        return is_recent and is_open and job.failure.kind == cancelled.KIND

    async def look_after(self, job: Job) -> None:
        """Until it is known what became of the task. What stands in the way is waited out."""
        expected, line = self._expectation.seconds(job), self._lines.of(job.connection)
        failures = not_found = 0
        while self.is_due(job):
            pause = 0.0
            try:
                job = self._learned(job, await self._following.task(job))
                failures = not_found = 0
            except KnownError as error:
                failures, pause = failures + 1, pause_of(error)
                not_found = not_found + 1 if isinstance(error, TaskNotFoundError) else 0
            if not_found >= _TIMES_NOT_FOUND:
                return
            age = (self._now() - (job.submitted_at or job.created_at)).total_seconds()
            standing = Standing(age, expected, waiting=False, failures=failures)
            least = max(pause, self._following.spacing(job))
            await line.rest(max(least, next_poll(standing, self._chance())))

    def _learned(self, job: Job, task: Task) -> Job:
        match task.status:
            case TaskStatus.SUCCEEDED:
                job = self._record.note(job, failure=cancelled.made_all_the_same())
                self._publisher.publish(VideoOffered(job))
            case TaskStatus.CANCELLED | TaskStatus.EXPIRED:
                job = self._record.note(job, failure=cancelled.cancelled_there())
            case TaskStatus.FAILED:
                failure = task.failure or cancelled.cancelled_there()
                job = self._record.note(job, failure=failure)
            case TaskStatus.QUEUED | TaskStatus.RUNNING | TaskStatus.UNKNOWN:
                pass
        return job
