"""Watches the library folders while the program is open; what changed is looked at soon after."""

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path

from seedance_desktop.engine.places import PARTS
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.clip_files import is_clip_name

_SETTLED = 0.8
"""Seconds after which changes are told, with those that came meanwhile: a move is two of them."""
_TOGETHER_MS = 100
_LOOK_MS = 500
"""How soon the watching ends when it is told to."""
_EACH_FOLDER = sys.platform == "linux"
"""Whether the system watches folders one by one. Left to itself, the watcher then looks at every
file below them, and holds the interpreter meanwhile: a second for a hundred thousand clips."""
_PART = 1_000
"""Folders that are given to one watcher, which holds the interpreter for 35 ms then."""

_log = logging.getLogger(__name__)


class Watch:
    """Calls ``look_at`` with what changed. Used on the engine's loop.

    A folder that cannot be watched (a drive that is away, a system that has no watches left) is
    looked at at the next start.
    """

    def __init__(self, look_at: Callable[[set[Path]], Awaitable[object]], workers: Workers) -> None:
        self._look_at = look_at
        self._workers = workers
        self._watched: set[Path] = set()
        self._changed: asyncio.Queue[set[Path]] = asyncio.Queue()
        self.has_begun = asyncio.Event()

    async def run(self, folders: Iterable[Path]) -> None:
        """Go on until cancelled, or until nothing can be watched."""
        try:
            async with asyncio.TaskGroup() as group:
                await self._begin(group, folders)
                self.has_begun.set()
                while self._watched:
                    await self._tell(group)
        except* OSError as errors:
            _log.info("the library cannot be watched: %s", errors.exceptions)

    async def _begin(self, group: asyncio.TaskGroup, folders: Iterable[Path]) -> None:
        """Watch these and what is below them; there may be files in them by now."""
        found = await self._workers.run(_folders_in, folders)
        fresh = [folder for folder in found if folder not in self._watched]
        self._watched.update(fresh)
        for start in range(0, len(fresh), _PART):
            part = fresh[start : start + _PART]
            group.create_task(self._follow(part))
            await asyncio.sleep(0)

    async def _follow(self, folders: Sequence[Path]) -> None:
        while folders:
            try:
                await self._hear(folders)
            except FileNotFoundError:  # one went while the others were being listed
                folders = await self._workers.run(_those_there, folders)

    async def _hear(self, folders: Sequence[Path]) -> None:
        from watchfiles import Change, awatch

        async for changes in awatch(
            *folders,
            watch_filter=_matters,
            debounce=_TOGETHER_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=False,
            recursive=not _EACH_FOLDER,
            ignore_permission_denied=True,
        ):
            self._forget({Path(path) for change, path in changes if change is Change.deleted})
            self._changed.put_nowait({Path(path) for _, path in changes})

    def _forget(self, gone: set[Path]) -> None:
        """A folder that was moved or removed is watched no more; it may come back as another."""
        if gone & self._watched:
            self._watched = {
                folder
                for folder in self._watched
                if folder not in gone and gone.isdisjoint(folder.parents)
            }

    async def _tell(self, group: asyncio.TaskGroup) -> None:
        """What two watchers saw may belong together."""
        paths = await self._changed.get()
        await asyncio.sleep(_SETTLED)
        while not self._changed.empty():
            paths |= self._changed.get_nowait()
        if _EACH_FOLDER:
            await self._begin(group, [path for path in paths if not is_clip_name(path.name)])
        await self._look_at(paths)


def _folders_in(folders: Iterable[Path]) -> list[Path]:
    """Those that are there; where each is watched on its own, with all below them."""
    there = _those_there(folders)
    if not _EACH_FOLDER:
        return there
    found = list[Path]()
    for top in there:
        for folder, below, _files in os.walk(top):
            below[:] = [name for name in below if name != PARTS]
            found.append(Path(folder))
    return found


def _those_there(folders: Iterable[Path]) -> list[Path]:
    return [folder for folder in folders if folder.is_dir()]


def _matters(_change: object, path: str) -> bool:
    """Clips, and whatever may be a folder of clips; never what is on its way in.

    A folder may have a dot in its name, and one that is gone cannot be asked any more.
    """
    place = Path(path)
    if PARTS in place.parts:
        return False
    return is_clip_name(place.name) or not place.suffix or not place.is_file()
