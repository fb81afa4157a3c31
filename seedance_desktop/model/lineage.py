"""The family of the video that is looked at: where it came from, and what came from it."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from seedance_desktop.core.entry import Kin
    from seedance_desktop.core.ids import VideoId
    from seedance_desktop.core.video import Video
    from seedance_desktop.engine.engine import Engine
    from seedance_desktop.model.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Relative:
    """One of the family; ``video`` is None for one that has left the library."""

    kin: Kin
    video: Video | None


class Lineage(QObject):
    """Follows one video. ``changed`` comes with its family, elders first."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._video: VideoId | None = None
        self.family: tuple[Relative, ...] = ()
        bridge.video_added.connect(self._look_again)
        bridge.video_removed.connect(self._look_again)

    def follow(self, video: VideoId | None) -> None:
        """Look at the family of this one from now on."""
        if video == self._video:
            return
        self._video = video
        self._show(())
        self._look_again()

    @Slot()
    def _look_again(self) -> None:
        if self._video is not None and self._bridge.is_ready:
            self._bridge.run(self._look(self._video), "look at the lineage")

    async def _look(self, video: VideoId) -> None:
        family = []
        for kin in await self._bridge.call(lambda engine: engine.search.kin(video)):
            found = await self._bridge.call(partial(_video, kin.video))
            family.append(Relative(kin, found))
        if video == self._video:
            self._show(tuple(family))

    def _show(self, family: tuple[Relative, ...]) -> None:
        if family != self.family:
            self.family = family
            self.changed.emit()


def _video(video: VideoId, engine: Engine) -> Coroutine[Any, Any, Video | None]:
    return engine.library.get(video)
