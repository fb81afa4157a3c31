"""What a job was expected to cost, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from seedance_desktop.core.bill import Bill, bill_of, expected_of
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.job import Job
from seedance_desktop.model.library import LibraryModel
from seedance_desktop.model.spending import Spending


@dataclass(frozen=True, slots=True)
class JobCost:
    """What was expected, and the ``bill``: ``None`` while nothing has arrived."""

    tokens: int | None
    amount: float | None
    currency: str
    bill: Bill | None


class JobCosts(QObject):
    """Bills as the ledger has them; of a video that is older than what was read, made up anew.

    ``changed`` when there is another bill.
    """

    changed = Signal()

    def __init__(self, catalogue: Catalogue, spending: Spending, library: LibraryModel) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._spending = spending
        self._library = library
        spending.changed.connect(self.changed)

    def of(self, job: Job) -> JobCost:
        """What is known by now."""
        bill = self._bill(job)
        if bill is not None:  # prices may have changed since
            return JobCost(bill.expected_tokens, bill.expected_amount, bill.currency, bill)
        expected = expected_of(job, self._catalogue)
        price = expected.price
        if price is None:
            return JobCost(expected.tokens, None, "", None)
        return JobCost(expected.tokens, price.amount, price.currency, None)

    def _bill(self, job: Job) -> Bill | None:
        kept = self._spending.bill(job.id)
        video = None if job.video is None else self._library.video(job.video)
        if kept is not None or video is None:
            return kept
        return bill_of(video, job, self._catalogue)
