"""What a model takes and makes, as data; ``resources/models.toml`` holds one row for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import OutputFormat, Scene


class Status(StrEnum):
    """Whether a model is still to be had."""

    CURRENT = "current"
    RETIRING = "retiring"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Life:
    """A model's status, since or until when, and who says so."""

    status: Status = Status.CURRENT
    on: date | None = None
    successor: ModelId | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class DurationRange:
    """Whole seconds that a model takes. ``automatic``: -1 lets the service choose."""

    shortest: int
    longest: int
    default: int
    automatic: bool = False

    def nearest(self, seconds: int) -> int:
        """The length closest to ``seconds`` that is in the range."""
        return max(self.shortest, min(self.longest, seconds))


@dataclass(frozen=True, slots=True)
class FrameRange:
    """Exact frame counts that a model takes: ``first``, ``first + step``, … up to ``last``."""

    first: int
    last: int
    step: int

    def nearest(self, frames: int) -> int:
        """The count closest to ``frames`` that is taken; of two equally close, the lower one."""
        most = (self.last - self.first) // self.step
        steps, rest = divmod(frames - self.first, self.step)
        return self.first + max(0, min(most, steps + (2 * rest > self.step))) * self.step


@dataclass(frozen=True, slots=True)
class MediaRule:
    """How many reference videos or sounds go into a request, and of how many seconds.

    ``total`` is what all of them together may last; ``None`` where only each is limited.
    """

    most: int
    shortest: int
    longest: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class DraftRule:
    """Cheap drafts: in which resolutions, and the parts of the usual tokens that they count."""

    resolutions: tuple[str, ...]
    sound: float
    silent: float


@dataclass(frozen=True, slots=True)
class SceneRule:
    """What a model takes in one scene. ``ratios`` are in the order they are shown.

    Where the service chooses the shape itself, ``adaptive`` is among the ratios; where it insists
    on choosing, it is the only one. ``references`` are the fewest and the most pictures, the
    fewest counting only where there is no video or sound. ``audio_alone``: sounds need no picture
    or video beside them.
    """

    ratios: tuple[str, ...]
    default_ratio: str
    resolutions: tuple[str, ...]
    references: tuple[int, int] = (0, 0)
    camera_fixed: bool = False
    videos: MediaRule | None = None
    audio: MediaRule | None = None
    audio_alone: bool = False
    web_search: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedWait:
    """Seconds from sending to a finished clip of ten seconds, by resolution (api.md 10.5)."""

    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Capability:
    """One model's row. ``sizes`` gives the exact pixels by resolution and ratio.

    A scene that is not in ``scenes`` is not taken at all. ``most_priority`` of 0: there is none
    to choose. ``real_faces``: pictures of real people are taken. ``last_frame_with_sound``: a
    clip with sound hands back its last frame without trouble. ``bracketed_mentions``: the model
    knows its reference pictures as ``[Image 1]``, not as ``Image 1`` (api.md 5.2).
    """

    id: ModelId
    name: str
    short_name: str
    life: Life
    scenes: Mapping[Scene, SceneRule]
    default_resolution: str
    duration: DurationRange
    frames: FrameRange | None
    sizes: Mapping[str, Mapping[str, Size]]
    wait: ExpectedWait
    sound: bool = False
    seed: bool = True
    last_frame_image: bool = False
    flex: bool = False
    draft: DraftRule | None = None
    output_formats: tuple[OutputFormat, ...] = (OutputFormat.MP4,)
    most_priority: int = 0
    real_faces: bool = True
    last_frame_with_sound: bool = True
    bracketed_mentions: bool = False

    @property
    def resolutions(self) -> tuple[str, ...]:
        """Every resolution that some scene takes, smallest first."""
        found = {name for rule in self.scenes.values() for name in rule.resolutions}
        return tuple(name for name in self.sizes if name in found)

    def size(self, resolution: str, ratio: str) -> Size:
        """The exact pixels of a resolution and a concrete ratio. Raises KeyError for others."""
        return self.sizes[resolution][ratio]
