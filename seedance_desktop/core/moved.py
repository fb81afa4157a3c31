"""Files that get, or got, another place or name, with all that brings them back."""

from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import EntryNumber, VideoId


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file is to be called; both places are inside ``library``.

    ``is_numbered``: another file has the name that it would have had.
    """

    video: VideoId
    library: Path
    old: Path
    new: Path
    is_numbered: bool = False

    @property
    def is_change(self) -> bool:
        """Whether there is anything to do."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class NamePlan:
    """What becomes of a set of files. ``missing`` are those that are not there."""

    files: tuple[Planned, ...] = ()
    missing: tuple[Path, ...] = ()

    @property
    def changes(self) -> tuple[Planned, ...]:
        """The files that get another name."""
        return tuple(planned for planned in self.files if planned.is_change)


@dataclass(frozen=True, slots=True)
class Moved:
    """Files that were moved; ``numbers`` are of their entries. ``failures`` are of those that stay.

    ``backwards`` undoes it, where nothing has happened to the files since.
    """

    files: tuple[Planned, ...] = ()
    numbers: tuple[EntryNumber, ...] = ()
    failures: tuple[Failure, ...] = ()

    def backwards(self) -> NamePlan:
        """The same files on their way back."""
        return NamePlan(
            tuple(
                Planned(each.video, each.library, each.new, each.old)
                for each in reversed(self.files)
            )
        )
