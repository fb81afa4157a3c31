"""What the states of a job and of its bill are called, for every face of the program."""

from seedance_desktop.core.failure import Charged
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.words import Message

STATES = {
    JobState.QUEUED: Message("Waiting for its turn"),
    JobState.PREPARING: Message("Preparing the picture"),
    JobState.SUBMITTING: Message("Sending"),
    JobState.RUNNING: Message("Running"),
    JobState.FETCHING: Message("Downloading"),
    JobState.DONE: Message("Done"),
    JobState.FAILED: Message("Failed"),
    JobState.CANCELLED: Message("Cancelled"),
    JobState.EXPIRED: Message("Expired at the service"),
    JobState.UNCERTAIN: Message("May have been charged"),
    JobState.HELD: Message("Held"),
    JobState.PAUSED: Message("Paused"),
}
CHARGED = {
    Charged.NO: Message("Not charged."),
    Charged.MAYBE: Message("It may have been charged."),
    Charged.YES: Message("It has been charged."),
}
QUEUED_THERE = Message("Queued at the service")


def state_message(job: Job) -> Message:
    """A job's state as what is really known of it, without the trouble that it may be in."""
    waits_there = job.state is JobState.RUNNING and job.waiting_at_service
    return QUEUED_THERE if waits_there else STATES[job.state]
