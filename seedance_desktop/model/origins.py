"""Which video of the library a frame was taken from, so that what is made of it can be traced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from seedance_desktop.core.ids import VideoId
    from seedance_desktop.model.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Origin:
    """``at`` counts from 0; -1 is the last frame, which a next video may continue."""

    video: VideoId
    at: int


async def origin_of(bridge: Bridge, clip: Path, frame: int) -> Origin | None:
    """``None`` for a clip that is no video of the library."""
    video = await bridge.call(lambda engine: engine.files.video_at(clip))
    if video is None:
        return None
    is_last = frame in (-1, video.clip.frame_count - 1)
    return Origin(video.id, -1 if is_last else frame)
