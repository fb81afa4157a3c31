"""Videos that were seen lately, for whoever has only a name; others are looked for."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from seedance_desktop.core.ids import VideoId
    from seedance_desktop.core.video import Video
    from seedance_desktop.model.bridge import Bridge

_KEPT = 1_000


class KnownVideos(QObject):
    """``found`` carries the id of a video that was looked for and is known now."""

    found = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._videos: OrderedDict[VideoId, Video] = OrderedDict()
        self._looking: set[VideoId] = set()

    def get(self, video_id: VideoId) -> Video | None:
        """The video, if it is known."""
        return self._videos.get(video_id)

    def keep(self, video: Video) -> None:
        """This one was seen; the one that was not for the longest time may go."""
        self._videos[video.id] = video
        self._videos.move_to_end(video.id)
        if len(self._videos) > _KEPT:
            self._videos.popitem(last=False)

    def forget(self, video_id: VideoId) -> None:
        """It has left the library."""
        self._videos.pop(video_id, None)

    def look_for(self, video_id: VideoId) -> None:
        """Find a video wherever it is; ``found`` tells, unless it is not there any more."""
        if video_id not in self._videos and video_id not in self._looking:
            self._looking.add(video_id)
            self._bridge.run(self._look_up(video_id), "look for a video")

    async def _look_up(self, video_id: VideoId) -> None:
        try:
            video = await self._bridge.call(lambda engine: engine.library.get(video_id))
        finally:
            self._looking.discard(video_id)
        if video is not None:
            self.keep(video)
            self.found.emit(video_id)
