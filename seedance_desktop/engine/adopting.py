"""Clips from elsewhere join the library: with their recipe where they carry one, plainly else."""

import logging
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from seedance_desktop.core.adopted import Adopted, Placing, Refused
from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import ClipBrokenError, DiskError
from seedance_desktop.core.events import VideoAdded
from seedance_desktop.core.library_errors import ClipUnusableError
from seedance_desktop.core.stopped import StoppedError, Tell, nobody
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message
from seedance_desktop.engine.found_clip import found_video, is_edited, on_its_own
from seedance_desktop.engine.places import file_away, make_parts_folder, parts_folder
from seedance_desktop.engine.ports import Media
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.clip_files import PassedOver, clips_below, fingerprint, status_of
from seedance_desktop.store.file_table import FileTable
from seedance_desktop.store.files import free_path
from seedance_desktop.store.library_table import LibraryTable
from seedance_desktop.store.organised_file import OrganisedLibrary, organised_in

_log = logging.getLogger(__name__)


@dataclass
class _Sum:
    """What has come of it so far."""

    added: list[Video] = field(default_factory=list)
    known: list[Path] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    count: int = 0
    is_stopped: bool = False


class Adopting:
    """Used on the engine's loop; files are read and copied in workers."""

    def __init__(
        self,
        table: LibraryTable,
        files: FileTable,
        *,
        media: Media,
        publisher: Publisher,
        workers: Workers,
    ) -> None:
        self._table = table
        self._files = files
        self._media = media
        self._publisher = publisher
        self._workers = workers

    async def adopt(
        self,
        paths: Iterable[Path],
        placing: Placing,
        *,
        library: Path,
        libraries: Sequence[Path],
        tell: Tell = nobody,
    ) -> Adopted:
        """Take in files, and the clips in folders. ``library`` is where copies go.

        A clip that lies in one of ``libraries`` stays where it is. Raises DiskError kinds of
        ``library``; what is wrong with a file is told of that file. Stopped by ``tell``, what has
        joined is in the library.
        """
        sum_ = _Sum()
        found = [(path, await self._clips(path, sum_)) for path in paths]
        total = sum(len(clips) for _, clips in found)
        try:
            for path, clips in found:
                noted = await self._workers.run(organised_in, [*libraries, path])
                for clip in clips:
                    tell(sum_.count, total)
                    sum_.count += 1
                    home = next((each for each in libraries if clip.is_relative_to(each)), None)
                    if home is None and placing is Placing.WHERE_IT_IS:
                        home = path if path.is_dir() else clip.parent
                    await self._see(clip, home, library, noted, sum_)
        except StoppedError:
            sum_.is_stopped = True
        return Adopted(
            tuple(sum_.added), tuple(sum_.known), tuple(sum_.refused), is_stopped=sum_.is_stopped
        )

    async def _clips(self, path: Path, sum_: _Sum) -> list[Path]:
        passed: list[Refused] = []

        def pass_over(place: Path, why: Message) -> None:
            passed.append(Refused(place, ClipUnusableError(why).failure))

        try:
            return await self._workers.run(_clips_in, path, pass_over)
        except DiskError as error:
            sum_.refused.append(Refused(path, error.failure))
            return []
        finally:
            sum_.refused += passed

    async def _see(
        self, clip: Path, home: Path | None, library: Path, noted: OrganisedLibrary, sum_: _Sum
    ) -> None:
        try:
            video = await self._taken(clip, home, library, noted)
        except (ClipBrokenError, ClipUnusableError) as error:
            sum_.refused.append(Refused(clip, _unusable(error).failure))
            return
        if video is None:
            sum_.known.append(clip)
        else:
            sum_.added.append(video)

    async def _taken(
        self, clip: Path, home: Path | None, library: Path, noted: OrganisedLibrary
    ) -> Video | None:
        """The new video; ``None`` where it is in the library already."""
        video = await self._workers.run(found_video, clip, home or clip.parent, self._media)
        known_video = self._table.videos.get(video.id)
        if known_video is not None and is_edited(known_video, video):
            video = await self._workers.run(on_its_own, video)
        there = self._files.of(video.id)
        if there is not None and await self._workers.run(there.path.exists):
            return None
        if home is None:
            video = await self._workers.run(_copied, video, library)
        known = noted.videos.get(video.id)
        self._table.take_in(video, known.organised if known else None)
        self._publisher.publish(VideoAdded(video))
        await self._noted(video)
        return video

    async def _noted(self, video: Video) -> None:
        row = self._files.of(video.id)
        status = await self._workers.run(status_of, video.path)
        if row is not None and status is not None:
            content = await self._workers.run(_content_of, video.path)
            self._files.note_seen(row.number, status, content, is_damaged=False)


def _copied(video: Video, library: Path) -> Video:
    """The video with its file copied into the library. Raises DiskError kinds."""
    try:
        library.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_error(error, library) from error
    make_parts_folder(library)
    part = free_path(parts_folder(library) / f"{video.id}.adopted.mp4")
    day = video.made_at.astimezone()
    try:
        shutil.copy2(video.path, part)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise disk_error(error, part) from error
    file = file_away(part, library, Path(f"{day:%Y}", f"{day:%m}", f"{day:%d}", video.path.name))
    return replace(video, library=library, file=file)


def _clips_in(path: Path, passed_over: PassedOver) -> list[Path]:
    """The clips of a folder, or the file itself whatever it is called. Raises DiskError kinds."""
    path = path.absolute()
    if path.is_dir():
        return [path / file for file in clips_below(path, passed_over)]
    return [path]


def _content_of(path: Path) -> str | None:
    try:
        return fingerprint(path)
    except OSError as error:
        _log.info("%s cannot be read: %s", path, error)
        return None


def _unusable(error: DiskError) -> DiskError:
    """The same words without those about what arrives from the service."""
    if isinstance(error, ClipUnusableError):
        return error
    return ClipUnusableError(error.message, facts=error.facts)
