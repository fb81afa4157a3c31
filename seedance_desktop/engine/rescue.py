"""Tasks that the service has and this profile does not: looked up, listed, taken in."""

from collections.abc import Iterable
from pathlib import Path

from seedance_desktop.core.errors import InputError
from seedance_desktop.core.ids import ConnectionId, JobId, new_job_id
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.limits import TASK_KEPT_FOR
from seedance_desktop.core.listed_task import NO_VIDEO, ListedTask, LookUp
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.words import Message
from seedance_desktop.engine.desk import Desk
from seedance_desktop.engine.matching import can_be, might_be
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.task_lists import TaskLists


class Rescue:
    """Asks and adopts; sends nothing that costs. Raises CannotListError where there is no list."""

    def __init__(self, parts: EngineParts, desk: Desk) -> None:
        self._parts = parts
        self._desk = desk
        self._lists = TaskLists(desk.services)

    async def look_up(self, job_id: JobId) -> LookUp:
        """Find out whether the service accepted an uncertain job; if so, it runs on."""
        job = self._uncertain(job_id)
        with self._parts.story.about(job_id):
            listed = await self._unknown(job.connection)
        found = [task for task in listed if can_be(task, job)]
        if self._is_sure(job, found):
            return LookUp(self._desk.found(self._uncertain(job_id), found[0].id))
        candidates = found or [task for task in listed if might_be(task, job)]
        return LookUp(job, _newest_first(candidates))

    async def choose(self, job_id: JobId, task: ListedTask) -> Job:
        """The uncertain job goes on as this task, because the user says so."""
        job = self._uncertain(job_id)
        self._check_unknown(task)
        return self._desk.found(job, task.id)

    async def unknown_tasks(self, connection: ConnectionId) -> tuple[ListedTask, ...]:
        """Tasks of the last seven days that this profile does not know, newest first.

        Those from which no video can come any more are left out.
        """
        oldest = self._parts.now() - TASK_KEPT_FOR
        return _newest_first(
            task
            for task in await self._unknown(connection)
            if task.status not in NO_VIDEO
            and (task.created_at is None or task.created_at >= oldest)
        )

    async def adopt(self, connection: ConnectionId, task: ListedTask, *, library: Path) -> Job:
        """Make a job from a task and fetch its video.

        An uncertain job that it must be is that job; raises InputError for a task that is known.
        """
        self._check_unknown(task)
        uncertain = [job for job in self._uncertain_jobs(connection) if can_be(task, job)]
        if len(uncertain) == 1:
            return self._desk.found(uncertain[0], task.id)
        address = self._parts.connections.find(connection).address
        await self._desk.check_folder(library)
        now = self._parts.now()
        return self._desk.taken_over(
            Job(
                id=new_job_id(now),
                request=self._request(task),
                connection=connection,
                address=address,
                library=library,
                created_at=now,
                changed_at=now,
                state=JobState.RUNNING,
                remote_id=task.id,
                submitted_at=min(task.created_at or now, now),
            )
        )

    async def _unknown(self, connection: ConnectionId) -> list[ListedTask]:
        listed = await self._lists.whole(connection)
        known = self._parts.known_tasks.all()
        return [task for task in listed if task.id not in known]

    def _uncertain(self, job_id: JobId) -> Job:
        job = self._desk.record.get(job_id)
        if job.state is not JobState.UNCERTAIN:
            raise InputError(
                Message("Only a job whose fate at the service is unknown is looked up."),
                remedy=Message("Look at the list of jobs."),
            )
        return job

    def _uncertain_jobs(self, connection: ConnectionId) -> list[Job]:
        return [
            job
            for job in self._desk.record.open()
            if job.state is JobState.UNCERTAIN and job.connection == connection
        ]

    def _is_sure(self, job: Job, found: list[ListedTask]) -> bool:
        """Whether it is one task, and no other uncertain job's just as well."""
        if len(found) != 1 or found[0].created_at is None:
            return False
        rivals = [other for other in self._uncertain_jobs(job.connection) if other.id != job.id]
        return not any(can_be(found[0], other) for other in rivals)

    def _check_unknown(self, task: ListedTask) -> None:
        if task.id in self._parts.known_tasks.all():
            raise InputError(
                Message("The task {id} is on the list of jobs already.", {"id": task.id}),
                remedy=Message("Look at the list of jobs."),
            )

    def _request(self, task: ListedTask) -> GenerationRequest:
        """As far as the task tells; the prompt is nowhere any more."""
        model = task.model or self._parts.catalogue.default_model
        plain, told = GenerationRequest(model), task.usage
        return GenerationRequest(
            model,
            resolution=told.resolution or plain.resolution,
            ratio=told.ratio or plain.ratio,
            duration=told.duration or plain.duration,
            frames=told.frames,
            seed=plain.seed if told.seed is None else told.seed,
            sound=task.sound,
        )


def _newest_first(tasks: Iterable[ListedTask]) -> tuple[ListedTask, ...]:
    """Those of unknown age last."""
    return tuple(sorted(tasks, key=lambda task: (task.created_at is None, _age(task), task.id)))


def _age(task: ListedTask) -> float:
    return -task.created_at.timestamp() if task.created_at is not None else 0.0
