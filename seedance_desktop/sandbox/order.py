"""What an accepted request asks for, complete and checked: all that a video is made from."""

import math
from dataclasses import dataclass
from enum import StrEnum

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.request import Scene

FRAME_RATE = 24


class Ending(StrEnum):
    """How a task ends; words in the prompt choose the unhappy ones."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    BLOCKED = "blocked"
    EXPIRED = "expired"


REFUSED_WORD = "[refuse]"
"""A prompt that holds it is refused at once by the content policy."""

ENDING_WORDS = {
    "[fail]": Ending.FAILED,
    "[blocked]": Ending.BLOCKED,
    "[expire]": Ending.EXPIRED,
}
"""A prompt that holds one ends so: broken, blocked by moderation of the result, expired."""


@dataclass(frozen=True, slots=True)
class Order:
    """One video to make. ``wait`` is in seconds at the service's own speed.

    ``asked_frames`` tells that the request gave ``frames``, which are then echoed. Reference
    videos last ``shown_seconds`` together.
    """

    model: str
    scene: Scene
    prompt: str
    resolution: str
    ratio: str
    width: int
    height: int
    frames: int
    asked_frames: bool
    seed: int
    sound: bool | None
    watermark: bool
    last_frame: bool
    service_tier: str
    expires_after: int
    wait: float
    ending: Ending = Ending.SUCCEEDED
    shown_seconds: float = 0.0
    token_share: float = 1.0
    is_draft: bool = False
    priority: int = 0
    output_format: str = "mp4"

    @property
    def size(self) -> Size:
        """The exact pixels of the video."""
        return Size(self.width, self.height)

    @property
    def seconds(self) -> int:
        """The length as the service echoes it: whole seconds, rounded down."""
        return self.frames // FRAME_RATE

    @property
    def tokens(self) -> int:
        """What is billed (api.md 5.5): reference videos count too, drafts count less."""
        frames = self.frames
        if self.shown_seconds:
            least = math.ceil(self.seconds * 5 / 3) * FRAME_RATE
            frames = max(least, frames + round(self.shown_seconds * FRAME_RATE))
        return int(self.width * self.height * frames // 1024 * self.token_share)
