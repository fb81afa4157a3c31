"""What was spent lately, as the window shows it: today's sum, and the bills to learn from."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from seedance_desktop.core.bill import Bill, Sum, summed
from seedance_desktop.model.bridge import Bridge

if TYPE_CHECKING:
    from seedance_desktop.core.ids import JobId


class Spending(QObject):
    """The bills of this month and the last; ``changed`` with each new one, and at midnight."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._bills: dict[JobId, Bill] = {}
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self._begin_day)
        bridge.ready.connect(self._load)
        bridge.bill_added.connect(self._add)
        self._wait_for_midnight()

    @property
    def bills(self) -> tuple[Bill, ...]:
        """Oldest first."""
        return tuple(self._bills.values())

    def bill(self, job: JobId) -> Bill | None:
        """What a job of this month or the last came to."""
        return self._bills.get(job)

    @property
    def today(self) -> Sum:
        """What was spent since midnight, where the user lives."""
        midnight = _midnight()
        return summed(bill for bill in self._bills.values() if bill.at >= midnight)

    async def all(self) -> list[Bill]:
        """Every bill there ever was, oldest first."""
        return await self._bridge.call(lambda engine: engine.ledger.all())

    async def collections(self) -> dict[JobId, tuple[str, ...]]:
        """The collections that the video of each job is in, where it is in any."""
        return await self._bridge.call(lambda engine: engine.library.collections_of_jobs())

    async def export(self, target: Path) -> int:
        """Write every bill to a CSV file; how many there were. Raises DiskError kinds."""
        return await self._bridge.call(lambda engine: engine.ledger.export(target))

    @Slot()
    def _load(self) -> None:
        self._bridge.run(self._fetch(), "load the bills")

    async def _fetch(self) -> None:
        bills = await self._bridge.call(lambda engine: engine.ledger.recent())
        self._bills = {bill.job: bill for bill in bills} | self._bills
        self.changed.emit()

    @Slot(object)
    def _add(self, bill: Bill) -> None:
        self._bills[bill.job] = bill
        self.changed.emit()

    @Slot()
    def _begin_day(self) -> None:
        self._wait_for_midnight()
        self.changed.emit()

    def _wait_for_midnight(self) -> None:
        left = _midnight() + timedelta(days=1, seconds=1) - datetime.now().astimezone()
        self._midnight.start(max(1000, int(left.total_seconds() * 1000)))


def _midnight() -> datetime:
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
