"""Looks after the library's files: moved ones are found again, missing and damaged ones noted.

A file that was moved or renamed is known by its content, or by the job that its recipe names. Files
that lie in a cloud drive alone are not read: that would fetch them.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from seedance_desktop.core.errors import ClipBrokenError, DiskError
from seedance_desktop.core.events import LibraryChanged
from seedance_desktop.core.ids import EntryNumber
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.engine.leisure import Leisure
from seedance_desktop.engine.ports import Media
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.recipe import job_of
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.clip_files import (
    FileStatus,
    clips_below,
    fingerprint,
    is_clip_name,
    is_hidden,
    name_problem,
    places_below,
    status_of,
    statuses,
)
from seedance_desktop.store.descriptions import Descriptions
from seedance_desktop.store.file_table import FileTable, KnownFile

_MOST_READ = 2_000
"""Files that are read for the first time in one look at everything: the rest come another day."""

_LISTED = 1_000
"""Files whose rows are looked up together."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files there are on record, and what is the matter with the others."""

    total: int = 0
    found_again: int = 0
    missing: int = 0
    damaged: int = 0
    unknown: tuple[Path, ...] = ()
    """Clips in the libraries that are not on record."""


@dataclass
class _Look:
    """What is seen on the way."""

    total: int = 0
    lost: list[KnownFile] = field(default_factory=list)
    stray: dict[Path, FileStatus] = field(default_factory=dict)
    damaged: int = 0
    read: int = 0
    changed: list[EntryNumber] = field(default_factory=list)


