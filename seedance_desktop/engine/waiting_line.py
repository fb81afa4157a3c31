"""What the user may do with jobs that wait to be sent: hold, let go, reorder, stop everything."""

from seedance_desktop.core.errors import InputError
from seedance_desktop.core.events import LinesArranged
from seedance_desktop.core.failure import Action
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import WAITING, Job, JobState
from seedance_desktop.core.waiting_order import Move
from seedance_desktop.core.words import Message
from seedance_desktop.engine.desk import Desk

_MOVABLE = WAITING | {JobState.PAUSED}
_IN_LINE = _MOVABLE | {JobState.SUBMITTING}
"""The one that is being sent comes back where nothing left, or the service asks to wait."""


class NotWaitingError(InputError):
    """The job has left the waiting line."""

    title = Message("It does not wait any more")
    default_message = Message("The job has been sent already, or has ended.")
    default_remedy = Message("Look at the list of jobs.")
    action = Action.NONE


class WaitingLine:
    """All of it lasts over a restart. Raises NotWaitingError, InputError and DiskError kinds."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._record = desk.record
        self._lines = desk.lines

    async def hold(self, job_id: JobId) -> Job:
        """Keep a waiting job from being sent until it is released."""
        if self._record.get(job_id).state is JobState.HELD:
            return self._record.get(job_id)
        self._check(job_id, WAITING)
        async with self._desk.alone_with(job_id):
            job = self._check(job_id, WAITING)
            return self._record.step(job, JobState.HELD, failure=None)

    async def release(self, job_id: JobId) -> Job:
        """Let a held job be sent when its turn comes."""
        self._check(job_id, {JobState.HELD})
        async with self._desk.alone_with(job_id):
            job = self._check(job_id, {JobState.HELD})
            job = self._record.step(job, JobState.QUEUED)
            self._desk.set_going(job)
            return job

    async def move(self, job_id: JobId, move: Move) -> None:
        """Give a waiting job another place among those of its connection."""
        job = self._check(job_id, _MOVABLE)
        waiting = [
            other
            for other in self._record.open()
            if other.state in _IN_LINE and other.remote_id is None
        ]
        self._lines.move(waiting, job, move)

    async def pause_all(self) -> None:
        """Send nothing on any connection; what is at the service already goes on."""
        self._lines.pause_all()

    async def continue_all(self) -> None:
        """Send again what waits."""
        self._lines.continue_all()

    async def expected(self, job_id: JobId) -> float | None:
        """Seconds that a job will take from when it is sent; ``None`` where nothing tells."""
        return self._desk.expectation.told(self._record.get(job_id))

    async def arranged(self) -> LinesArranged:
        """How the line stands."""
        self._lines.look_again()
        return LinesArranged(self._lines.order, is_paused=self._lines.is_paused)

    def _check(self, job_id: JobId, states: frozenset[JobState] | set[JobState]) -> Job:
        job = self._record.get(job_id)
        if job.state not in states or job.remote_id is not None:
            raise NotWaitingError
        return job
