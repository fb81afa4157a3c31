"""One frozen value that holds everything that decides a result."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from seedance_desktop.core.geometry import CENTRED, Framing
from seedance_desktop.core.ids import FrameHash, ModelId

ADAPTIVE = "adaptive"
RANDOM_SEED = -1
NOT_SENT = FrameHash("")
AUTOMATIC_DURATION = -1
"""The service chooses the length (1.5 pro and 2.x, api.md 4)."""


class Role(StrEnum):
    """What a picture is for; the service's own words (api.md 5.2)."""

    FIRST_FRAME = "first_frame"
    LAST_FRAME = "last_frame"
    REFERENCE = "reference_image"


class Scene(StrEnum):
    """Which of the service's four kinds of input a request is."""

    TEXT = "text"
    FIRST_FRAME = "first_frame"
    FIRST_LAST = "first_last"
    REFERENCES = "references"


class ServiceTier(StrEnum):
    """Default answers in minutes; flex in hours at half the price (api.md 5.1)."""

    DEFAULT = "default"
    FLEX = "flex"


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture and how it fills the output frame.

    ``sent`` is empty until the picture has been rendered; then it names the stored bytes that
    are sent, and nothing else about the picture matters any more.
    """

    role: Role
    source: Path
    framing: Framing = CENTRED
    sent: FrameHash = NOT_SENT


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What is asked of the service. ``sound`` and the like say what is wished, supported or not.

    ``duration`` is in whole seconds; ``frames``, when set, wins over it. ``seed`` is -1 for random
    or 0 to 2147483647. ``sound`` of ``None`` leaves the choice to the service.
    """

    model: ModelId
    prompt: str = ""
    pictures: tuple[Frame, ...] = ()
    resolution: str = "720p"
    ratio: str = "16:9"
    duration: int = 5
    frames: int | None = None
    seed: int = RANDOM_SEED
    camera_fixed: bool = False
    watermark: bool = False
    sound: bool | None = None
    return_last_frame: bool = False
    service_tier: ServiceTier = ServiceTier.DEFAULT

    @property
    def scene(self) -> Scene:
        """The kind of input, told from the pictures' roles; references win so mixtures show."""
        roles = {picture.role for picture in self.pictures}
        if Role.REFERENCE in roles:
            return Scene.REFERENCES
        if Role.LAST_FRAME in roles:
            return Scene.FIRST_LAST
        if Role.FIRST_FRAME in roles:
            return Scene.FIRST_FRAME
        return Scene.TEXT
