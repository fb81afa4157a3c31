"""One job's way from the waiting line to its video, with the pauses in which the user must act."""

import logging

from seedance_desktop.core.errors import DiskError, KnownError
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.engine.charge import failure_of
from seedance_desktop.engine.fetching import Fetching
from seedance_desktop.engine.following import Following
from seedance_desktop.engine.line import Line, Order, Spot
from seedance_desktop.engine.lines import Lines
from seedance_desktop.engine.preparing import Preparation, is_prepared
from seedance_desktop.engine.record import Record
from seedance_desktop.engine.recovery import recovered
from seedance_desktop.engine.submission import Submission

_log = logging.getLogger(__name__)

_BEFORE_SENDING = frozenset({JobState.QUEUED, JobState.PREPARING})


class Runner:
    """Runs jobs; the steps themselves live in preparing, submission, following and fetching."""

    def __init__(
        self,
        *,
        record: Record,
        lines: Lines,
        preparation: Preparation,
        submission: Submission,
        following: Following,
        fetching: Fetching,
    ) -> None:
        self._record = record
        self._lines = lines
        self._preparation = preparation
        self._submission = submission
        self._following = following
        self._fetching = fetching

    async def run(self, job_id: JobId, *, is_resumed: bool = False) -> None:
        """Take a job to an end, or to where only the user can take it further.

        ``is_resumed``: an earlier session, or the time before a pause, left it in this state.
        """
        while True:
            job = self._record.get(job_id)
            line = self._lines.of(job.connection)
            try:
                return await self._advance(job, line, is_resumed=is_resumed)
            except KnownError as error:
                job = self._record.get(job_id)
                if not error.pauses_line:
                    self._refused(job, error)
                    return None
                await self._paused(job, line, error)
            is_resumed = True

    async def _advance(self, job: Job, line: Line, *, is_resumed: bool) -> None:
        if job.state in _BEFORE_SENDING:
            job = await self._prepared(job, line)
            self._lines.look_again()
            async with line.place(order_of(job)) as place:
                job = await self._submission.sent(job, line)
                await self._brought_home(job, Spot(line, place), is_resumed=False)
        else:
            with line.occupied() as place:
                await self._brought_home(job, Spot(line, place), is_resumed=is_resumed)

    async def _prepared(self, job: Job, line: Line) -> Job:
        if not is_prepared(job.request):
            if job.state is JobState.QUEUED:
                job = self._record.step(job, JobState.PREPARING)
            request = await self._preparation.prepared(job.request, job.connection)
            job = self._record.note(job, request=request)
        if job.state is JobState.PREPARING and not line.has_room:
            job = self._record.step(job, JobState.QUEUED)
        return job

    async def _brought_home(self, job: Job, spot: Spot, *, is_resumed: bool) -> None:
        was_fetching = is_resumed or job.state is JobState.FETCHING
        if job.state is JobState.RUNNING:
            job = await self._following.until_made(job, spot, at_once=is_resumed)
        if job.state is JobState.FETCHING:
            await self._fetching.until_filed(job, spot, is_resumed=was_fetching)

    async def _paused(self, job: Job, line: Line, error: KnownError) -> None:
        """Wait for the user to act on ``error``, then put the job back where it was.

        The disk that is full may be the one that holds the records; then the job waits as it is.
        """
        try:
            self._record.step(job, JobState.PAUSED, failure=failure_of(error, job))
        except DiskError as unkept:
            _log.info("job %s waits, though that cannot be recorded: %s", job.id, unkept)
        while True:
            self._lines.pause(job.connection, error.failure)
            await line.resumed()
            try:
                recovered(self._record.get(job.id), self._record)
            except DiskError as again:
                error = again
            else:
                return

    def _refused(self, job: Job, error: KnownError) -> None:
        failure = failure_of(error, job)
        self._record.step(job, JobState.FAILED, failure=failure, waiting_at_service=False)


def order_of(job: Job) -> Order:
    return job.created_at, job.id
