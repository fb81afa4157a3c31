"""Files of the library get other names and places inside it, by a template; and back."""

import logging
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.entry import Entry
from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.events import LibraryChanged
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import EntryNumber, VideoId
from seedance_desktop.core.library_errors import FileGoneError
from seedance_desktop.core.moved import Moved, NamePlan, Planned
from seedance_desktop.core.name_template import NameTemplate, free_name, same_name
from seedance_desktop.core.words import Message
from seedance_desktop.engine.last_frame import beside, pictures_beside
from seedance_desktop.engine.places import file_away
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.clip_files import status_of
from seedance_desktop.store.descriptions import Descriptions
from seedance_desktop.store.file_table import FileTable
from seedance_desktop.store.library_table import LibraryTable

_log = logging.getLogger(__name__)


@dataclass
class _Done:
    """What has come of it so far."""

    files: dict[VideoId, Planned] = field(default_factory=dict)
    numbers: dict[EntryNumber, None] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


class Renaming:
    """Used on the engine's loop; files are looked at and moved in workers."""

    def __init__(
        self,
        table: LibraryTable,
        files: FileTable,
        descriptions: Descriptions,
        *,
        publisher: Publisher,
        workers: Workers,
    ) -> None:
        self._table = table
        self._files = files
        self._descriptions = descriptions
        self._publisher = publisher
        self._workers = workers

    async def plan(self, numbers: Iterable[int], template: NameTemplate) -> NamePlan:
        """What these files would be called, in this order; nothing is done."""
        entries = self._table.entries(numbers)
        return await self._workers.run(_planned, entries, template)

    async def move(self, plan: NamePlan) -> Moved:
        """Do as planned. Nothing is written over: a name that was taken meanwhile gets a number."""
        done = _Done()
        waiting = {_key(planned): planned for planned in plan.changes}
        while waiting:
            free = [each for each in waiting.values() if _goal(each) not in waiting]
            if not free:  # they go round in a circle: one of them steps aside
                key, planned = next(iter(waiting.items()))
                aside = await self._one(planned, done)
                del waiting[key]
                if aside is not None:
                    back = replace(planned, old=aside)
                    waiting[_key(back)] = back
                continue
            for planned in free:
                await self._one(planned, done)
                del waiting[_key(planned)]
        if done.numbers:
            self._publisher.publish(LibraryChanged(tuple(done.numbers)))
        files = tuple(done.files.values())
        await self._workers.run(_tidy, {each.library / each.old.parent for each in files}, files)
        return Moved(files, tuple(done.numbers), tuple(done.failures))

    async def _one(self, planned: Planned, done: _Done) -> Path | None:
        """The name that a file got; where it came from stays what it was when all this began."""
        known = self._files.of(planned.video)
        try:
            if known is None or known.file != planned.old.as_posix():
                raise _gone(planned)
            new = await self._workers.run(_moved, planned)
        except DiskError as error:
            done.failures.append(error.failure)
            return None
        self._files.move(known.number, planned.library, new.as_posix())
        self._descriptions.describe(planned.video)
        first = done.files.get(planned.video, planned)
        done.files[planned.video] = replace(first, new=new)
        done.numbers[known.number] = None
        return new


def _planned(entries: Sequence[Entry], template: NameTemplate) -> NamePlan:
    """A name is taken where a file has it that is not itself about to get another."""
    there: list[Entry] = []
    missing: list[Path] = []
    for entry in entries:
        if status_of(entry.video.path) is None:
            missing.append(entry.video.path)
        else:
            there.append(entry)
    leaving = {(entry.video.library, _same(entry.video.file)) for entry in there}
    taken: dict[Path, set[str]] = {}
    files = []
    for number, entry in enumerate(there, 1):
        video = entry.video
        mine = taken.setdefault(video.library, set())
        wanted = template.name(entry, number)
        if not template.has_folder:
            wanted = PurePosixPath(video.file.parent, wanted)
        new = free_name(wanted, mine)
        while (video.library, same_name(new)) not in leaving and os.path.lexists(
            video.library / new
        ):
            mine.add(same_name(new))
            new = free_name(wanted, mine)
        mine.add(same_name(new))
        files.append(Planned(video.id, video.library, video.file, Path(new), new != wanted))
    return NamePlan(tuple(files), tuple(missing))


def _moved(planned: Planned) -> Path:
    """The name that the file got. Raises DiskError kinds."""
    old, new = planned.library / planned.old, planned.library / planned.new
    if not os.path.lexists(old):
        raise _gone(planned)
    try:
        pictures = pictures_beside(old)
        got = _renamed(old, planned.library, planned.new)
    except OSError as error:
        raise disk_error(error, new) from error
    for picture in pictures:
        try:
            _renamed(picture, planned.library, beside(got, picture.suffix))
        except (OSError, DiskError) as error:  # the clip itself is where it should be
            _log.info("%s stays where it is: %s", picture, error)
    return got


def _renamed(old: Path, library: Path, file: Path) -> Path:
    """Where it lies now. Raises OSError, DiskError kinds."""
    new = library / file
    if os.path.lexists(new) and old.samefile(new):  # another case, no more
        old.rename(new)
        return file
    return file_away(old, library, file)


def _tidy(folders: Iterable[Path], done: Sequence[Planned]) -> None:
    """Folders that nothing is in any more go, up to the library itself."""
    libraries = {planned.library for planned in done}
    for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
        place = folder
        while place not in libraries and libraries & set(place.parents):
            with suppress(OSError):  # something is in it, or it is gone already
                place.rmdir()
            place = place.parent


def _key(planned: Planned) -> tuple[Path, str]:
    return planned.library, _same(planned.old)


def _goal(planned: Planned) -> tuple[Path, str] | None:
    """Where it goes, unless that is where it is but for the letters' case."""
    goal = planned.library, _same(planned.new)
    return None if goal == _key(planned) else goal


def _same(file: Path) -> str:
    return same_name(PurePosixPath(file.as_posix()))


def _gone(planned: Planned) -> FileGoneError:
    return FileGoneError(
        Message("{name} is not where it was.", {"name": planned.old.name}),
        facts={"path": str(planned.library / planned.old)},
    )
