"""The folders of the library: which there are, and one of them moved to another place."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from seedance_desktop.core.errors import FolderUnusableError, InputError
from seedance_desktop.core.events import LibraryChanged
from seedance_desktop.core.library_folder import LibraryFolder, LibraryMoved
from seedance_desktop.core.stopped import Tell, nobody
from seedance_desktop.core.words import Message
from seedance_desktop.engine.last_frame import places_beside
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store import organised_file
from seedance_desktop.store.clip_files import cloud_of
from seedance_desktop.store.folder_copy import (
    CopiedFile,
    check_target,
    copy_files,
    remove_copies,
    remove_empty,
    remove_originals,
)


class LibraryFolders:
    """Used on the engine's loop. ``listed`` gives every folder, the usual one first."""

    def __init__(
        self,
        parts: EngineParts,
        listed: Callable[[], Sequence[Path]],
        *,
        publisher: Publisher,
        workers: Workers,
    ) -> None:
        self._parts = parts
        self._listed = listed
        self._publisher = publisher
        self._workers = workers

    async def all(self) -> list[LibraryFolder]:
        """With how much is in each."""
        sums, usual = self._parts.files.sums(), self._parts.records.library()
        found = []
        for path in self._listed():
            count, byte_count = sums.get(path, (0, 0))
            is_there = await self._workers.run(path.is_dir)
            if count or path == usual:
                is_usual = path == usual
                cloud = cloud_of(path)
                found.append(LibraryFolder(path, count, byte_count, is_usual, is_there, cloud))
        return found

    async def move(self, old: Path, new: Path, tell: Tell = nobody) -> LibraryMoved:
        """Copy what is the library's, compare, have the records name the new place, then remove it.

        Files that are not the library's stay where they are. Ended or failed before the records
        have changed, nothing has happened. Raises InputError while jobs are under way there,
        DiskError kinds, and what ``tell`` raises.
        """
        self._check_jobs(old)
        was_there = await self._workers.run(new.exists)
        try:
            return await self._moved(old, new, tell)
        except BaseException:
            if not was_there:
                await self._workers.run(remove_empty, new)
            raise

    async def _moved(self, old: Path, new: Path, tell: Tell) -> LibraryMoved:
        await self._workers.run(check_target, old, new)
        names = _belonging(self._parts.files.files_of(old))
        copied = await self._workers.run(copy_files, old, new, names, tell)
        try:
            self._check_jobs(old)
            await self._check_all_there(old, copied)
            self._parts.files.move_library(old, new)
        except BaseException:
            await self._workers.run(remove_copies, new, copied)
            raise
        self._publisher.publish(LibraryChanged())
        left = await self._workers.run(partial(remove_originals, old, copied))
        return LibraryMoved(len(copied), tuple(left))

    def _check_jobs(self, library: Path) -> None:
        if any(job.library == library for job in self._parts.jobs.open()):
            raise InputError(
                Message("Jobs are under way whose videos go to {path}.", {"path": library}),
                remedy=Message("Wait until they are done, or cancel them; then move the folder."),
            )

    async def _check_all_there(self, old: Path, copied: list[CopiedFile]) -> None:
        """A clip that was filed while others were copied must not be left behind."""
        known = {each.file.as_posix() for each in copied}
        for path in self._parts.files.files_of(old):
            if path not in known and await self._workers.run((old / path).exists):
                raise FolderUnusableError(
                    Message("{name} came while the others were copied.", {"name": path}),
                    remedy=Message("Try again."),
                )


def _belonging(clips: Iterable[str]) -> list[Path]:
    """The clips, the pictures beside them, and what is said of them."""
    names = [Path(organised_file.NAME)]
    for clip in map(Path, clips):
        names += [clip, *places_beside(clip)]
    return names
