"""A small library to search: videos that differ in what is looked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from seedance_desktop.core.entry import Entry
from seedance_desktop.core.found import Order, Sort
from seedance_desktop.core.ids import JobId, ModelId
from seedance_desktop.core.query_text import parse
from seedance_desktop.core.video import Video
from seedance_desktop.store.database import Database
from seedance_desktop.store.library_search import LibrarySearch
from seedance_desktop.store.videos import VideoTable
from tests.store.samples import NOON, a_job, a_request, a_video

NEWEST_FIRST = Order(Sort.MADE)


def clip(number: int, made_at: datetime | None = None, **changes: Any) -> Video:
    """A video whose request, and whatever else, is as ``changes`` say."""
    of_video = {name: changes.pop(name) for name in ("seed", "price", "clip") if name in changes}
    file = Path(changes.pop("file", f"2026/11/{number}.mp4"))
    changes.setdefault("model", ModelId("seedance-1-0-pro-250528"))
    job = replace(a_job(), id=JobId(f"job-{number:06}"), request=a_request(**changes))
    moment = made_at or NOON + timedelta(seconds=number)
    return replace(a_video(job), made_at=moment, file=file, **of_video)


class Shelf:
    """A library with a writer and a reader."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.videos = VideoTable(database)
        self.search = LibrarySearch.open(database.path)

    def put(self, *videos: Video) -> None:
        for video in videos:
            self.videos.add(video)

    def say(self, video: Video, **columns: str | float) -> None:
        for column, value in columns.items():
            self.database.change(
                f"UPDATE entries SET {column} = ? WHERE video = ?", (value, video.id)
            )

    def tag(self, video: Video, *names: str, table: str = "tags") -> None:
        joined, column = ("tagged", "tag") if table == "tags" else ("collected", "collection")
        for name in names:
            self.database.change(
                f"INSERT OR IGNORE INTO {table} (name, folded) VALUES (?, ?)", (name, name.lower())
            )
            self.database.change(
                f"INSERT INTO {joined} ({column}, entry) SELECT {table}.number, entries.number "
                f"FROM {table}, entries WHERE folded = ? AND video = ?",
                (name.lower(), video.id),
            )

    def found(self, text: str, order: Order = NEWEST_FIRST) -> list[int]:
        """The last part of each file's name, as a number."""
        parsed = parse(text)
        assert parsed.hints == ()
        return names(self.search.find(parsed.query, order, 100).first)

    def close(self) -> None:
        self.search.close()


def names(entries: Sequence[Entry]) -> list[int]:
    return [int(entry.video.id.removeprefix("job-")) for entry in entries]
