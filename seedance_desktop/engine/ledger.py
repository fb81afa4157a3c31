"""What was spent: a bill for each video that arrives, and the user's limits held against them."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from seedance_desktop.core.bill import Bill, bill_of, by_age, past_waits, summed
from seedance_desktop.core.bill_table import bill_table
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.cost import most_of
from seedance_desktop.core.errors import DiskError, ModelUnavailableError
from seedance_desktop.core.events import BillAdded, Event, VideoAdded
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.spending import LIMIT_CURRENCY, Consent
from seedance_desktop.core.typical import PastWait
from seedance_desktop.core.video import Video
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.files import write_atomically

_RECENT = timedelta(days=31)
_LOOKED_AT = 200
"""Videos whose bill may be missing: a kill can come between filing one and writing its bill."""

_log = logging.getLogger(__name__)


class Ledger:
    """Bills, oldest first. Used on the engine's loop, like the engine itself."""

    def __init__(self, parts: EngineParts, publisher: Publisher, workers: Workers) -> None:
        self._parts = parts
        self._files = parts.ledger
        self._publisher = publisher
        self._workers = workers
        self._is_learning = False
        self._learnt = asyncio.Event()
        self._known: list[Bill] = []
        self._stop_hearing = publisher.subscribe(self._hear)

    def close(self) -> None:
        """Hear of no more videos; a bill not yet written is made up for at the next start."""
        self._stop_hearing()

    async def learn(self) -> None:
        """Write the bills that are missing, and have at hand what is learned from: done once."""
        if not self._is_learning:
            self._is_learning = True
            try:
                read = {bill.job: bill for bill in await self._complete()}
                self._known = list((read | {bill.job: bill for bill in self._known}).values())
            finally:
                self._learnt.set()
        await self._learnt.wait()

    def past_waits(self, connection: ConnectionId, request: GenerationRequest) -> list[PastWait]:
        """What such videos took there lately; none while that is still being read."""
        return past_waits(self._known, request, connection)

    async def recent(self) -> list[Bill]:
        """Those of this month and the one before: what is learned from."""
        await self.learn()
        return list(self._known)

    async def all(self) -> list[Bill]:
        """Every bill there ever was."""
        return await self._read(None)

    async def export(self, target: Path) -> int:
        """Write every bill to a file as CSV; how many there were. Raises DiskError kinds."""
        bills = await self.all()
        table = bill_table(bills, self._parts.library.collections_of_jobs())
        await self._workers.run(write_atomically, target, table.encode())
        return len(bills)

    async def check(
        self, request: GenerationRequest, connection: ConnectionId, *, count: int, consent: Consent
    ) -> None:
        """Raises ConfirmationNeededError and DailyCapError for what the user has not allowed."""
        limits = self._parts.limits()
        order = self._most(request, connection) * count
        if order > 0:
            today = await self._today() if limits.daily_cap > 0 else 0.0
            limits.check(order, today, consent)

    async def _today(self) -> float:
        """What was spent since midnight, and what the jobs on their way may still cost."""
        now = self._parts.now()
        midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        bills = await self._read(midnight)
        spent = summed(bill for bill in bills if bill.at >= midnight)
        open_jobs = self._parts.jobs.open()
        waiting = sum(self._most(job.request, job.connection) for job in open_jobs)
        return spent.amounts.get(LIMIT_CURRENCY, 0.0) + waiting

    def _most(self, request: GenerationRequest, connection: ConnectionId) -> float:
        if connection == SANDBOX:
            return 0.0
        try:
            return most_of(request, self._parts.catalogue)
        except ModelUnavailableError:  # a row of the user's own that has gone since
            return 0.0

    async def _read(self, since: datetime | None) -> list[Bill]:
        await self.learn()
        return await self._workers.run(self._files.read, since)

    async def _complete(self) -> list[Bill]:
        """The recent bills, with those that were missing: of every video, if there were none."""
        is_new = self._files.is_new
        since = _first_of_month(self._parts.now() - _RECENT)
        page = self._parts.videos.newest(_LOOKED_AT)
        oldest = min(page[-1].made_at, since) if page else since
        bills = await self._workers.run(self._files.read, oldest)
        known = {bill.job for bill in bills}
        while page:
            missing = [self._bill(video) for video in reversed(page) if video.job not in known]
            self._add(missing)
            bills += [bill for bill in missing if bill.at >= since]
            await asyncio.sleep(0)
            page = self._parts.videos.newest(_LOOKED_AT, page[-1]) if is_new else []
        return sorted((bill for bill in bills if bill.at >= since), key=by_age)

    def _bill(self, video: Video) -> Bill:
        return bill_of(video, self._parts.jobs.get(video.job), self._parts.catalogue)

    def _add(self, bills: list[Bill]) -> None:
        try:
            self._files.add(bills)
        except DiskError as error:  # the videos are on record: made up for at the next start
            _log.warning("bills could not be written: %s %s", error, error.facts)

    def _hear(self, event: Event) -> None:
        if isinstance(event, VideoAdded):
            bill = self._bill(event.video)
            self._add([bill])
            self._known.append(bill)
            self._publisher.publish(BillAdded(bill))


def _first_of_month(when: datetime) -> datetime:
    """As the files of bills count months."""
    return when.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
