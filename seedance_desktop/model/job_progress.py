"""How far a job is, as a share and in seconds, told from what is known of it and the time."""

import math
from datetime import datetime

from seedance_desktop.core.events import JobProgress
from seedance_desktop.core.job import OPEN, Job, JobState
from seedance_desktop.core.link_life import link_dies_at

_AT_EXPECTED = 0.85
_AT_MOST = 0.95
UNKNOWN = -1.0
_NOT_STARTED = frozenset(
    {JobState.QUEUED, JobState.PREPARING, JobState.SUBMITTING, JobState.HELD, JobState.PAUSED}
)


def progress(
    job: Job, now: datetime, *, expected: float | None, arriving: JobProgress | None
) -> float:
    """0 to 1, or -1 where nothing can be said.

    While the service works it rises evenly for the expected time and then ever more slowly, and
    never claims more than 95 %; the rest is the download.
    """
    if job.state is JobState.DONE:
        return 1.0
    if job.state is JobState.FETCHING:
        return _AT_MOST + (1 - _AT_MOST) * _share_arrived(arriving)
    if job.state is JobState.RUNNING and job.submitted_at is not None and expected:
        return _share_waited((now - job.submitted_at).total_seconds() / expected)
    return 0.0 if job.state in _NOT_STARTED else UNKNOWN


def elapsed(job: Job, now: datetime) -> float:
    """Seconds since the job was sent, or made where it was not; up to its end if it has one."""
    end = now if job.state in OPEN else job.finished_at or job.changed_at
    return max(0.0, (end - (job.submitted_at or job.created_at)).total_seconds())


def remaining(job: Job, now: datetime, expected: float | None) -> float | None:
    """Seconds that the service will probably still need; None where nothing can be said."""
    if job.state is not JobState.RUNNING or job.submitted_at is None or expected is None:
        return None
    left = expected - (now - job.submitted_at).total_seconds()
    return left if left > 0 else None


def link_left(job: Job, now: datetime) -> float | None:
    """Seconds for which the link of a video that cannot be fetched yet works; None for others."""
    dies = link_dies_at(job) if job.failure is not None else None
    return None if dies is None else max(0.0, (dies - now).total_seconds())


def _share_waited(share: float) -> float:
    if share <= 1:
        return _AT_EXPECTED * max(0.0, share)
    return _AT_EXPECTED + (_AT_MOST - _AT_EXPECTED) * (1 - math.exp(1 - share))


def _share_arrived(arriving: JobProgress | None) -> float:
    if arriving is None or not arriving.total:
        return 0.0
    return min(1.0, arriving.received / arriving.total)
