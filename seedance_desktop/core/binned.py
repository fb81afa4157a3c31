"""Videos that were put into the bin, with all that brings them back."""

from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.core.entry import Entry
from seedance_desktop.core.failure import Failure


@dataclass(frozen=True, slots=True)
class BinnedVideo:
    """``in_bin`` is where its file lies now; ``None`` where there was none, or it is not told.

    ``pictures`` is where the pictures lie that were beside it.
    """

    entry: Entry
    in_bin: Path | None
    had_file: bool = True
    pictures: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Binned:
    """``failures`` are of those that could not be put there; they are where they were."""

    videos: tuple[BinnedVideo, ...] = ()
    failures: tuple[Failure, ...] = ()
