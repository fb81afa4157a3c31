"""What a job was expected to cost, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass

from seedance_desktop.core.bill import Bill, bill_of, expected_of
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.cost import Estimate
from seedance_desktop.core.job import Job
from seedance_desktop.model.library import LibraryModel
from seedance_desktop.model.spending import Spending


@dataclass(frozen=True, slots=True)
class JobCost:
    """``bill`` is ``None`` while there is none: nothing has arrived."""

    expected: Estimate
    bill: Bill | None


class JobCosts:
    """Bills as the ledger has them; of a video that is older than what was read, made up anew."""

    def __init__(self, catalogue: Catalogue, spending: Spending, library: LibraryModel) -> None:
        self._catalogue = catalogue
        self._spending = spending
        self._library = library

    def of(self, job: Job) -> JobCost:
        """What is known by now."""
        return JobCost(expected_of(job, self._catalogue), self._bill(job))

    def _bill(self, job: Job) -> Bill | None:
        kept = self._spending.bill(job.id)
        video = None if job.video is None else self._library.video(job.video)
        if kept is not None or video is None:
            return kept
        return bill_of(video, job, self._catalogue)
