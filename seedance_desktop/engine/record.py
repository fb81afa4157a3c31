"""The one way a job changes: a legal step, saved and flushed, and only then told."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from seedance_desktop.core.errors import InputError
from seedance_desktop.core.events import JobChanged, JobRemoved, VideoAdded
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.story import Story
from seedance_desktop.store.jobs import JobTable


class Record:
    """Jobs on record. ``now`` is the wall clock, in UTC."""

    def __init__(
        self, jobs: JobTable, publisher: Publisher, *, story: Story, now: Callable[[], datetime]
    ) -> None:
        self._jobs = jobs
        self._story = story
        self._publisher = publisher
        self._now = now

    def get(self, job_id: JobId) -> Job:
        """The job as it is on record. Raises InputError when there is none of this name."""
        job = self._jobs.get(job_id)
        if job is None:
            raise InputError(
                Message("There is no job {id}.", {"id": job_id}),
                remedy=Message("Look at the list of jobs."),
            )
        return job

    def open(self) -> list[Job]:
        """Jobs that are not at their end, oldest first; uncertain ones among them."""
        return self._jobs.open()

    def newest(self, limit: int, before: Job | None = None) -> list[Job]:
        """A page of jobs, newest first; ``before`` is the last one of the page above."""
        return self._jobs.newest(limit, before)

    def add(self, job: Job) -> Job:
        with self._story.kept_with(job, None):
            self._jobs.add(job)
        self._publisher.publish(JobChanged(job))
        return job

    def step(self, job: Job, state: JobState, **changes: Any) -> Job:
        """The job one step on, on disk."""
        return self._saved(job.moved(state, self._now(), **changes), job)

    def note(self, job: Job, **changes: Any) -> Job:
        """The job with something learned, on disk."""
        return self._saved(job.noted(self._now(), **changes), job)

    def finish(self, job: Job, video: Video) -> Job:
        """The job at its end and its video, both or neither."""
        done = job.moved(
            JobState.DONE, self._now(), video=video.id, failure=None, waiting_at_service=False
        )
        with self._story.kept_with(done, job):
            self._jobs.save_with_video(done, video)
        self._publisher.publish(JobChanged(done))
        self._publisher.publish(VideoAdded(video))
        return done

    def remove(self, job: Job) -> None:
        self._jobs.remove(job.id)
        self._story.forget(job.id)
        self._publisher.publish(JobRemoved(job.id))

    def _saved(self, job: Job, before: Job) -> Job:
        with self._story.kept_with(job, before):
            self._jobs.save(job)
        self._publisher.publish(JobChanged(job))
        return job
