"""The job list: newest first, with progress and time that keep up while something is happening."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from seedance_desktop.core.ids import ConnectionId, JobId
from seedance_desktop.core.job import Job
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.connections import Connections
from seedance_desktop.model.thumbnails import Thumbnails

if TYPE_CHECKING:
    from seedance_desktop.core.catalogue import Catalogue

_USER = int(Qt.ItemDataRole.UserRole)


class JobRole(IntEnum):
    """What a row can be asked for besides its display text."""

    JOB = _USER + 1
    """The Job itself."""
    TITLE = _USER + 2
    """The prompt's first line; empty where there is no prompt."""
    SUBTITLE = _USER + 3
    """Model, resolution, ratio and length."""
    STATE = _USER + 4
    """The JobState; ``waiting_at_service`` is on the Job."""
    PROGRESS = _USER + 5
    """0 to 1, or -1 where nothing can be said."""
    ELAPSED = _USER + 6
    """Seconds since it was sent."""
    REMAINING = _USER + 7
    """Seconds it will probably still take, or None."""
    THUMBNAIL = _USER + 8
    """QImage, or None until it has arrived or where there is none."""
    ARRIVED = _USER + 9
    """The newest JobProgress while the clip is fetched, or None."""


class JobsModel(QAbstractListModel):
    """Every job of the profile, newest first; intents are handed to the engine."""

    def __init__(
        self,
        catalogue: Catalogue,
        bridge: Bridge,
        *,
        connections: Connections,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._bridge = bridge
        self._connections = connections
        self._thumbnails = thumbnails
        self._jobs: list[Job] = []

    def job(self, job_id: JobId) -> Job | None:
        """The newest value of a job."""
        raise NotImplementedError

    def row_of(self, job_id: JobId) -> int:
        """Where a job is in the list, or -1."""
        raise NotImplementedError

    @property
    def active_count(self) -> int:
        """How many jobs the program still has something to do for."""
        raise NotImplementedError

    def cancel(self, job_id: JobId) -> None:
        """Stop a job; one that is at the service may still finish there and be charged."""
        raise NotImplementedError

    def retry(self, job_id: JobId) -> None:
        """Make the same request again as a new job."""
        raise NotImplementedError

    def send_again(self, job_id: JobId) -> None:
        """Send a job of unknown fate a second time; it may be charged twice."""
        raise NotImplementedError

    def forget(self, job_id: JobId) -> None:
        """Take a job off the list for good."""
        raise NotImplementedError

    def resume_line(self, connection: ConnectionId) -> None:
        """Go on with a waiting line that was paused."""
        raise NotImplementedError

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._jobs)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        raise NotImplementedError
