"""What is written of the library: videos, entries and what is said of them, in one hand."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.ids import EntryNumber, JobId, VideoId
from seedance_desktop.core.video import Video
from seedance_desktop.store.database import Database
from seedance_desktop.store.entry_rows import entries_in
from seedance_desktop.store.organising import Organising
from seedance_desktop.store.sayings import make_collections, say
from seedance_desktop.store.videos import VideoTable

_COLLECTED_JOBS = """
SELECT videos.job, collections.name FROM collected
JOIN collections ON collections.number = collected.collection
JOIN entries ON entries.number = collected.entry
JOIN videos ON videos.id = entries.video
ORDER BY collections.folded"""


class LibraryTable:
    """Belongs to the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.videos = VideoTable(database)
        self.organising = Organising(database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or none of it."""
        with self._database.transaction():
            yield

    def entries(self, numbers: Iterable[int]) -> list[Entry]:
        """In this order; one that is not there is left out."""
        return entries_in(self._database, numbers)

    def entry(self, video: VideoId) -> Entry | None:
        rows = self._database.tuples("SELECT number FROM entries WHERE video = ?", (video,))
        found = self.entries(row[0] for row in rows)
        return found[0] if found else None

    def take_in(self, video: Video, said: Organised | None) -> None:
        """A video from elsewhere, with what was said of it there: both or neither.

        What is said of one that is on record already stays.
        """
        with self.transaction():
            is_new = self.entry(video.id) is None
            self.videos.add(video)
            if is_new and said is not None:
                self.say({video.id: said})

    def say(self, words: Mapping[VideoId, Organised]) -> None:
        """Make these all that is said of videos; of one that is not on record nothing is."""
        say(self._database, words)

    def make_collections(self, names: Iterable[str]) -> None:
        """Make those that are not there."""
        make_collections(self._database, names)

    def collections_of_jobs(self) -> dict[JobId, tuple[str, ...]]:
        """What each video's job put into which collections; jobs with none are left out."""
        found: dict[JobId, list[str]] = {}
        for row in self._database.rows(_COLLECTED_JOBS):
            found.setdefault(JobId(row["job"]), []).append(row["name"])
        return {job: tuple(names) for job, names in found.items()}

    def restore(self, entry: Entry) -> EntryNumber:
        """Put a video back where it was in the order, if its place is free; which place it has."""
        self.videos.add(entry.video)
        free = "NOT EXISTS (SELECT 1 FROM entries WHERE number = :number)"
        moved = self._database.change(
            "UPDATE entries SET number = :number, is_described = 0 "
            f"WHERE video = :video AND {free}",
            {"number": entry.number, "video": entry.video.id},
        )
        if moved:
            self.videos.descriptions.describe(entry.video.id)
        self._database.change(
            "UPDATE entries SET is_missing = ?, is_damaged = ? WHERE video = ?",
            (int(entry.is_missing), int(entry.is_damaged), entry.video.id),
        )
        rows = self._database.tuples(
            "SELECT number FROM entries WHERE video = ?", (entry.video.id,)
        )
        return EntryNumber(rows[0][0])
