"""One frozen value that holds everything that decides a result."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from seedance_desktop.core.geometry import CENTRED, Framing
from seedance_desktop.core.ids import FrameHash, ModelId, ReferenceId, VideoId

ADAPTIVE = "adaptive"
RANDOM_SEED = -1
NOT_SENT = FrameHash("")
UNNAMED = ReferenceId("")
AUTOMATIC_DURATION = -1
"""The service chooses the length (1.5 pro and 2.x, api.md 4)."""


class Role(StrEnum):
    """What a picture is for; the service's own words (api.md 5.2)."""

    FIRST_FRAME = "first_frame"
    LAST_FRAME = "last_frame"
    REFERENCE = "reference_image"


class MediaKind(StrEnum):
    """What a reference that is no picture is."""

    VIDEO = "video"
    AUDIO = "audio"


class Scene(StrEnum):
    """Which of the service's four kinds of input a request is."""

    TEXT = "text"
    FIRST_FRAME = "first_frame"
    FIRST_LAST = "first_last"
    REFERENCES = "references"


class Encoding(StrEnum):
    """How a picture is encoded to be sent. Automatic: JPEG, or PNG where that is smaller."""

    AUTOMATIC = "automatic"
    JPEG = "jpeg"
    PNG = "png"


class ServiceTier(StrEnum):
    """Default answers in minutes; flex in hours at half the price (api.md 5.1)."""

    DEFAULT = "default"
    FLEX = "flex"


class OutputFormat(StrEnum):
    """The kind of file that the service makes (api.md 5.1)."""

    MP4 = "mp4"
    MOV = "mov"


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture and how it fills the output frame.

    ``sent`` is empty until the picture has been rendered; then it names the stored bytes that
    are sent, and nothing else about the picture matters any more. ``id`` is what the prompt
    mentions a reference by, see ``mentions``. ``taken_from`` is the video of the library that it
    was taken out of, ``taken_at`` which of its frames; -1 is the last one. ``encoding`` is what the
    user asked for; where a PNG does not fit into the request a JPEG is sent.
    """

    role: Role
    source: Path
    framing: Framing = CENTRED
    sent: FrameHash = NOT_SENT
    id: ReferenceId = UNNAMED
    taken_from: VideoId | None = None
    taken_at: int | None = None
    encoding: Encoding = Encoding.AUTOMATIC


@dataclass(frozen=True, slots=True)
class ReferenceMedia:
    """A video or a sound to go by, which the service fetches from the web itself.

    ``seconds`` is its length where that is known. ``id`` as in Frame.
    """

    kind: MediaKind
    url: str
    seconds: float | None = None
    id: ReferenceId = UNNAMED


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What is asked of the service. ``sound`` and the like say what is wished, supported or not.

    ``duration`` is in whole seconds; ``frames``, when set, wins over it. ``seed`` is -1 for random
    or 0 to 2147483647. ``sound`` of ``None`` leaves the choice to the service. ``media`` goes with
    reference pictures; both are numbered in the order in which they stand. ``prompt`` mentions
    references by ``@{id}``. ``priority`` is 0 to 9, more comes first. ``variation_of`` is the
    video whose recipe was the start of this one; it is never sent.
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
    media: tuple[ReferenceMedia, ...] = ()
    draft: bool = False
    output_format: OutputFormat = OutputFormat.MP4
    priority: int = 0
    web_search: bool = False
    variation_of: VideoId | None = None

    @property
    def scene(self) -> Scene:
        """The kind of input, told from the pictures' roles; references win so mixtures show."""
        roles = {picture.role for picture in self.pictures}
        if Role.REFERENCE in roles or self.media:
            return Scene.REFERENCES
        if Role.LAST_FRAME in roles:
            return Scene.FIRST_LAST
        if Role.FIRST_FRAME in roles:
            return Scene.FIRST_FRAME
        return Scene.TEXT

    @property
    def references(self) -> tuple[Frame, ...]:
        """The reference pictures, in the order in which they are numbered."""
        return tuple(picture for picture in self.pictures if picture.role is Role.REFERENCE)

    def media_of(self, kind: MediaKind) -> tuple[ReferenceMedia, ...]:
        """The reference videos, or the sounds, in the order in which they are numbered."""
        return tuple(media for media in self.media if media.kind is kind)
