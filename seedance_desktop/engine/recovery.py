"""What an earlier session left behind, job by job, and what becomes of it now."""

from seedance_desktop.core.job import AT_SERVICE, Job, JobState
from seedance_desktop.engine.record import Record
from seedance_desktop.engine.submission import interrupted


def recovered(job: Job, record: Record) -> Job:
    """The job in a state from which it can go on, or where only the user can decide.

    The one that was being sent is uncertain from now on: whether it arrived cannot be known, and
    the program does not send it again by itself.
    """
    match job.state:
        case JobState.SUBMITTING:
            if job.remote_id is not None:
                return record.step(job, JobState.RUNNING)
            return record.step(job, JobState.UNCERTAIN, failure=interrupted().failure)
        case JobState.PAUSED:
            state = JobState.QUEUED if job.remote_id is None else JobState.RUNNING
            return record.step(job, state, failure=None)
    return job


def goes_on(job: Job) -> bool:
    """Whether the program has something to do for the job; held ones wait for the user."""
    return not job.is_final and job.state not in {JobState.UNCERTAIN, JobState.HELD}


def in_order(jobs: list[Job]) -> list[Job]:
    """Those at the service first, since they hold places already; then as they were made."""
    return sorted(jobs, key=lambda job: (job.state not in AT_SERVICE, job.created_at, job.id))
