"""Takes files back out of the system's bin; what puts them in is the system's own affair."""

import shutil
from contextlib import suppress
from pathlib import Path

from seedance_desktop.store.files import free_path


def take_back(in_bin: Path, place: Path) -> Path:
    """Move a file from the bin to ``place``, or beside it where something new lies there.

    Where it lies now. Raises OSError; FileNotFoundError where the bin was emptied.
    """
    in_bin.stat()
    place.parent.mkdir(parents=True, exist_ok=True)
    target = free_path(place)
    shutil.move(in_bin, target)
    for note in _notes_of(in_bin):
        with suppress(OSError):  # a note too many only makes the bin show what is not there
            note.unlink(missing_ok=True)
    return target


def _notes_of(in_bin: Path) -> list[Path]:
    """What the bin has written down of the file: freedesktop.org's, and Windows'."""
    notes = []
    if in_bin.parent.name == "files":
        notes.append(in_bin.parent.parent / "info" / f"{in_bin.name}.trashinfo")
    if in_bin.name.startswith("$R"):
        notes.append(in_bin.with_name(f"$I{in_bin.name[2:]}"))
    return notes
