"""Videos on record: what the library lists, sorts and filters by."""

import logging
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.video import Video
from seedance_desktop.store.database import Database
from seedance_desktop.store.descriptions import Descriptions
from seedance_desktop.store.records import (
    Record,
    RecordUnreadableError,
    from_json,
    instant_text,
    read_video,
    to_json,
    video_record,
)

_CLIP = ("duration", "frame_count", "frame_rate", "codec", "has_sound")
_OF_REQUEST = ("model", "prompt", "resolution", "ratio")
_ADD = """
INSERT INTO videos (
    id, job, library, file, connection, made_at, model, prompt, resolution, ratio, width, height,
    duration, frame_count, frame_rate, codec, has_sound, byte_count, seed, tokens, price, currency,
    request
) VALUES (
    :id, :job, :library, :file, :connection, :made_at, :model, :prompt, :resolution, :ratio,
    :width, :height, :duration, :frame_count, :frame_rate, :codec, :has_sound, :byte_count, :seed,
    :tokens, :price, :currency, :request
) ON CONFLICT (id) DO UPDATE SET
    job = :job, library = :library, file = :file, connection = :connection, made_at = :made_at,
    model = :model, prompt = :prompt, resolution = :resolution, ratio = :ratio, width = :width,
    height = :height, duration = :duration, frame_count = :frame_count, frame_rate = :frame_rate,
    codec = :codec, has_sound = :has_sound, byte_count = :byte_count, seed = :seed,
    tokens = :tokens, price = :price, currency = :currency, request = :request"""
_NEWEST = """
SELECT * FROM videos WHERE (made_at, id) < (?, ?) ORDER BY made_at DESC, id DESC LIMIT ?"""
_FROM_THE_TOP = ("~", "~")
"""Sorts after every moment and every name."""

_log = logging.getLogger(__name__)


class VideoTable:
    """The videos of a database. Belongs to the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.descriptions = Descriptions(database)

    def add(self, video: Video) -> None:
        """A video that arrived; one of the same name is replaced, so filing twice makes one."""
        with self._database.transaction():
            self._database.change(_ADD, _values(video))
            self.descriptions.describe(video.id)

    def get(self, video_id: VideoId) -> Video | None:
        """The video of this name. Raises RecordUnreadableError."""
        rows = self._database.rows("SELECT * FROM videos WHERE id = ?", (video_id,))
        return video_in(rows[0]) if rows else None

    def find(self, library: Path, file: Path) -> Video | None:
        """The video on record at a place; ``file`` is relative to ``library``."""
        rows = self._database.rows(
            "SELECT * FROM videos WHERE library = ? AND file = ?",
            (library.as_posix(), file.as_posix()),
        )
        return video_in(rows[0]) if rows else None

    def newest(self, limit: int, before: Video | None = None) -> list[Video]:
        """A page of videos, newest first; ``before`` is the last one of the page above."""
        start = (instant_text(before.made_at), before.id) if before else _FROM_THE_TOP
        return _videos(self._database.rows(_NEWEST, (*start, limit)))

    def count(self) -> int:
        """How many there are."""
        return int(self._database.rows("SELECT count(*) AS number FROM videos")[0]["number"])

    def all_ids(self) -> list[VideoId]:
        """Every name, newest first."""
        rows = self._database.rows("SELECT id FROM videos ORDER BY made_at DESC, id DESC")
        return [VideoId(row["id"]) for row in rows]

    def remove(self, video_id: VideoId) -> None:
        """Take a video off the record; its file is not touched, its job names no video."""
        self._database.change("DELETE FROM videos WHERE id = ?", (video_id,))


def _values(video: Video) -> Record:
    record = video_record(video)
    request, clip = record["request"], record.pop("clip")
    size = clip.pop("size")
    found_by = {name: request[name] for name in _OF_REQUEST}
    return {**record, **clip, **size, **found_by, "request": to_json(request)}


def video_in(row: sqlite3.Row | Record) -> Video:
    """The video of a row. Raises RecordUnreadableError."""
    record: Record = dict(row)
    record["request"] = from_json(record["request"])
    record["clip"] = {
        **{name: record[name] for name in _CLIP},
        "size": {"width": record["width"], "height": record["height"]},
        "has_sound": bool(record["has_sound"]),
    }
    return read_video(record)


def _videos(rows: Iterable[sqlite3.Row]) -> list[Video]:
    """One row that cannot be read must not hide the others; it stays where it is."""
    videos = []
    for row in rows:
        try:
            videos.append(video_in(row))
        except RecordUnreadableError as error:
            _log.error("video %s cannot be read: %s", row["id"], error.facts)
    return videos
