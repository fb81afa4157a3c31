"""Where jobs are taken in, started and stopped; what is done for each lives in ``runner``."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from seedance_desktop.core.errors import FolderUnusableError, InputError, RequestError
from seedance_desktop.core.events import JobsTakenUp
from seedance_desktop.core.failure import Action
from seedance_desktop.core.ids import ConnectionId, JobId, RemoteId, new_job_id
from seedance_desktop.core.job import FINAL, Job, JobState
from seedance_desktop.core.limits import TASK_KEPT_FOR
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.rules import problems
from seedance_desktop.core.variations import variations
from seedance_desktop.core.words import Message
from seedance_desktop.engine import cancelled, places
from seedance_desktop.engine.assembly import Assembly
from seedance_desktop.engine.ledger import Ledger
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.recovery import goes_on, in_order, recovered
from seedance_desktop.engine.tasks import Tasks
from seedance_desktop.engine.watchman import Watchman
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.files import folder_problem

_LAST_ANSWERS = 15.0
"""Seconds that closing waits for the answers to requests on their way: each tells what it cost."""


class Desk:
    """The jobs of this process, each run by a task of its own."""

    def __init__(self, parts: EngineParts, publisher: Publisher, workers: Workers) -> None:
        self._parts = parts
        self._publisher = publisher
        self._workers = workers
        self._tasks = Tasks(parts.report)
        self._running: dict[JobId, asyncio.Task[None]] = {}
        self.ledger = Ledger(parts, publisher, workers)
        past = self.ledger.past_waits
        self._steps = Assembly(parts, publisher, workers, past=past, stop=self._stop)
        self.record = self._steps.record
        self.services = self._steps.services
        self.lines = self._steps.lines
        self.expectation = self._steps.expectation

    def recover(self) -> None:
        """Take up every open job that no other process is at."""
        self.lines.look_again()
        _task = self._tasks.start(self.ledger.learn(), "bills")
        watchman = Watchman(self.lines, steady=self._parts.steady)
        _task = self._tasks.start(watchman.watch(), "watchman")
        mine = [job for job in self.record.open() if self._parts.claims.take(job.id)]
        taken_up = in_order([recovered(job, self.record) for job in mine])
        for job in taken_up:
            if goes_on(job):
                self._start(job, is_resumed=True)
            else:
                self._parts.claims.give_back(job.id)
        if taken_up:
            self._publisher.publish(JobsTakenUp(tuple(taken_up)))
        for job in self._parts.jobs.cancelled_since(self._parts.now() - TASK_KEPT_FOR):
            self._look_after(job)

    async def close(self) -> None:
        self.lines.close()
        await self._steps.submission.settle(_LAST_ANSWERS)
        await self._tasks.close()
        self.ledger.close()
        self._parts.story.close()
        self._parts.claims.close()

    async def check_order(
        self, request: GenerationRequest, connection: ConnectionId, *, library: Path
    ) -> None:
        """Raises InputError kinds and DiskError kinds for what cannot be made or kept."""
        found = problems(request, self._parts.catalogue.find(request.model))
        if found:
            raise RequestError(found)
        self._parts.connections.find(connection)
        await self.check_folder(library)  # before anything is paid for

    def submit(
        self, request: GenerationRequest, connection: ConnectionId, *, library: Path, count: int
    ) -> tuple[Job, ...]:
        return tuple(self._added(one, connection, library) for one in variations(request, count))

    async def cancel(self, job_id: JobId) -> Job:
        self._claim(job_id)
        try:
            with self._parts.story.about(job_id):
                job = await self._steps.cancellation.cancel(job_id)
            self._look_after(job)
            return job
        finally:
            self._release_if_idle(job_id)

    def retry(self, job_id: JobId) -> Job:
        job = self.record.get(job_id)
        if job.state is JobState.UNCERTAIN:
            return self.send_again(job_id)
        if job.state not in FINAL - {JobState.DONE}:
            raise InputError(
                Message("Only a job that failed, expired or was cancelled can be tried again."),
                remedy=Message("Make a new one with the same settings."),
            )
        return self._again(job)

    def send_again(self, job_id: JobId) -> Job:
        self._claim(job_id)
        try:
            job = self._uncertain(job_id)  # as it is now: another process may have been quicker
            self.record.step(job, JobState.CANCELLED, failure=cancelled.sent_again())
        finally:
            self._release_if_idle(job_id)
        return self._again(job)

    async def fetch_after_all(self, job_id: JobId) -> Job:
        job = self.record.get(job_id)
        if job.state is not JobState.CANCELLED or job.remote_id is None:
            raise InputError(
                Message("Only a cancelled job that had reached the service can be fetched."),
                remedy=Message("Send it again instead."),
            )
        async with self.alone_with(job_id):
            job = self.record.get(job_id)
            job = self.record.step(job, JobState.RUNNING, failure=None, finished_at=None)
            self._start(job, is_resumed=True)
        return job

    async def resume_line(self, connection: ConnectionId, *, library: Path | None = None) -> None:
        if library is not None:
            await self.check_folder(library)
            await self._move_homeless(connection, library)
        self._steps.services.forget(connection)
        self.lines.resume(connection)

    async def check_folder(self, library: Path) -> None:
        """Raises DiskError kinds for a folder that no video can be put into.

        One that is gone with the videos in it is a drive that was unplugged: a new folder in its
        place would lie hidden below it when it is back.
        """
        is_there = await self._workers.run(library.exists)
        if not is_there and self._parts.files.files_of(library):
            raise FolderUnusableError(
                Message("The library folder {path} is not there.", {"path": str(library)}),
                remedy=Message("Plug its drive in again, or choose another folder."),
                facts={"path": str(library)},
            )
        unusable = await self._workers.run(folder_problem, library)
        if unusable is not None:
            raise unusable

    def found(self, job: Job, remote_id: RemoteId) -> Job:
        """The uncertain job goes on as a task that the service has accepted."""
        self._claim(job.id)
        job = self._uncertain(job.id)
        job = self.record.step(job, JobState.RUNNING, remote_id=remote_id, failure=None)
        self._start(job, is_resumed=True)
        return job

    def _uncertain(self, job_id: JobId) -> Job:
        job = self.record.get(job_id)
        if job.state is not JobState.UNCERTAIN:
            raise InputError(
                Message("Only a job whose fate at the service is unknown is sent again so."),
                remedy=Message("Look at the list of jobs."),
            )
        return job

    @asynccontextmanager
    async def alone_with(self, job_id: JobId) -> AsyncIterator[None]:
        """Nobody else works on the job meanwhile: no task of ours, no other process."""
        self._claim(job_id)
        try:
            await self._stop(job_id)
            yield
        finally:
            self._release_if_idle(job_id)

    def set_going(self, job: Job) -> None:
        """Run a job, which this process has claimed, from where it is."""
        self._start(job)

    def taken_over(self, job: Job) -> Job:
        """A new job that is at the service already."""
        return self._taken_in(job, is_resumed=True)

    async def _move_homeless(self, connection: ConnectionId, library: Path) -> None:
        """Jobs that are paused because of their folder file their videos in ``library``."""
        for job in self.record.open():
            if job.connection != connection or job.state is not JobState.PAUSED:
                continue
            if job.failure is not None and job.failure.action is Action.CHOOSE_FOLDER:
                await self._workers.run(places.take_along, job, library)
                self.record.note(self.record.get(job.id), library=library)
                await self._workers.run(places.leave_nothing, job)

    def forget(self, job_id: JobId) -> None:
        job = self.record.get(job_id)
        if not job.is_final:
            raise InputError(
                Message("A job that has not ended stays on the list."),
                remedy=Message("Cancel it first."),
            )
        if job.state is JobState.CANCELLED and job.id in self._running:  # it is asked after
            self._running.pop(job.id).cancel()
        self.record.remove(job)

    def _added(self, request: GenerationRequest, connection: ConnectionId, library: Path) -> Job:
        now = self._parts.now()
        job = Job(
            id=new_job_id(now),
            request=request,
            connection=connection,
            address=self._parts.connections.find(connection).address,
            library=library,
            created_at=now,
            changed_at=now,
        )
        self.lines.look_again()
        return self._taken_in(job)

    def _again(self, job: Job) -> Job:
        now = self._parts.now()
        fresh = Job(
            id=new_job_id(now),
            request=job.request,
            connection=job.connection,
            address=self._parts.connections.find(job.connection).address,
            library=job.library,
            created_at=now,
            changed_at=now,
            retry_of=job.id,
        )
        return self._taken_in(fresh)

    def _taken_in(self, job: Job, *, is_resumed: bool = False) -> Job:
        self._parts.claims.take(job.id)
        self.record.add(job)
        self._start(job, is_resumed=is_resumed)
        return job

    def _start(self, job: Job, *, is_resumed: bool = False) -> None:
        work = self._run(job.id, is_resumed=is_resumed)
        self._running[job.id] = self._tasks.start(work, f"job {job.id}")

    def _look_after(self, job: Job) -> None:
        """For as long as this process lives, and no other one is at it."""
        if self._steps.afterwards.is_due(job) and self._parts.claims.take(job.id):
            work = self._asked_after(job)
            self._running[job.id] = self._tasks.start(work, f"afterwards {job.id}")

    async def _asked_after(self, job: Job) -> None:
        try:
            with self._parts.story.about(job.id):
                await self._steps.afterwards.look_after(job)
        finally:
            self._running.pop(job.id, None)
            self._parts.claims.give_back(job.id)

    async def _run(self, job_id: JobId, *, is_resumed: bool) -> None:
        try:
            with self._parts.story.about(job_id):
                await self._steps.runner.run(job_id, is_resumed=is_resumed)
        finally:
            self._running.pop(job_id, None)
            self._parts.claims.give_back(job_id)

    async def _stop(self, job_id: JobId) -> None:
        task = self._running.get(job_id)
        if task is not None:
            await self._tasks.stop(task)
            self._claim(job_id)  # which the task has given back

    def _claim(self, job_id: JobId) -> None:
        if not self._parts.claims.take(job_id):
            raise InputError(
                Message("Another window or command is at work on this job."),
                remedy=Message("Do it there."),
            )

    def _release_if_idle(self, job_id: JobId) -> None:
        if job_id not in self._running:
            self._parts.claims.give_back(job_id)
