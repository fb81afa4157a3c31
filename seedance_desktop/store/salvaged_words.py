"""What a damaged database still says of videos: stars, favourites, notes, tags and collections.

Where a page of it is lost, what the copy or the library's own file says stands in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from seedance_desktop.core.changes import Label, names_of
from seedance_desktop.core.entry import Organised
from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.search_text import folded
from seedance_desktop.store.damaged import DamagedFile
from seedance_desktop.store.database import Database
from seedance_desktop.store.organised_file import Noted, OrganisedLibrary, organised_in
from seedance_desktop.store.sayings import all_said, make_collections, say

_MOST_STARS = 5


@dataclass(frozen=True, slots=True)
class SavedWords:
    """What became of what was said: of how many videos, and of how many of these it is older.

    ``is_whole``: all of it could be read. ``waiting`` is said of videos that are not on record yet.
    """

    count: int = 0
    older: int = 0
    is_whole: bool = True
    waiting: OrganisedLibrary = field(default_factory=OrganisedLibrary)


def salvage_words(damaged: DamagedFile, into: Database) -> SavedWords:
    """Put what is still to be read into ``into``, whose videos are there already."""
    found = _Found(damaged, _numbers(into))
    noted = organised_in(_libraries(into)).videos
    older = {video: said.organised for video, said in all_said(into).items()}
    older |= {video: each.organised for video, each in noted.items()}
    words = {video: found.words(video, older.get(video)) for video in {*older, *found.videos}}
    make_collections(into, found.collections)
    on_record = set(say(into, words))
    waiting = {
        video: Noted(noted[video].file if video in noted else "", said)
        for video, said in words.items()
        if video not in on_record and said != Organised()
    }
    spoken = {video for video, said in words.items() if said != Organised()}
    left_as_it_was = spoken if found.lost_names else spoken - found.videos.keys()
    return SavedWords(
        count=len(spoken),
        older=0 if found.is_whole else len(left_as_it_was),
        is_whole=found.is_whole,
        waiting=OrganisedLibrary(waiting, found.collections),
    )


class _Found:
    """The rows that could be read."""

    def __init__(self, damaged: DamagedFile, known: Mapping[int, VideoId]) -> None:
        entries = damaged.rows("entries", "number")
        self.videos: dict[VideoId, Organised] = {}
        """Stars, favourite and notes."""
        numbers = dict(known)
        for row in entries.rows:
            video = VideoId(str(row["video"]))
            numbers[row["number"]] = video
            self.videos[video] = Organised(
                _stars(row["rating"]), bool(row["is_favourite"]), str(row["notes"] or "")
            )
        tags, tagged = damaged.rows("tags", "number"), damaged.rows("tagged", "tag, entry")
        names = damaged.rows("collections", "number")
        collected = damaged.rows("collected", "collection, entry")
        self.collections = tuple(str(row["name"]) for row in names.rows)
        self._names = {
            Label.TAG: _joined(tags.rows, tagged.rows, "tag", numbers),
            Label.COLLECTION: _joined(names.rows, collected.rows, "collection", numbers),
        }
        self._has_all = {
            Label.TAG: tags.is_whole and tagged.is_whole,
            Label.COLLECTION: names.is_whole and collected.is_whole,
        }
        self.lost_names = not all(self._has_all.values())
        self.is_whole = entries.is_whole and not self.lost_names
        self._knows_all = entries.is_whole

    def words(self, video: VideoId, older: Organised | None) -> Organised:
        """What is said of a video: as it was read, and as it was ``older`` for what is lost."""
        said = self.videos.get(video, older or Organised())
        older = older or Organised()
        return replace(
            said,
            tags=self._of(Label.TAG, video, older),
            collections=self._of(Label.COLLECTION, video, older),
        )

    def _of(self, label: Label, video: VideoId, older: Organised) -> tuple[str, ...]:
        read = self._names[label].get(video, ())
        if self._has_all[label]:
            return tuple(read)
        known = {folded(name): name for name in (*read, *names_of(older, label))}
        return tuple(known[name] for name in sorted(known))


def _joined(
    names: Iterable[Mapping[str, object]],
    pairs: Iterable[Mapping[str, object]],
    column: str,
    numbers: Mapping[int, VideoId],
) -> dict[VideoId, list[str]]:
    by_number = {row["number"]: str(row["name"]) for row in names}
    found: dict[VideoId, list[str]] = {}
    for pair in pairs:
        name, entry = by_number.get(pair[column]), pair["entry"]
        if name is not None and isinstance(entry, int) and entry in numbers:
            found.setdefault(numbers[entry], []).append(name)
    return found


def _numbers(database: Database) -> dict[int, VideoId]:
    rows = database.tuples("SELECT number, video FROM entries")
    return {number: VideoId(video) for number, video in rows}


def _libraries(database: Database) -> list[Path]:
    rows = database.tuples("SELECT library FROM jobs UNION SELECT library FROM videos")
    return [Path(row[0]) for row in rows]


def _stars(value: object) -> int:
    return min(max(value, 0), _MOST_STARS) if isinstance(value, int) else 0
