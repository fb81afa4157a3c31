"""Keeps what is said of videos in the libraries' own files as well, once it has been quiet."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.events import Event, LibraryChanged, VideoAdded, VideoRemoved
from seedance_desktop.engine.found_clip import ADOPTED
from seedance_desktop.engine.leisure import Leisure
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.tasks import Tasks
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.organised_notes import note_down

_QUIET = 20.0
"""Seconds after a change: whoever goes through a hundred clips is not to have a hundred files."""

_log = logging.getLogger(__name__)


class Noting:
    """Used on the engine's loop. The records are what counts: nothing here is ever told as lost."""

    def __init__(
        self,
        records: Path,
        libraries: Callable[[], Sequence[Path]],
        *,
        publisher: Publisher,
        workers: Workers,
        leisure: Leisure,
        report: Callable[[BaseException], None],
    ) -> None:
        self._records = records
        self._libraries = libraries
        self._publisher = publisher
        self._workers = workers
        self._leisure = leisure
        self._tasks = Tasks(report)
        self._unsubscribe: Callable[[], None] | None = None
        self._is_due = False
        self._waiting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Bring the files up to date, and from now on after every change."""
        self._unsubscribe = self._publisher.subscribe(self._hear)
        await self.write()

    async def close(self) -> None:
        """What was changed last is written before the end."""
        await asyncio.sleep(0)  # it may have been told, and not been heard yet
        if self._unsubscribe is not None:
            self._unsubscribe()
        await self._tasks.close()
        if self._is_due:
            await self.write()

    async def write(self) -> None:
        """Now."""
        self._is_due = False
        try:
            await self._workers.run(note_down, self._records, list(self._libraries()))
        except KnownError as error:  # the next change, or the next start, tries again
            _log.info("the libraries' own files could not be written: %s %s", error, error.facts)

    def _hear(self, event: Event) -> None:
        if _is_noted(event):
            self._is_due = True
            if self._waiting is None or self._waiting.done():
                self._waiting = self._tasks.start(self._write_later(), "note what is said")

    async def _write_later(self) -> None:
        await asyncio.sleep(_QUIET)
        await self._leisure.come()
        await self.write()


def _is_noted(event: Event) -> bool:
    """An adopted clip may have no recipe: the file is all that says what it is."""
    if isinstance(event, VideoAdded):
        return event.video.connection == ADOPTED
    return isinstance(event, LibraryChanged | VideoRemoved)
