"""What is known of the library's files: where they should be, how they were when last looked at."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.core.ids import EntryNumber, JobId, VideoId
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.store.clip_files import FileStatus
from seedance_desktop.store.database import Database

_ROWS = """
SELECT number, videos.id, videos.job, videos.library, videos.file, byte_count, modified, content,
    is_missing, is_damaged
FROM entries JOIN videos ON videos.id = entries.video"""
_PART = 250


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A row's file. ``content`` and ``modified`` are ``None`` until it was looked at once."""

    number: EntryNumber
    video: VideoId
    job: JobId
    library: Path
    file: str
    byte_count: int
    modified: int | None
    content: str | None
    is_missing: bool
    is_damaged: bool

    @property
    def path(self) -> Path:
        return self.library / self.file

    def is_as(self, status: FileStatus) -> bool:
        """Whether nothing was done to the file since it was looked at."""
        return (status.byte_count, status.modified) == (self.byte_count, self.modified)


class FileTable:
    """Belongs to the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def parts(self) -> Iterator[list[KnownFile]]:
        """Every file, some at a time: others may write between two parts."""
        after = -1
        while True:
            rows = self._rows("WHERE number > ? ORDER BY number LIMIT ?", (after, _PART))
            if not rows:
                return
            yield rows
            after = rows[-1].number

    def among(self, library: Path, files: Iterable[str]) -> set[str]:
        """Those of a library's files that have rows."""
        rows = self._database.tuples(
            "SELECT file FROM videos "
            "WHERE library = ? AND file IN (SELECT value FROM json_each(?))",
            (library.as_posix(), json.dumps(list(files))),
        )
        return {row[0] for row in rows}

    def at(self, library: Path, file: str) -> KnownFile | None:
        """The row of a file."""
        rows = self._rows(
            "WHERE videos.library = ? AND videos.file = ?", (library.as_posix(), file)
        )
        return rows[0] if rows else None

    def of(self, video: VideoId) -> KnownFile | None:
        rows = self._rows("WHERE entries.video = ?", (video,))
        return rows[0] if rows else None

    def below(self, library: Path, folder: str) -> list[KnownFile]:
        """The rows of files in a folder of a library, however deep."""
        return self._rows(
            "WHERE videos.library = ? AND substr(videos.file, 1, ?) = ?",
            (library.as_posix(), len(folder) + 1, f"{folder}/"),
        )

    def missing(self) -> list[KnownFile]:
        return self._rows("WHERE entries.is_missing")

    def note_missing(self, numbers: Sequence[int]) -> None:
        if not numbers:
            return
        with self._database.transaction():
            for number in numbers:
                self._database.change(
                    "UPDATE entries SET is_missing = 1 WHERE number = ?", (number,)
                )

    def note_seen(
        self, number: int, status: FileStatus, content: str | None, *, is_damaged: bool
    ) -> None:
        """The file is there, and this is how it is."""
        with self._database.transaction():
            self._database.change(
                "UPDATE entries SET is_missing = 0, is_damaged = ?, modified = ?, "
                "content = coalesce(?, content) WHERE number = ?",
                (int(is_damaged), status.modified, content, number),
            )
            self._database.change(
                "UPDATE videos SET byte_count = ? WHERE byte_count <> ? "
                "AND id = (SELECT video FROM entries WHERE number = ?)",
                (status.byte_count, status.byte_count, number),
            )

    def note_clip(self, number: int, clip: ClipFacts) -> None:
        """Another clip lies there than before, and this is what it is."""
        self._database.change(
            "UPDATE videos SET width = ?, height = ?, duration = ?, frame_count = ?, "
            "frame_rate = ?, codec = ?, has_sound = ? "
            "WHERE id = (SELECT video FROM entries WHERE number = ?)",
            (
                clip.size.width,
                clip.size.height,
                clip.duration,
                clip.frame_count,
                clip.frame_rate,
                clip.codec,
                int(clip.has_sound),
                number,
            ),
        )

    def move(self, number: int, library: Path, file: str) -> None:
        """The file is somewhere else now."""
        self._database.change(
            "UPDATE videos SET library = ?, file = ? "
            "WHERE id = (SELECT video FROM entries WHERE number = ?)",
            (library.as_posix(), file, number),
        )

    def sums(self) -> dict[Path, tuple[int, int]]:
        """Of each library how many videos it has, and their bytes."""
        rows = self._database.tuples(
            "SELECT library, count(*), sum(byte_count) FROM videos GROUP BY library"
        )
        return {Path(library): (count, size) for library, count, size in rows}

    def files_of(self, library: Path) -> list[str]:
        """Every file of a library that is on record."""
        rows = self._database.tuples(
            "SELECT file FROM videos WHERE library = ?", (library.as_posix(),)
        )
        return [row[0] for row in rows]

    def move_library(self, old: Path, new: Path) -> None:
        """The whole library is somewhere else now: videos, and jobs that have ended."""
        with self._database.transaction():
            for table in ("videos", "jobs"):
                self._database.change(
                    f"UPDATE {table} SET library = ? WHERE library = ?",  # noqa: S608
                    (new.as_posix(), old.as_posix()),
                )

    def _rows(self, rest: str, values: tuple[str | int, ...] = ()) -> list[KnownFile]:
        rows = self._database.tuples(f"{_ROWS} {rest}", values)
        libraries = {text: Path(text) for text in {row[3] for row in rows}}
        return [
            KnownFile(
                EntryNumber(row[0]),
                VideoId(row[1]),
                JobId(row[2]),
                libraries[row[3]],
                row[4],
                row[5],
                row[6],
                row[7],
                is_missing=bool(row[8]),
                is_damaged=bool(row[9]),
            )
            for row in rows
        ]
