"""The videos of the library, newest first, loaded page by page."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from dataclasses import replace
from datetime import datetime
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from typing_extensions import override

from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.video import Video
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.captions import first_line, video_caption
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.thumbnails import Thumbnails, video_of_key

if TYPE_CHECKING:
    from seedance_desktop.core.catalogue import Catalogue
    from seedance_desktop.engine.engine import Engine

PAGE = 200
Index = QModelIndex | QPersistentModelIndex
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
    """What arrived; older rows come as the view asks for them (``fetchMore``).

    ``found`` carries the id of a video that was looked for beyond the rows that are loaded.
    """

    found = Signal(str)

    def __init__(
        self,
        catalogue: Catalogue,
        bridge: Bridge,
        *,
        draft: Draft,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._bridge = bridge
        self._draft = draft
        self._thumbnails = thumbnails
        self._videos: list[Video] = []
        self._ids: set[VideoId] = set()
        self._oldest: VideoId | None = None
        self._looked_up: dict[VideoId, Video] = {}
        self._total = 0
        self._has_more = False
        self._is_fetching = False
        bridge.ready.connect(self._load)
        bridge.video_added.connect(self._add)
        bridge.video_removed.connect(self._remove)
        thumbnails.arrived.connect(self._show_poster)

    @property
    def total(self) -> int:
        """How many videos there are, loaded or not."""
        return self._total

    def video(self, video_id: VideoId) -> Video | None:
        """A video of the rows that are loaded, or one that was looked for."""
        row = self.row_of(video_id)
        return self._looked_up.get(video_id) if row < 0 else self._videos[row]

    def look_for(self, video_id: VideoId) -> None:
        """Find a video wherever it is; ``found`` tells, unless it is not there any more."""
        if self.video(video_id) is None:
            self._bridge.run(self._look_up(video_id), "look for a video")

    def row_of(self, video_id: VideoId) -> int:
        """Where a video is among the rows that are loaded, or -1."""
        if video_id not in self._ids:
            return -1
        return next(row for row, video in enumerate(self._videos) if video.id == video_id)

    def delete(self, videos: Iterable[VideoId]) -> None:
        """Put videos into the system's bin and take them off the record."""
        self._bridge.run(self._delete(tuple(videos)), "delete videos")

    def use_all(self, video_id: VideoId) -> None:
        """Put a video's recipe back into the form, with the seed that made it."""
        video = self.video(video_id)
        if video is not None:
            self._draft.use_all(exact_request(video))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._videos)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._videos):
            return None
        video = self._videos[index.row()]
        match role:
            case VideoRole.VIDEO:
                return video
            case Qt.ItemDataRole.DisplayRole | VideoRole.TITLE:
                return first_line(video.request.prompt)
            case VideoRole.CAPTION:
                return video_caption(video, self._catalogue)
            case Qt.ItemDataRole.AccessibleTextRole:
                caption = video_caption(video, self._catalogue)
                return f"{first_line(video.request.prompt)} · {caption}".removeprefix(" · ")
            case VideoRole.POSTER:
                return self._thumbnails.poster(video)
            case _:
                return None

    @override
    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:
        return self._has_more and not self._is_fetching and not parent.isValid()

    @override
    def fetchMore(self, parent: Index = QModelIndex()) -> None:
        if self.canFetchMore(parent):
            self._is_fetching = True
            self._bridge.run(self._fetch(), "load more videos")

    @Slot()
    def _load(self) -> None:
        self._has_more = True
        self.fetchMore()

    async def _fetch(self) -> None:
        try:
            self._total = await self._bridge.call(lambda engine: engine.library.count())
            videos = await self._bridge.call(
                lambda engine: engine.library.newest(PAGE, self._oldest)
            )
        finally:
            self._is_fetching = False
        self._has_more = len(videos) == PAGE
        self._oldest = videos[-1].id if videos else self._oldest
        new = [video for video in videos if video.id not in self._ids]
        if new:
            end = len(self._videos)
            self.beginInsertRows(QModelIndex(), end, end + len(new) - 1)
            self._videos += new
            self._ids.update(video.id for video in new)
            self.endInsertRows()

    async def _look_up(self, video_id: VideoId) -> None:
        video = await self._bridge.call(lambda engine: engine.library.get(video_id))
        if video is not None:
            self._looked_up[video_id] = video
            self.found.emit(video_id)

    async def _delete(self, videos: tuple[VideoId, ...]) -> None:
        for video_id in videos:
            await self._bridge.call(partial(_delete_one, video_id))

    @Slot(object)
    def _add(self, video: Video) -> None:
        if video.id in self._ids:
            return
        self._total += 1
        row = next((row for row, old in enumerate(self._videos) if _age(old) < _age(video)), None)
        row = len(self._videos) if row is None else row
        self.beginInsertRows(QModelIndex(), row, row)
        self._videos.insert(row, video)
        self._ids.add(video.id)
        self.endInsertRows()

    @Slot(str)
    def _remove(self, video_id: VideoId) -> None:
        self._total -= 1
        self._looked_up.pop(video_id, None)
        row = self.row_of(video_id)
        if row < 0:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._videos[row]
        self._ids.discard(video_id)
        self.endRemoveRows()

    @Slot(str)
    def _show_poster(self, key: str) -> None:
        video_id = video_of_key(key)
        row = -1 if video_id is None else self.row_of(video_id)
        if row >= 0:
            index = self.index(row)
            self.dataChanged.emit(index, index, [VideoRole.POSTER])


def exact_request(video: Video) -> GenerationRequest:
    """The recipe that makes the video once more: its request with the seed that came out."""
    return video.request if video.seed is None else replace(video.request, seed=video.seed)


def _delete_one(video_id: VideoId, engine: Engine) -> Coroutine[Any, Any, None]:
    return engine.library.delete(video_id)


def _age(video: Video) -> tuple[datetime, str]:
    """Later is greater; the id tells videos of one moment apart."""
    return video.made_at, video.id