class Checking:
    """Used on the engine's loop; files are looked at in workers, some at a time."""

    def __init__(
        self,
        files: FileTable,
        descriptions: Descriptions,
        *,
        media: Media,
        publisher: Publisher,
        workers: Workers,
        leisure: Leisure,
    ) -> None:
        self._files = files
        self._descriptions = descriptions
        self._media = media
        self._publisher = publisher
        self._workers = workers
        self._leisure = leisure

    async def everything(self, libraries: Sequence[Path]) -> Checked:
        """Look at every file of the libraries, while the user rests. Raises RecordError kinds."""
        look = _Look()
        for part in self._files.parts():
            await self._leisure.come()
            for known, status in zip(part, await self._workers.run(_statuses, part), strict=True):
                await self._see(known, status, look)
        for library in libraries:
            await self._see_strays(library, look)
        return await self._settled(look, libraries)

    async def _see_strays(self, library: Path, look: _Look) -> None:
        """A few folders at a time: a list of all files would be long."""
        folders = places_below(library)
        while places := await self._workers.run(_next_places, folders, library):
            await self._leisure.come()
            strays = set(places) - self._files.among(library, places)
            found = await self._workers.run(statuses, library, sorted(strays))
            look.stray.update({library / file: status for file, status in found.items()})

    async def some(self, paths: Iterable[Path], libraries: Sequence[Path]) -> Checked:
        """Look at what the system says has changed: files, or whole folders that were moved."""
        look = _Look()
        for path in dict.fromkeys(paths):
            library = next((each for each in libraries if path.is_relative_to(each)), None)
            if library is None:
                continue
            place = path.relative_to(library)
            if name_problem(path) or any(is_hidden(folder) for folder in place.parts[:-1]):
                continue
            file = place.as_posix()
            for known in self._files.below(library, file):
                await self._see(known, await self._workers.run(status_of, known.path), look)
            known_file = self._files.at(library, file)
            status = await self._workers.run(status_of, path)
            if known_file is not None:
                await self._see(known_file, status, look)
            elif status is not None and is_clip_name(path.name):
                look.stray[path] = status
            elif await self._workers.run(path.is_dir):
                await self._see_folder(path, library, look)
        if look.stray:
            seen = {known.number for known in look.lost}
            look.lost += [known for known in self._files.missing() if known.number not in seen]
        return await self._settled(look, libraries)

    async def _see_folder(self, folder: Path, library: Path, look: _Look) -> None:
        """A folder that was moved here brings its clips without a word about each."""
        for file, status in (await self._workers.run(_listed, folder)).items():
            path = folder / file
            if self._files.at(library, path.relative_to(library).as_posix()) is None:
                look.stray[path] = status

    async def _see(self, known: KnownFile, status: FileStatus | None, look: _Look) -> None:
        look.total += 1
        if status is None:
            look.lost.append(known)
            return
        look.damaged += known.is_damaged
        is_new = known.content is None
        if status.is_in_cloud or (known.is_as(status) and not is_new):
            if known.is_missing:
                self._note(known, status, None, known.is_damaged, look)
            return
        if is_new and known.byte_count == status.byte_count and look.read >= _MOST_READ:
            return
        look.read += 1
        content, is_damaged, clip = await self._workers.run(self._inspected, known, status)
        look.damaged += is_damaged - known.is_damaged
        self._note(known, status, content, is_damaged, look)
        if clip is not None and content != known.content:  # another clip under the same name
            self._files.note_clip(known.number, clip)
            look.changed.append(known.number)

    def _note(
        self,
        known: KnownFile,
        status: FileStatus,
        content: str | None,
        is_damaged: bool,  # noqa: FBT001  a fact among others
        look: _Look,
    ) -> None:
        self._files.note_seen(known.number, status, content, is_damaged=is_damaged)
        if known.is_missing or is_damaged != known.is_damaged:
            look.changed.append(known.number)

    async def _settled(self, look: _Look, libraries: Sequence[Path]) -> Checked:
        found = await self._reunited(look, libraries)
        missing = [known for known in look.lost if known.number not in found]
        news = [known.number for known in missing if not known.is_missing]
        self._files.note_missing(news)
        changed = tuple(dict.fromkeys([*look.changed, *found, *news]))
        if changed:
            self._publisher.publish(LibraryChanged(changed))
        return Checked(look.total, len(found), len(missing), look.damaged, tuple(look.stray))

    async def _reunited(self, look: _Look, libraries: Sequence[Path]) -> set[EntryNumber]:
        """The lost files that are among the stray ones; those are taken out of there."""
        by_size: dict[int, list[KnownFile]] = defaultdict(list)
        for known in look.lost:
            by_size[known.byte_count].append(known)
        found: set[EntryNumber] = set()
        for path, status in list(look.stray.items()):
            candidates = [k for k in by_size[status.byte_count] if k.number not in found]
            if not candidates or status.is_in_cloud:
                continue
            same = await self._workers.run(self._recognised, path, candidates)
            if same is None:
                continue
            library = next(each for each in libraries if path.is_relative_to(each))
            self._files.move(same.number, library, path.relative_to(library).as_posix())
            self._descriptions.describe(same.video)
            self._files.note_seen(same.number, status, None, is_damaged=same.is_damaged)
            found.add(same.number)
            del look.stray[path]
        return found

    def _recognised(self, path: Path, candidates: list[KnownFile]) -> KnownFile | None:
        try:
            content = fingerprint(path)
            same = next((known for known in candidates if known.content == content), None)
            if same is not None:
                return same
            job = job_of(self._media.read_recipe(path))
        except (OSError, ClipBrokenError, DiskError) as error:
            _log.info("%s cannot be read: %s", path, error)
            return None
        return next((k for k in candidates if k.job == job and k.content is None), None)

    def _inspected(
        self, known: KnownFile, status: FileStatus
    ) -> tuple[str | None, bool, ClipFacts | None]:
        """The content, whether the file cannot be played, and what it is where that was looked at.

        One that grew up well is trusted.
        """
        try:
            content = fingerprint(known.path)
        except OSError as error:
            _log.info("%s cannot be read: %s", known.path, error)
            return None, True, None
        if status.byte_count == known.byte_count and known.modified is None:
            return content, known.is_damaged, None
        try:
            clip = self._media.probe_clip(known.path)
        except (ClipBrokenError, DiskError) as error:
            _log.info("%s cannot be played: %s", known.path, error)
            return content, True, None
        return content, False, clip


def _statuses(files: Iterable[KnownFile]) -> list[FileStatus | None]:
    return [status_of(known.path) for known in files]


def _next_places(folders: Iterator[list[str]], library: Path) -> list[str]:
    """Nothing more once a folder cannot be read."""
    places: list[str] = []
    try:
        for folder in folders:
            places += folder
            if len(places) >= _LISTED:
                break
    except DiskError as error:
        _log.info("the library %s cannot be read: %s", library, error)
    return places


def _listed(library: Path) -> dict[str, FileStatus]:
    """Nothing of a folder that cannot be read: a drive that was pulled out has no files."""
    try:
        return clips_below(library)
    except DiskError as error:
        _log.info("the library %s cannot be read: %s", library, error)
        return {}
