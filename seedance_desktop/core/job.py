"""A job: one request on its way to becoming a video, and the steps it may take."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import ConnectionId, JobId, RemoteId, VideoId
from seedance_desktop.core.request import GenerationRequest


class JobState(StrEnum):
    """Where a job is. Saved by these words; the words for people are in ``ui/words``."""

    QUEUED = "queued"
    PREPARING = "preparing"
    SUBMITTING = "submitting"
    RUNNING = "running"
    FETCHING = "fetching"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNCERTAIN = "uncertain"
    HELD = "held"
    PAUSED = "paused"


FINAL = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED})
"""Nothing more happens to such a job by itself."""

OPEN = frozenset(JobState) - FINAL - {JobState.UNCERTAIN}
"""The program still has something to do for such a job, now or when it starts again."""

STANDING = frozenset({JobState.PAUSED, JobState.HELD})
"""Such a job goes on when the user says so, or when what pauses its line is mended."""

AT_SERVICE = frozenset({JobState.SUBMITTING, JobState.RUNNING, JobState.FETCHING})
"""Such a job holds one of the connection's places."""

WAITING = frozenset({JobState.QUEUED, JobState.PREPARING, JobState.HELD})
"""Such a job has its place in the waiting line."""

S = JobState
_STEPS: dict[JobState, frozenset[JobState]] = {
    # PREPARING goes back to QUEUED when the frames are ready and no place is free, and after a
    # submission that provably never left. SUBMITTING becomes UNCERTAIN when its fate is unknown.
    S.QUEUED: frozenset({S.PREPARING, S.SUBMITTING, S.HELD, S.PAUSED, S.CANCELLED, S.FAILED}),
    S.PREPARING: frozenset({S.QUEUED, S.SUBMITTING, S.HELD, S.PAUSED, S.CANCELLED, S.FAILED}),
    S.SUBMITTING: frozenset({S.RUNNING, S.QUEUED, S.PAUSED, S.FAILED, S.UNCERTAIN}),
    S.RUNNING: frozenset({S.FETCHING, S.PAUSED, S.FAILED, S.CANCELLED, S.EXPIRED}),
    S.FETCHING: frozenset({S.DONE, S.RUNNING, S.PAUSED, S.FAILED, S.CANCELLED, S.EXPIRED}),
    S.UNCERTAIN: frozenset({S.RUNNING, S.CANCELLED}),
    S.HELD: frozenset({S.QUEUED, S.CANCELLED}),
    S.PAUSED: frozenset({S.QUEUED, S.RUNNING, S.CANCELLED}),
    S.DONE: frozenset(),
    S.FAILED: frozenset(),
    S.CANCELLED: frozenset({S.RUNNING}),  # it finished at the service all the same
    S.EXPIRED: frozenset(),
}
del S


class IllegalStepError(Exception):
    """A step that the table does not hold: a bug in the program, never bad input."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What the service says it made and billed; ``None`` where it did not say."""

    tokens: int | None = None
    seed: int | None = None
    resolution: str | None = None
    ratio: str | None = None
    duration: int | None = None
    frames: int | None = None
    made_at: datetime | None = None
    """When the video was ready, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Job:
    """One request, its connection and library, and how far it has come. Times are UTC.

    ``address`` is the connection's base address when the job was made, kept for the record; the
    sandbox's changes at each start, so the connection is what a job is continued on.
    ``waiting_at_service`` is true from when the service has taken the task (it queues each, api.md
    3) until it says that it works on it.
    ``failure`` tells the last error, also while the job is still being tried.
    """

    id: JobId
    request: GenerationRequest
    connection: ConnectionId
    address: str
    library: Path
    created_at: datetime
    changed_at: datetime
    state: JobState = JobState.QUEUED
    remote_id: RemoteId | None = None
    submitted_at: datetime | None = None
    finished_at: datetime | None = None
    waiting_at_service: bool = False
    video_url: str | None = None
    usage: Usage = Usage()
    failure: Failure | None = None
    video: VideoId | None = None
    retry_of: JobId | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens to this job by itself."""
        return self.state in FINAL

    def moved(self, state: JobState, now: datetime, **changes: Any) -> "Job":
        """This job one step on. Raises IllegalStepError for a step that is not in the table."""
        if state not in _STEPS[self.state]:
            message = f"a job cannot go from {self.state} to {state}"
            raise IllegalStepError(message)
        if state in FINAL:
            changes.setdefault("finished_at", now)
        return replace(self, state=state, changed_at=now, **changes)

    def noted(self, now: datetime, **changes: Any) -> "Job":
        """This job with something learned about it, in the same state."""
        return replace(self, changed_at=now, **changes)


def is_legal(before: JobState, after: JobState) -> bool:
    """Whether a job may go from one state to the other."""
    return after in _STEPS[before]


def counted_open(jobs: Iterable[Job]) -> tuple[int, int]:
    """How many of the open jobs the program is at work on, and how many stand still."""
    stand = [job.state in STANDING for job in jobs if job.state in OPEN]
    return stand.count(False), stand.count(True)
