"""Cancelling a job and saying truly what that achieved; its words are in ``cancelled``."""

import asyncio
from collections.abc import Awaitable, Callable

from seedance_desktop.api.task import TaskStatus
from seedance_desktop.core.errors import InputError, KnownError, RequestRefusedError
from seedance_desktop.core.failure import Action, Failure
from seedance_desktop.core.ids import JobId, RemoteId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.words import Message
from seedance_desktop.engine import cancelled
from seedance_desktop.engine.fetching import Fetching
from seedance_desktop.engine.following import Following
from seedance_desktop.engine.record import Record
from seedance_desktop.engine.services import Services

_PATIENCE = 30.0
"""Seconds for the service to answer before the truth is that it did not."""


class TooLateError(InputError):
    """The job can no longer be cancelled."""

    title = Message("It cannot be cancelled now")
    default_remedy = Message("Wait a moment and look again.")
    action = Action.NONE


class Cancellation:
    """Cancels jobs. ``stop`` ends the task that runs a job and waits until it is gone."""

    def __init__(
        self,
        *,
        record: Record,
        services: Services,
        following: Following,
        fetching: Fetching,
        stop: Callable[[JobId], Awaitable[None]],
    ) -> None:
        self._record = record
        self._services = services
        self._following = following
        self._fetching = fetching
        self._stop = stop

    async def cancel(self, job_id: JobId) -> Job:
        """The cancelled job; its ``failure`` says what the service answered and what it costs.

        Raises TooLateError for one that is being sent at this moment, or has ended.
        """
        _check(self._record.get(job_id))
        await self._stop(job_id)
        job = self._record.get(job_id)
        if job.state is JobState.FETCHING:
            job = await self._fetching.found(job)
        _check(job)
        failure = await self._outcome(job)
        return self._record.step(job, JobState.CANCELLED, failure=failure, waiting_at_service=False)

    async def _outcome(self, job: Job) -> Failure:
        if job.state is JobState.UNCERTAIN:
            return cancelled.not_answered()
        if job.state is JobState.FETCHING:
            return cancelled.already_made()
        if job.remote_id is None:
            return cancelled.never_sent()
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._asked(job, job.remote_id)
        except RequestRefusedError:
            return cancelled.stopped_waiting()
        except (KnownError, TimeoutError):
            return cancelled.not_answered()

    async def _asked(self, job: Job, remote_id: RemoteId) -> Failure:
        """Look first: deleting a task that has just been made would lose the video (api.md 3)."""
        task = await self._following.task(job)
        match task.status:
            case TaskStatus.QUEUED:
                service = await self._services.of(job.connection)
                await service.cancel(remote_id)
                return cancelled.confirmed()
            case TaskStatus.SUCCEEDED:
                return cancelled.already_made()
            case TaskStatus.CANCELLED | TaskStatus.EXPIRED:
                return cancelled.cancelled_there()
            case TaskStatus.FAILED:
                return task.failure or cancelled.cancelled_there()
            case TaskStatus.RUNNING | TaskStatus.UNKNOWN:
                return cancelled.stopped_waiting()


def _check(job: Job) -> None:
    if job.state is JobState.SUBMITTING:
        raise TooLateError(
            Message("The request is on its way to the service at this moment."),
            remedy=Message("Cancel it in a moment, when the service has answered."),
        )
    if job.is_final:
        raise TooLateError(
            Message("The job has already ended."), remedy=Message("There is nothing to cancel.")
        )
