"""The videos on record: listing them, saying something of them, and taking them out."""

from collections.abc import Iterable

from seedance_desktop.core.binned import Binned
from seedance_desktop.core.changes import Change, entries_of
from seedance_desktop.core.entry import Entry
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.events import LibraryChanged
from seedance_desktop.core.ids import EntryNumber, JobId, VideoId
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message
from seedance_desktop.engine.binning import Binning
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.workers import Workers


class Library:
    """Videos, newest first. Used on the engine's loop, like the engine itself."""

    def __init__(self, parts: EngineParts, publisher: Publisher, workers: Workers) -> None:
        self._table = parts.library
        self._videos = parts.videos
        self._publisher = publisher
        self._bin = Binning(
            jobs=parts.jobs,
            table=parts.library,
            publisher=publisher,
            workers=workers,
            to_bin=parts.to_bin,
        )

    async def newest(self, limit: int, before: VideoId | None = None) -> list[Video]:
        """A page; ``before`` is the last one of the page above."""
        return self._videos.newest(limit, self._found(before).video if before else None)

    async def count(self) -> int:
        """How many there are."""
        return self._videos.count()

    async def get(self, video_id: VideoId) -> Video | None:
        """A video by its id; ``None`` for one that is not on record any more."""
        return self._videos.get(video_id)

    async def collections_of_jobs(self) -> dict[JobId, tuple[str, ...]]:
        """The collections that the videos of jobs are in; jobs with none are left out."""
        return self._table.collections_of_jobs()

    async def apply(self, change: Change) -> Change:
        """Say something of videos: all of it or nothing. What comes back makes it undone."""
        undoing = self._table.organising.apply(change)
        self._publisher.publish(LibraryChanged(tuple(map(EntryNumber, entries_of(change)))))
        return undoing

    async def describe(self) -> None:
        """Make findable what an older program wrote, before a search that must have it all."""
        waits = True
        while waits:
            waits = self._videos.descriptions.describe_some(100) > 0

    async def delete(self, video_id: VideoId) -> None:
        """Put the file into the bin and take the video off the record.

        A file that is gone already is no hindrance. Raises DiskError kinds; the video stays then.
        """
        await self._bin.put_one(self._found(video_id))

    async def bin(self, numbers: Iterable[int]) -> Binned:
        """As ``delete``, of many; what ``bring_back`` takes, and what could not be done."""
        return await self._bin.put(numbers)

    async def bring_back(self, binned: Binned) -> Binned:
        """Files and rows as they were; what could not be brought back."""
        return await self._bin.bring_back(binned)

    def _found(self, video_id: VideoId) -> Entry:
        entry = self._table.entry(video_id)
        if entry is None:
            raise InputError(
                Message("There is no video {id}.", {"id": video_id}),
                remedy=Message("Look at the list of videos."),
            )
        return entry
