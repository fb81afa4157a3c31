"""A folder that videos of the library lie in."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LibraryFolder:
    """``is_usual``: new videos go there. ``cloud`` is a service that keeps it elsewhere as well."""

    path: Path
    count: int
    byte_count: int
    is_usual: bool
    is_there: bool
    cloud: str | None = None


@dataclass(frozen=True, slots=True)
class LibraryMoved:
    """What became of a library folder: how many files are at their new place.

    ``left`` are those that could not be removed at the old one, or came there meanwhile.
    """

    count: int
    left: tuple[Path, ...] = ()
