"""The engine as the rest of the program sees it: jobs in, events out; the steps live beside."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from seedance_desktop.core.ids import ConnectionId, JobId
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.spending import Consent
from seedance_desktop.core.story import StoryEntry
from seedance_desktop.engine.accounts import Accounts
from seedance_desktop.engine.desk import Desk
from seedance_desktop.engine.file_care import FileCare
from seedance_desktop.engine.library import Library
from seedance_desktop.engine.mended import DatabaseMendedError
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.publisher import Listener, Publisher
from seedance_desktop.engine.rebuilding import Rebuilt
from seedance_desktop.engine.rescue import Rescue
from seedance_desktop.engine.search import Search
from seedance_desktop.engine.upkeep import Upkeep
from seedance_desktop.engine.waiting import settled_jobs
from seedance_desktop.engine.waiting_line import WaitingLine
from seedance_desktop.engine.workers import Workers

_PAGE = 50


class Engine:
    """Made, used and closed on one asyncio loop. Methods raise KnownError kinds.

    ``accounts`` knows connections and their keys, ``library`` has the videos that arrived,
    ``search`` finds them, ``rescue`` finds those that did not arrive, ``ledger`` knows what was
    spent, ``waiting`` is what the user may do with jobs that have not been sent. ``web_picture``
    fetches a picture from an address that the user gave.
    """

    def __init__(self, parts: EngineParts) -> None:
        self._parts = parts
        self.web_picture = parts.web_picture
        self._publisher = Publisher()
        self._workers = Workers()
        self._desk = Desk(parts, self._publisher, self._workers)
        self.ledger = self._desk.ledger
        self._upkeep = Upkeep(parts, self._publisher, self._workers)
        self.rescue = Rescue(parts, self._desk)
        self.waiting = WaitingLine(self._desk)
        self.accounts = Accounts(parts.connections, self._desk)
        self.files = FileCare(parts, self._publisher, self._workers)
        self.search = Search(parts.records.path)
        self.library = Library(parts, self._publisher, self._workers)

    async def start(self) -> None:
        """Take up what an earlier session left open."""
        await self._upkeep.before(self._desk.record.open())
        self._desk.recover()
        self._upkeep.start(self.files)

    async def close(self) -> None:
        """Stop; every open job goes on at the next start from where it is on disk."""
        await self._upkeep.close()
        await self.files.close()
        await self.search.close()
        await self._desk.close()
        await self._parts.connections.close()
        await self._parts.wire.close()
        self._workers.close()
        await asyncio.sleep(0)  # what was published last is heard while there are records to read
        self._parts.close()

    async def mend(self) -> DatabaseMendedError | None:
        """What ``start`` does beside the jobs when the records were damaged; what came of it."""
        return await self._upkeep.mend()

    async def rebuild(self, library: Path | None = None) -> Rebuilt:
        """Put videos on record that lie in ``library``, or in any known one, and are not."""
        return await self._upkeep.rebuild(library)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` on the engine's loop with every event; the answer ends that."""
        return self._publisher.subscribe(listener)

    async def submit(
        self,
        request: GenerationRequest,
        connection: ConnectionId,
        *,
        library: Path,
        count: int = 1,
        consent: Consent = Consent.NONE,
    ) -> tuple[Job, ...]:
        """``count`` new jobs for one request, each with the next seed.

        Raises InputError kinds and DiskError kinds. Among the former are SpendingError kinds,
        unless there is ``consent`` to the price.
        """
        await self._desk.check_order(request, connection, library=library)
        await self.ledger.check(request, connection, count=count, consent=consent)
        return self._desk.submit(request, connection, library=library, count=count)

    async def cancel(self, job_id: JobId) -> Job:
        """The cancelled job; its ``failure`` says what was achieved. Raises TooLateError."""
        return await self._desk.cancel(job_id)

    async def retry(self, job_id: JobId) -> Job:
        """A new job like one that failed, expired or was cancelled, from the very same bytes.

        Of an uncertain one it is ``send_again``.
        """
        await self._check_again(job_id)
        return self._desk.retry(job_id)

    async def send_again(self, job_id: JobId) -> Job:
        """A new job in place of an uncertain one: only ever by the user's own choice."""
        await self._check_again(job_id)
        return self._desk.send_again(job_id)

    async def fetch_after_all(self, job_id: JobId) -> Job:
        """Go on waiting for a cancelled job that the service may have made all the same."""
        return await self._desk.fetch_after_all(job_id)

    async def resume_line(self, connection: ConnectionId, *, library: Path | None = None) -> None:
        """Go on after the user has acted, and try now what waits before another attempt.

        ``library`` is another folder for the jobs whose own cannot be used.
        """
        await self._desk.resume_line(connection, library=library)

    async def forget_job(self, job_id: JobId) -> None:
        """Take an ended job off the record; its video stays. Raises InputError for others."""
        self._desk.forget(job_id)

    async def job(self, job_id: JobId) -> Job:
        return self._desk.record.get(job_id)

    async def jobs(self, limit: int) -> list[Job]:
        """Newest first. Read in parts: whatever else is asked meanwhile waits for one of them."""
        found: list[Job] = []
        while len(found) < limit:
            size = min(_PAGE, limit - len(found))
            page = self._desk.record.newest(size, found[-1] if found else None)
            found += page
            if len(page) < size:
                break
            await asyncio.sleep(0)
        return found

    async def story(self, job_id: JobId) -> tuple[StoryEntry, ...]:
        """What became of a job, step by step and request by request. Raises InputError."""
        return self._parts.story.of(self._desk.record.get(job_id).id)

    async def wait_for(self, job_ids: Iterable[JobId]) -> list[Job]:
        """These jobs once nothing more happens to them without the user."""
        return await settled_jobs(job_ids, record=self._desk.record, publisher=self._publisher)

    async def _check_again(self, job_id: JobId) -> None:
        """The daily cap holds for what is made once more, too; to be asked twice helps nobody."""
        job = self._desk.record.get(job_id)
        consent = Consent.ABOVE_LIMIT
        await self.ledger.check(job.request, job.connection, count=1, consent=consent)
