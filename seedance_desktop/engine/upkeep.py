"""What is done for the records and the library beside the jobs: copies, rebuilding, sweeping."""

import asyncio
import logging
from collections.abc import Awaitable, Iterable
from datetime import datetime
from pathlib import Path

from seedance_desktop.core.errors import DatabaseDamagedError, DiskError, KnownError
from seedance_desktop.core.events import LibraryChanged, RecordsDamaged
from seedance_desktop.core.job import Job
from seedance_desktop.engine.file_care import FileCare
from seedance_desktop.engine.mended import DatabaseMendedError, account_of, found_damaged
from seedance_desktop.engine.noting import Noting
from seedance_desktop.engine.orphans import sweep_orphans
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.rebuilding import Rebuilding, Rebuilt
from seedance_desktop.engine.tasks import Tasks
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.clip_files import places_below
from seedance_desktop.store.copies import keep_daily_copy
from seedance_desktop.store.database_errors import translated
from seedance_desktop.store.marks import rebuilt, suspect, want_rebuild, wants_rebuild
from seedance_desktop.store.mending import Mended

_DESCRIBED_AT_ONCE = 10
"""Videos between two looks at whatever else waits for the thread: each takes half a millisecond."""
_NONE_LEFT = Mended()

_log = logging.getLogger(__name__)


class Upkeep:
    """Works in a task of its own, so that nobody waits for it."""

    def __init__(self, parts: EngineParts, publisher: Publisher, workers: Workers) -> None:
        self._parts = parts
        self._records = parts.records
        self._mended = parts.records.mended
        self._publisher = publisher
        self._workers = workers
        self._tasks = Tasks(parts.report)
        self._rebuilding = Rebuilding(
            jobs=parts.jobs,
            table=parts.library,
            records=parts.records.path,
            known_tasks=parts.known_tasks,
            media=parts.media,
            publisher=publisher,
            workers=workers,
        )
        self._noting = Noting(
            parts.records.path,
            self._libraries_in_use,
            publisher=publisher,
            workers=workers,
            leisure=parts.leisure,
            report=parts.report,
        )

    async def before(self, jobs: Iterable[Job]) -> None:
        """After damage: what the copy says is open may have ended long ago."""
        if wants_rebuild(self._records.path):
            await self._rebuilding.settle(jobs)

    def start(self, files: FileCare) -> None:
        """``files`` are looked at once the records are seen to, and watched from then on."""
        _task = self._tasks.start(self._work(files), "upkeep")

    async def close(self) -> None:
        await self._noting.close()
        await self._tasks.close()

    async def mend(self) -> DatabaseMendedError | None:
        """Finish the rebuilding that damage or loss has made necessary, and tell of it."""
        await self._look_for_lost_records()
        if not wants_rebuild(self._records.path):
            return None
        done = await self.rebuild()
        if self._mended == _NONE_LEFT and not done.added:  # a first start, beside other clips
            return None
        account, self._mended = account_of(self._mended, done), None
        _log.info("%s %s", account, account.facts)
        self._publisher.publish(RecordsDamaged(account.failure))
        return account

    async def rebuild(self, library: Path | None = None) -> Rebuilt:
        """Put the videos on record that lie in the libraries, or in ``library``, and are not."""
        if library is not None:
            return await self._rebuilding.run([library])
        done = await self._rebuilding.run(self._libraries())
        rebuilt(self._records.path)
        return done

    async def _look_for_lost_records(self) -> None:
        """Videos and no records: all copies were lost, too, or the computer is a new one."""
        try:
            is_empty = not self._parts.videos.newest(1) and not self._parts.jobs.newest(1)
        except DatabaseDamagedError:  # is met again by whoever makes the copy, and told then
            return
        if is_empty and await self._workers.run(_holds_clips, self._records.library()):
            self._mended = self._mended or _NONE_LEFT
            want_rebuild(self._records.path)

    async def _work(self, files: FileCare) -> None:
        await _unless_the_disk_refuses(self._describe(), "older videos could not be described")
        await self.mend()
        if not await self._copied():
            return
        await self._parts.leisure.come()
        await sweep_orphans(
            self._libraries_in_use(),
            jobs=self._parts.jobs,
            claims=self._parts.claims,
            workers=self._workers,
        )
        await _unless_the_disk_refuses(files.check(), "the library could not be looked through")
        await self._noting.start()
        files.watch()

    async def _describe(self) -> None:
        """Videos that an older program wrote become findable, a few at a time."""
        total = 0
        while count := self._parts.descriptions.describe_some(_DESCRIBED_AT_ONCE):
            total += count
            await asyncio.sleep(0)
        if total:
            self._publisher.publish(LibraryChanged())

    async def _copied(self) -> bool:
        """False for records that are damaged: nothing more is done by what they say."""
        try:
            is_sound = await self._workers.run(_copied, self._records.path, self._parts.now())
        except DatabaseDamagedError:
            is_sound = False
        except KnownError as error:  # tomorrow is another day
            _log.info("no copy of the records could be made: %s %s", error, error.facts)
            return True
        if not is_sound:
            suspect(self._records.path)
            self._publisher.publish(RecordsDamaged(found_damaged(self._records.path).failure))
        return is_sound

    def _libraries_in_use(self) -> list[Path]:
        known = [self._records.library(), *self._parts.jobs.libraries_in_use()]
        return list(dict.fromkeys(known))

    def _libraries(self) -> list[Path]:
        """Also those that only jobs tell of: damaged records may have lost the videos."""
        known = [self._records.library(), *self._parts.jobs.libraries()]
        return list(dict.fromkeys(known))


async def _unless_the_disk_refuses(work: Awaitable[object], consequence: str) -> None:
    """Nobody waits for this, and the next start does it again: no banner, and no bug."""
    try:
        await work
    except DiskError as error:
        _log.info("%s: %s %s", consequence, error, error.facts)


def _holds_clips(library: Path) -> bool:
    try:
        return any(places_below(library))
    except DiskError:  # on a first start there is none
        return False


def _copied(path: Path, now: datetime) -> bool:
    with translated(path):
        return keep_daily_copy(path, now)
