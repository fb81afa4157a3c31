"""What came of taking clips into the library."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.video import Video


class Placing(StrEnum):
    """Where a clip is kept from now on."""

    WHERE_IT_IS = "where_it_is"
    """Its folder becomes a library folder."""
    COPIED = "copied"
    """Into the library, by day; the original stays."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why."""

    path: Path
    failure: Failure


@dataclass(frozen=True, slots=True)
class Adopted:
    """``known`` are files whose video was in the library already.

    ``is_stopped``: the user ended it, and not all of them were looked at.
    """

    added: tuple[Video, ...] = ()
    known: tuple[Path, ...] = ()
    refused: tuple[Refused, ...] = ()
    is_stopped: bool = False
