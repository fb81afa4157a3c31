"""An entry of the library: a video, what its owner says of it, and where it came from."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from seedance_desktop.core.ids import EntryNumber, VideoId
from seedance_desktop.core.request import GenerationRequest, Role
from seedance_desktop.core.video import Video


class Kinship(StrEnum):
    """What a video is to the one it came from. Saved by these words."""

    MADE_FROM = "made_from"
    """One of its frames is a picture of the request."""
    CONTINUES = "continues"
    """It begins with the last frame."""
    VARIATION_OF = "variation_of"
    """Its recipe was the start."""


@dataclass(frozen=True, slots=True)
class Ancestor:
    """Where a video came from. The one named may have left the library."""

    video: VideoId
    kinship: Kinship


@dataclass(frozen=True, slots=True)
class Organised:
    """What its owner says of a video; ``tags`` and ``collections`` by name, sorted."""

    rating: int = 0
    is_favourite: bool = False
    notes: str = ""
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """``take`` is the same for videos whose requests differ by their seed alone.

    ``is_missing``: the file was not where it should be when it was last looked for.
    ``is_damaged``: the file is there and cannot be played.
    """

    number: EntryNumber
    video: Video
    organised: Organised = Organised()
    take: str = ""
    is_missing: bool = False
    is_damaged: bool = False


@dataclass(frozen=True, slots=True)
class ClipPlace:
    """Where the file of an entry is."""

    number: EntryNumber
    video: VideoId
    path: Path


@dataclass(frozen=True, slots=True)
class Kin:
    """A neighbour in the family tree of a video: who, and what the younger is to the elder."""

    video: VideoId
    kinship: Kinship
    is_elder: bool


def ancestors_of(request: GenerationRequest) -> tuple[Ancestor, ...]:
    """The videos that a request says it came from, each once for each kinship."""
    found = []
    for frame in request.pictures:
        if frame.taken_from is not None:
            is_tail = frame.role is Role.FIRST_FRAME and frame.taken_at == -1
            kinship = Kinship.CONTINUES if is_tail else Kinship.MADE_FROM
            found.append(Ancestor(frame.taken_from, kinship))
    if request.variation_of is not None:
        found.append(Ancestor(request.variation_of, Kinship.VARIATION_OF))
    return tuple(dict.fromkeys(found))
