"""Videos go into the system's bin, and come back with everything that was said of them."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from seedance_desktop.core.binned import Binned, BinnedVideo
from seedance_desktop.core.changes import becoming
from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.events import JobChanged, LibraryChanged, VideoAdded, VideoRemoved
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.job import JobState
from seedance_desktop.core.library_errors import BinRefusedError, FileGoneError
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message
from seedance_desktop.engine.last_frame import beside, pictures_beside
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.bin import take_back
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.library_table import LibraryTable

ToBin = Callable[[Path], Path | None]

_log = logging.getLogger(__name__)


class Binning:
    """Used on the engine's loop."""

    def __init__(
        self,
        *,
        jobs: JobTable,
        table: LibraryTable,
        publisher: Publisher,
        workers: Workers,
        to_bin: ToBin,
    ) -> None:
        self._jobs = jobs
        self._table = table
        self._publisher = publisher
        self._workers = workers
        self._to_bin = to_bin

    async def put(self, numbers: Iterable[int]) -> Binned:
        """Put files, and the pictures beside them, into the bin; take the videos off the record.

        A file that is gone already is no hindrance; one that cannot be moved stays, as its video
        does. What comes back is what ``bring_back`` takes.
        """
        binned: list[BinnedVideo] = []
        failures: list[Failure] = []
        for entry in self._table.entries(numbers):
            try:
                binned.append(await self.put_one(entry))
            except DiskError as error:
                failures.append(error.failure)
        return Binned(tuple(binned), tuple(failures))

    async def put_one(self, entry: Entry) -> BinnedVideo:
        """Raises DiskError kinds; everything is as it was then."""
        video = entry.video
        in_bin, had_file = None, True
        pictures = await self._workers.run(pictures_beside, video.path)
        try:
            in_bin = await self._workers.run(self._to_bin, video.path)
        except FileNotFoundError:
            _log.info("the file of video %s was gone already: %s", video.id, video.path)
            had_file = False
        except OSError as error:
            facts = {"path": str(video.path), "reason": error.strerror or str(error)}
            raise BinRefusedError(Message("{path}: {reason}.", facts), facts=facts) from error
        self._table.videos.remove(video.id)
        self._publisher.publish(VideoRemoved(video.id))
        return BinnedVideo(entry, in_bin, had_file, await self._put_pictures(pictures))

    async def _put_pictures(self, pictures: Iterable[Path]) -> tuple[Path, ...]:
        """Where they lie in the bin, as far as that is told."""
        places: list[Path] = []
        for picture in pictures:
            try:
                place = await self._workers.run(self._to_bin, picture)
            except OSError as error:  # the clip itself is in the bin
                _log.info("%s stays where it is: %s", picture, error)
            else:
                places += [place] if place is not None else []
        return tuple(places)

    async def bring_back(self, binned: Binned) -> Binned:
        """Undo ``put``; what could not be brought back is in ``failures``, and in ``videos``."""
        left: list[BinnedVideo] = []
        failures: list[Failure] = []
        for each in binned.videos:
            try:
                await self._bring_one_back(each)
            except DiskError as error:
                left.append(each)
                failures.append(error.failure)
        return Binned(tuple(left), tuple(failures))

    async def _bring_one_back(self, binned: BinnedVideo) -> None:
        video = binned.entry.video
        if binned.had_file:
            video = await self._with_file(video, binned.in_bin)
        for picture in binned.pictures:
            await self._bring_picture_back(picture, video)
        with self._table.transaction():
            entry = replace(binned.entry, video=video, is_missing=not binned.had_file)
            number = self._table.restore(entry)
            said = (number, Organised(), binned.entry.organised)
            self._table.organising.apply(becoming([said]))
        self._publisher.publish(VideoAdded(video))
        self._publisher.publish(LibraryChanged((number,)))
        job = self._jobs.get(video.job)
        if job is not None and job.state is JobState.DONE and job.video is None:
            joined = replace(job, video=video.id)
            self._jobs.save(joined)
            self._publisher.publish(JobChanged(joined))

    async def _bring_picture_back(self, in_bin: Path, video: Video) -> None:
        try:
            await self._workers.run(take_back, in_bin, beside(video.path, in_bin.suffix))
        except OSError as error:  # the clip itself is back
            _log.info("%s stays in the bin: %s", in_bin, error)

    async def _with_file(self, video: Video, in_bin: Path | None) -> Video:
        if in_bin is None:
            raise FileGoneError(
                Message("The system does not tell where in its bin {name} lies.", _named(video)),
                remedy=Message("Put it back from the bin itself, then adopt the folder."),
            )
        try:
            place = await self._workers.run(take_back, in_bin, video.path)
        except FileNotFoundError as error:
            raise FileGoneError(
                Message("{name} is no more in the bin.", _named(video)),
                remedy=Message("If it lies somewhere else now, adopt that folder."),
                facts={"path": str(in_bin)},
            ) from error
        except OSError as error:
            raise disk_error(error, video.path) from error
        return replace(video, file=place.relative_to(video.library))


def _named(video: Video) -> dict[str, object]:
    return {"name": video.file.name}
