"""Notices that a library folder went or came: a drive pulled out, mounted, or another one there."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from seedance_desktop.engine.workers import Workers

EVERY = 5.0
"""Seconds. No system tells it of every kind of drive."""

Identity = tuple[int, int] | None
"""What tells a folder from another one in the same place; None where there is none."""


class Patrol:
    """Calls ``changed`` after a folder of ``libraries`` went, came, or became another.

    Used on the engine's loop. A folder that joins the libraries is no change. ``seen`` is how they
    were at the last look.
    """

    def __init__(
        self,
        libraries: Callable[[], Iterable[Path]],
        changed: Callable[[], Awaitable[None]],
        workers: Workers,
        *,
        every: float = EVERY,
    ) -> None:
        self._libraries = libraries
        self._changed = changed
        self._workers = workers
        self._every = every
        self._soon = asyncio.Event()
        self.seen: Mapping[Path, Identity] = {}

    def look_soon(self) -> None:
        """A folder has joined: from when on it is known should not depend on chance."""
        self._soon.set()

    async def walk(self) -> None:
        """Go on until cancelled."""
        self.seen = await self._look()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every):  # wait_for may lose the word to end
                    await self._soon.wait()
            self._soon.clear()
            before, now = self.seen, await self._look()
            self.seen = now
            if any(now[folder] != before[folder] for folder in now.keys() & before.keys()):
                await self._changed()

    async def _look(self) -> Mapping[Path, Identity]:
        return await self._workers.run(_identities, list(self._libraries()))


def _identities(folders: Iterable[Path]) -> dict[Path, Identity]:
    return {folder: _identity(folder) for folder in folders}


def _identity(folder: Path) -> Identity:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
