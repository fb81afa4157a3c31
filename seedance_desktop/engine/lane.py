"""A thread that reads the library for one purpose, on a connection of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from seedance_desktop.core.priority import give_way
from seedance_desktop.store.database import InterruptedReadError
from seedance_desktop.store.library_search import LibrarySearch

T = TypeVar("T")


class Lane:
    """What is asked of it goes one after the other. Opened at its first use.

    Used on the engine's loop.
    """

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(
            1, thread_name_prefix=f"engine-{name}", initializer=give_way
        )
        self._search: LibrarySearch | None = None
        self._asked_last = 0

    async def read(self, ask: Callable[[LibrarySearch], T]) -> T:
        """The answer of ``ask``. Raises RecordError kinds."""
        return await asyncio.wrap_future(self._thread.submit(self._answer, ask, _never))

    async def read_newest(self, ask: Callable[[LibrarySearch], T]) -> T | None:
        """As ``read``; ``None`` where something newer was asked before the answer was there."""
        self._asked_last += 1
        mine = self._asked_last

        def is_stale() -> bool:
            return mine != self._asked_last

        return await asyncio.wrap_future(self._thread.submit(self._newest, ask, is_stale))

    async def close(self) -> None:
        """Give up what is being read and let go of the file."""
        self._asked_last += 1
        await asyncio.wrap_future(self._thread.submit(self._close))
        self._thread.shutdown(wait=True)

    def _newest(self, ask: Callable[[LibrarySearch], T], is_stale: Callable[[], bool]) -> T | None:
        if is_stale():
            return None
        try:
            return self._answer(ask, is_stale)
        except InterruptedReadError:
            return None

    def _answer(self, ask: Callable[[LibrarySearch], T], is_stale: Callable[[], bool]) -> T:
        if self._search is None:
            self._search = LibrarySearch.open(self._path)
        self._search.stop_when(is_stale)
        return ask(self._search)

    def _close(self) -> None:
        if self._search is not None:
            self._search.close()
            self._search = None


def _never() -> bool:
    return False
