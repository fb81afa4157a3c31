"""Tasks as a service lists them, and what came of looking for one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from seedance_desktop.core.ids import ModelId, RemoteId
from seedance_desktop.core.job import Job, Usage


class TaskStatus(StrEnum):
    """Where a task is; ``UNKNOWN`` is a word that we do not know yet: keep asking."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


NO_VIDEO = frozenset({TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.EXPIRED})
"""From such a task no video comes any more."""


_NOTHING_TOLD = Usage()


@dataclass(frozen=True, slots=True)
class ListedTask:
    """What a list tells of a task; ``None`` where it is silent. Times are UTC."""

    id: RemoteId
    status: TaskStatus
    model: ModelId | None = None
    created_at: datetime | None = None
    usage: Usage = _NOTHING_TOLD
    sound: bool | None = None


@dataclass(frozen=True, slots=True)
class LookUp:
    """What came of looking for an uncertain job's task.

    Found, the job runs on. Else ``candidates`` are the tasks that it may be: none or several.
    """

    job: Job
    candidates: tuple[ListedTask, ...] = ()
