"""The library's files as users see to them: adopted, checked, watched."""

import asyncio
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from seedance_desktop.core.adopted import Adopted, Placing
from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.library_folder import LibraryMoved
from seedance_desktop.core.stopped import Tell, nobody
from seedance_desktop.core.video import Video
from seedance_desktop.engine.adopting import Adopting
from seedance_desktop.engine.checking import Checked, Checking
from seedance_desktop.engine.folders import LibraryFolders
from seedance_desktop.engine.patrol import Patrol
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.renaming import Renaming
from seedance_desktop.engine.tasks import Tasks
from seedance_desktop.engine.watching import Watch
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.clip_files import clips_below, cloud_of

if TYPE_CHECKING:
    from seedance_desktop.engine.exporting import Exported

_log = logging.getLogger(__name__)


class FileCare:
    """Used on the engine's loop. Raises KnownError kinds.

    ``renaming`` gives files other names, ``folders`` are where they lie.
    """

    def __init__(self, parts: EngineParts, publisher: Publisher, workers: Workers) -> None:
        self._parts = parts
        self._workers = workers
        self._tasks = Tasks(parts.report)
        self._watched: frozenset[Path] = frozenset()
        self._watching: asyncio.Task[None] | None = None
        self._patrol = Patrol(self.libraries, self._look_at_all, workers)
        self._patrolling: asyncio.Task[None] | None = None
        self._watch: Watch | None = None
        self._checking = Checking(
            parts.files,
            parts.descriptions,
            media=parts.media,
            publisher=publisher,
            workers=workers,
            leisure=parts.leisure,
        )
        self._adopting = Adopting(
            parts.library,
            parts.files,
            media=parts.media,
            publisher=publisher,
            workers=workers,
        )

        self.renaming = Renaming(
            parts.library,
            parts.files,
            parts.descriptions,
            publisher=publisher,
            workers=workers,
        )

        self.folders = LibraryFolders(parts, self.libraries, publisher=publisher, workers=workers)

    async def adopt(
        self,
        paths: Iterable[Path],
        placing: Placing,
        library: Path | None = None,
        tell: Tell = nobody,
    ) -> Adopted:
        """Take clips, and the clips in folders, into the library; what came of each.

        ``library`` is where copies go, the usual one when left out.
        """
        done = await self._adopting.adopt(
            paths,
            placing,
            library=library or self._parts.records.library(),
            libraries=self.libraries(),
            tell=tell,
        )
        self.watch()
        return done

    async def export(
        self,
        numbers: Iterable[int],
        target: Path,
        tell: Tell = nobody,
    ) -> "Exported":
        """Copy clips to a new folder, or into a ZIP where ``target`` is called so.

        ``tell`` is called in a worker with how many are done; the export ends where it raises.
        """
        entries = self._parts.library.entries(numbers)
        from seedance_desktop.engine.exporting import export  # brings csv and zipfile

        return await self._workers.run(export, entries, target, tell=tell)

    async def check(self) -> Checked:
        """Look at every file: moved ones are found again, missing and damaged ones noted."""
        return await self._checking.everything(self.libraries())

    async def move_library(self, old: Path, new: Path, tell: Tell = nobody) -> LibraryMoved:
        """As ``folders.move``; the new place is watched from then on."""
        moved = await self.folders.move(old, new, tell)
        self.watch()
        return moved

    async def unknown_in(self, folder: Path) -> int:
        """How many clips lie in a folder that are not on record. Raises DiskError kinds."""
        there = await self._workers.run(clips_below, folder)
        return len(there.keys() - set(self._parts.files.files_of(folder)))

    async def video_at(self, path: Path) -> Video | None:
        """The video whose file this is; ``None`` for one of no library."""
        for library in self.libraries():
            if path.is_relative_to(library):
                found = self._parts.videos.find(library, path.relative_to(library))
                if found is not None:
                    return found
        return None

    def libraries(self) -> list[Path]:
        """Every library folder, the usual one first."""
        known = [self._parts.records.library(), *self._parts.jobs.libraries_in_use()]
        return list(dict.fromkeys(known))

    def clouds(self) -> dict[Path, str]:
        """The library folders that a cloud service keeps elsewhere as well, and which one."""
        found = {library: cloud_of(library) for library in self.libraries()}
        return {library: cloud for library, cloud in found.items() if cloud is not None}

    def watch(self) -> None:
        """Look at what changes in the library folders from now on."""
        self._patrol.look_soon()
        if self._patrolling is None:
            work = self._patrol.walk()
            self._patrolling = self._tasks.start(work, "see whether the libraries are there")
        folders = frozenset(folder for folder in self.libraries() if folder.is_dir())
        if folders == self._watched:
            return
        if self._watching is not None:
            self._watching.cancel()
        self._watched = folders
        self._watch = Watch(self._look_at, self._workers)
        self._watching = self._tasks.start(self._watch.run(sorted(folders)), "watch the library")

    async def close(self) -> None:
        await self._tasks.close()

    async def _look_at_all(self) -> None:
        """A drive went or came: nothing was told of its files, and it is watched anew."""
        self._watched = frozenset()
        self.watch()
        try:
            await self.check()
        except DiskError as error:  # looked at again at the next start
            _log.info("the libraries could not be looked at: %s %s", error, error.facts)

    async def _look_at(self, paths: set[Path]) -> None:
        try:
            await self._checking.some(paths, self.libraries())
        except DiskError as error:  # looked at again at the next start
            _log.info("what changed could not be noted: %s %s", error, error.facts)
