"""The videos of the library, newest first, loaded page by page."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.video import Video
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.thumbnails import Thumbnails

PAGE = 200
_USER = int(Qt.ItemDataRole.UserRole)


class VideoRole(IntEnum):
    """What a row can be asked for besides its display text."""

    VIDEO = _USER + 1
    """The Video itself."""
    POSTER = _USER + 2
    """QImage; None until it has arrived, null where none can be made."""
    TITLE = _USER + 3
    """The prompt's first line; empty where there is no prompt."""
    CAPTION = _USER + 4
    """Model, size and length."""


class LibraryModel(QAbstractListModel):
    """What arrived; more rows come as the view asks (``fetchMore``)."""

    def __init__(
        self,
        bridge: Bridge,
        draft: Draft,
        *,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._draft = draft
        self._thumbnails = thumbnails
        self._videos: list[Video] = []

    def video(self, video_id: VideoId) -> Video | None:
        """A video of the rows that are loaded."""
        raise NotImplementedError

    def row_of(self, video_id: VideoId) -> int:
        """Where a video is among the rows that are loaded, or -1."""
        raise NotImplementedError

    def delete(self, videos: Iterable[VideoId]) -> None:
        """Put videos into the system's bin and take them off the record."""
        raise NotImplementedError

    def use_all(self, video_id: VideoId) -> None:
        """Put a video's recipe back into the form, with the seed that made it."""
        raise NotImplementedError

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._videos)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        raise NotImplementedError
