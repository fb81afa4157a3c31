"""What is said of videos, by video: read out of a database, and put into one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json import dumps
from pathlib import Path

from seedance_desktop.core.changes import Label, Make, Several, becoming
from seedance_desktop.core.entry import Organised
from seedance_desktop.core.ids import VideoId
from seedance_desktop.store.database import Database
from seedance_desktop.store.entry_rows import organised_of
from seedance_desktop.store.organising import Organising

ADOPTED = "adopted"
"""The connection of clips that no job of this program made: without a recipe they have but this."""

_SAID = f"""
SELECT entries.number, entries.video, videos.library, videos.file
FROM entries JOIN videos ON videos.id = entries.video
WHERE entries.video > ? AND (? OR videos.library = ?)
    AND (entries.rating OR is_favourite OR notes <> '' OR videos.connection = '{ADOPTED}'
        OR EXISTS (SELECT 1 FROM tagged WHERE entry = entries.number)
        OR EXISTS (SELECT 1 FROM collected WHERE entry = entries.number))
ORDER BY entries.video LIMIT ?"""  # noqa: S608  no word of it comes from outside
_NUMBERS = """
SELECT number, video FROM entries WHERE video IN (SELECT value FROM json_each(?))"""
_PART = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of the video at a place; ``file`` with forward slashes, inside ``library``."""

    library: Path
    file: str
    organised: Organised


def all_said(database: Database) -> dict[VideoId, Said]:
    """Of every video of which something is said, and of every adopted one."""
    return dict(said_in(database))


def said_in(database: Database, library: Path | None = None) -> Iterator[tuple[VideoId, Said]]:
    """As ``all_said``, of one library where it is named; by the videos' names, in order."""
    last, where = "", "" if library is None else library.as_posix()
    while part := database.tuples(_SAID, (last, library is None, where, _PART)):
        known = organised_of(database, [number for number, *_ in part])
        for number, video, folder, file in part:
            yield VideoId(video), Said(Path(folder), file, known[number])
        last = part[-1][1]


def say(database: Database, words: Mapping[VideoId, Organised]) -> tuple[VideoId, ...]:
    """Make these all that is said of these videos; which of them are on record.

    All of it or nothing.
    """
    with database.transaction():
        numbers = _numbers(database, words)
        now = organised_of(database, list(numbers.values()))
        wanted = [(number, now[number], words[video]) for video, number in numbers.items()]
        Organising(database).apply(becoming(wanted))
    return tuple(numbers)


def collections_in(database: Database) -> tuple[str, ...]:
    """Every collection by name, also those that nothing is in."""
    return tuple(row[0] for row in database.tuples("SELECT name FROM collections ORDER BY folded"))


def make_collections(database: Database, names: Iterable[str]) -> None:
    """Make those that are not there."""
    Organising(database).apply(Several(tuple(Make(Label.COLLECTION, name) for name in names)))


def _numbers(database: Database, videos: Iterable[VideoId]) -> dict[VideoId, int]:
    rows = database.tuples(_NUMBERS, (dumps(list(videos)),))
    return {VideoId(video): number for number, video in rows}
