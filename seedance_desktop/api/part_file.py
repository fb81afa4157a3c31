"""A file on its way to disk, and the mark beside it that says what it is a part of.

Everything here blocks; ``download`` calls it in worker threads.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.api.loose_json import NotJsonError, at, decoded, text, whole
from seedance_desktop.core.disk import disk_error


@dataclass(frozen=True, slots=True)
class Mark:
    """How much is held of which file. ``validator`` is its ETag or date; without it, nothing is.

    ``total`` is the whole file's size in bytes, where it was told.
    """

    held: int = 0
    validator: str = ""
    total: int | None = None


class PartFile:
    """The part and its mark. Raises DiskError kinds alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark_path = path.with_name(path.name + ".json")

    def mark(self) -> Mark:
        """What can be resumed; an empty mark where nothing can."""
        with self._disk_errors():
            if not self._path.is_file() or not self._mark_path.is_file():
                return Mark()
            held = self._path.stat().st_size
            try:
                kept = decoded(self._mark_path.read_bytes())
            except NotJsonError:
                return Mark()
        validator, total = text(at(kept, "validator")), whole(at(kept, "total"))
        if not validator or not held or (total is not None and held > total):
            return Mark()
        return Mark(held, validator, total)

    def begin(self, mark: Mark) -> None:
        """Start over with an empty part of the file that ``mark`` tells of."""
        with self._disk_errors():
            self._path.write_bytes(b"")
            kept = {"validator": mark.validator, "total": mark.total}
            self._mark_path.write_text(json.dumps(kept), encoding="utf-8")

    def append(self, data: bytes | bytearray) -> None:
        """Add to the end. What was written of it before an error is still a true part."""
        with self._disk_errors(), self._path.open("ab") as file:
            file.write(data)

    def finish(self) -> None:
        """Make sure that the part, now whole, survives a power cut; its mark goes."""
        with self._disk_errors():
            with self._path.open("r+b") as file:
                os.fsync(file.fileno())
            self._mark_path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove the part and its mark."""
        with self._disk_errors():
            self._path.unlink(missing_ok=True)
            self._mark_path.unlink(missing_ok=True)

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise disk_error(error, self._path) from error
