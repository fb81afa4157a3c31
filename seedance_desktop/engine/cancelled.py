"""What is said of a job that was cancelled: whether it costs, truly; asking is in ``cancel``."""

from seedance_desktop.core.failure import Action, Charged, Failure
from seedance_desktop.core.words import Message

KIND = "Cancelled"
"""The ``kind`` of these failures: none of them is an error."""

_TITLE = Message("Cancelled")


def never_sent() -> Failure:
    """It had not left this machine."""
    return Failure(
        kind=KIND,
        title=_TITLE,
        message=Message("It was cancelled before it was sent."),
        remedy=Message("Try again to send it after all."),
        action=Action.TRY_AGAIN,
    )


def confirmed() -> Failure:
    """It waited at the service, and the service took it out of its queue."""
    return Failure(
        kind=KIND,
        title=_TITLE,
        message=Message("The service confirmed: cancelled while it was waiting, not charged."),
        remedy=Message("Try again to send it after all."),
        action=Action.TRY_AGAIN,
    )


def cancelled_there() -> Failure:
    """The service says so by itself; somebody cancelled it there."""
    return Failure(
        kind=KIND,
        title=_TITLE,
        message=Message("The job was cancelled at the service; cancelled jobs are not charged."),
        remedy=Message("Try again to send it once more."),
        action=Action.TRY_AGAIN,
    )


def stopped_waiting() -> Failure:
    """The service was asked and goes on: what is being made cannot be stopped."""
    return Failure(
        kind=KIND,
        title=Message("Stopped waiting"),
        message=Message(
            "The service did not stop this video: it goes on there and will be charged when it is "
            "made."
        ),
        remedy=Message("When it is made it is offered to you; the service keeps it for a day."),
        charged=Charged.YES,
    )


def not_answered() -> Failure:
    """The service was asked and did not say."""
    return Failure(
        kind=KIND,
        title=Message("Stopped waiting"),
        message=Message(
            "The service did not confirm that it stopped: the job may go on there and be charged."
        ),
        remedy=Message("If it is made it is offered to you; the service keeps it for a day."),
        charged=Charged.MAYBE,
    )


def made_all_the_same() -> Failure:
    """It was no longer waited for, and the service has finished it."""
    return Failure(
        kind=KIND,
        title=Message("The video was made all the same"),
        message=Message("You had stopped waiting for it; the service has finished it."),
        remedy=Message("Fetch it: it is paid for, and the service keeps it for a day."),
        charged=Charged.YES,
        action=Action.FETCH,
    )


def is_offered(failure: Failure) -> bool:
    """Whether the user has been told that the video is there to be fetched."""
    return failure.action is Action.FETCH


def already_made() -> Failure:
    """It is done and paid for; only the file was not wanted any more."""
    return Failure(
        kind=KIND,
        title=Message("Stopped fetching"),
        message=Message("The video is already made and charged; it was not fetched."),
        remedy=Message("Fetch it after all: the service keeps it for a day."),
        charged=Charged.YES,
        action=Action.FETCH,
    )


def sent_again() -> Failure:
    """Its fate is unknown, and the user has sent it again as a new job."""
    return Failure(
        kind=KIND,
        title=Message("Sent again"),
        message=Message(
            "It was never known whether the service accepted this one, so it may have been "
            "charged; you sent it again as a new job."
        ),
        remedy=Message("See the new job."),
        charged=Charged.MAYBE,
    )
