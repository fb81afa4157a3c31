"""A job's story: every step with its time, every request with its answer, in short."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.job import JobState


class Errand(StrEnum):
    """What a request was for."""

    CREATE = "create"
    QUERY = "query"
    CANCEL = "cancel"
    LIST = "list"
    FETCH = "fetch"


@dataclass(frozen=True, slots=True)
class Call:
    """One request and its answer. Holds no key, no picture and no signature of a link.

    ``path`` is without its query; of a file it begins with the host. ``outcome`` is the task's
    status, or the name of the error where there was no answer. ``sent`` and ``received`` count
    the bytes of the bodies; ``said`` and ``answer`` are their beginnings.
    """

    errand: Errand
    method: str
    path: str
    seconds: float
    outcome: str = ""
    status: int | None = None
    code: str = ""
    request_id: str = ""
    sent: int = 0
    received: int = 0
    said: str = ""
    answer: str = ""

    def is_like(self, other: "Call") -> bool:
        """Whether both tell the same, so that one of them and a number will do."""
        return (
            self.errand is other.errand
            and self.outcome == other.outcome
            and self.status == other.status
            and self.code == other.code
        )


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A step (``state``) or a request (``call``), never both; neither stands for what is left out.

    ``times`` in a row until ``last_at`` is how often a request had the like answer, or how many
    entries are left out. ``failure`` and ``waiting_at_service`` are as the job's were from this
    step on.
    """

    at: datetime
    last_at: datetime
    times: int = 1
    state: JobState | None = None
    waiting_at_service: bool = False
    failure: Failure | None = None
    call: Call | None = None

    @property
    def is_gap(self) -> bool:
        """Whether this stands for entries that were left out."""
        return self.state is None and self.call is None


def gap_for(entries: Sequence[StoryEntry]) -> StoryEntry:
    """What stands in the place of these entries once they are left out."""
    count = sum(entry.times if entry.is_gap else 1 for entry in entries)
    return StoryEntry(entries[0].at, entries[-1].last_at, times=count)
