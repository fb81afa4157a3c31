"""A task as the service tells of it, in our words."""

from dataclasses import dataclass
from datetime import datetime

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import RemoteId
from seedance_desktop.core.job import Usage
from seedance_desktop.core.listed_task import TaskStatus

__all__ = ["Task", "TaskStatus"]

_NOTHING_TOLD = Usage()


@dataclass(frozen=True, slots=True)
class Task:
    """What one query told. A succeeded task always has a ``video_url``, a failed one a ``failure``.

    ``video_url`` is a pre-signed link that lives for a day: ask again for a fresh one.
    """

    id: RemoteId
    status: TaskStatus
    video_url: str | None = None
    last_frame_url: str | None = None
    usage: Usage = _NOTHING_TOLD
    failure: Failure | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
