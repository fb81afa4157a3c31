"""What makes entries findable: their words, cut up as ``core.search_text`` does, and their takes.

Triggers make the entry of a video, also where an older program wrote it, and mark it as not yet
described; this is the one writer of the rest.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from seedance_desktop.core.entry import ancestors_of
from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.request import NOT_SENT, RANDOM_SEED, Frame, GenerationRequest
from seedance_desktop.core.search_text import segmented
from seedance_desktop.store.database import Database
from seedance_desktop.store.records import (
    RecordUnreadableError,
    from_json,
    read_request,
    request_record,
    to_json,
)

_UNDESCRIBED = """
SELECT entries.number, entries.video, entries.name, entries.notes, videos.prompt, videos.request
FROM entries JOIN videos ON videos.id = entries.video
WHERE NOT entries.is_described"""


class Descriptions:
    """Belongs to the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self, video: VideoId) -> None:
        """A video that was just written, in the same transaction."""
        rows = self._database.rows(f"{_UNDESCRIBED} AND entries.video = ?", (video,))
        self._describe(rows)

    def describe_some(self, limit: int) -> int:
        """Up to ``limit`` that wait for it; how many there were, 0 when all are done."""
        with self._database.transaction():
            rows = self._database.rows(f"{_UNDESCRIBED} LIMIT ?", (limit,))
            self._describe(rows)
        return len(rows)

    def _describe(self, rows: Iterable[sqlite3.Row]) -> None:
        change = self._database.change
        for row in rows:
            number, request = row["number"], _request(row["request"])
            change("DELETE FROM words WHERE rowid = ?", (number,))
            change(
                "INSERT INTO words (rowid, prompt, notes, name) VALUES (?, ?, ?, ?)",
                (
                    number,
                    segmented(row["prompt"]),
                    segmented(row["notes"]),
                    segmented(Path(row["name"]).stem),
                ),
            )
            change(
                "UPDATE entries SET is_described = 1, take = ? WHERE number = ?",
                (take_of(request) if request and request.model else row["video"], number),
            )
            for ancestor in ancestors_of(request) if request else ():
                change(
                    "INSERT OR IGNORE INTO lineage (video, parent, kind) VALUES (?, ?, ?)",
                    (row["video"], ancestor.video, ancestor.kinship),
                )


def take_of(request: GenerationRequest) -> str:
    """The same for requests that ask for the same thing with another seed.

    Of a picture that was sent only its bytes count, so a moved file makes no other take.
    """
    from hashlib import blake2b  # brings OpenSSL, which nothing at rest needs

    pictures = tuple(_as_sent(frame) for frame in request.pictures)
    same = replace(request, seed=RANDOM_SEED, pictures=pictures, priority=0, variation_of=None)
    return blake2b(to_json(request_record(same)).encode(), digest_size=12).hexdigest()


def _as_sent(frame: Frame) -> Frame:
    if frame.sent == NOT_SENT:
        return replace(frame, taken_from=None, taken_at=None)
    return Frame(frame.role, Path(), sent=frame.sent, id=frame.id)


def _request(text: str) -> GenerationRequest | None:
    try:
        return read_request(from_json(text))
    except RecordUnreadableError:
        return None
