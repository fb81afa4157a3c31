"""What an error on a job's record says of money: it must hold for the job, not for one request."""

from dataclasses import replace

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.failure import Charged, Failure
from seedance_desktop.core.job import Job, JobState


def failure_of(error: KnownError, job: Job) -> Failure:
    """The error as it is kept on the record of ``job``.

    A question that failed cost nothing by itself; what it asked after may be made by now.
    """
    failure = error.failure
    if job.state is JobState.FETCHING:
        return replace(failure, charged=Charged.YES)
    if job.remote_id is not None and failure.charged is Charged.NO:
        return replace(failure, charged=Charged.MAYBE)
    return failure
