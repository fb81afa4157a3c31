"""Which jobs of the list are shown: all, those that are going on, done or failed."""

from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel
from typing_extensions import override

from seedance_desktop.core.job import OPEN, Job, JobState
from seedance_desktop.model.jobs import JobRole, JobsModel


class JobGroup(StrEnum):
    """The groups that the job list can be narrowed to."""

    ALL = "all"
    ACTIVE = "active"
    DONE = "done"
    FAILED = "failed"


_STATES = {
    JobGroup.ALL: frozenset(JobState),
    JobGroup.ACTIVE: OPEN,
    JobGroup.DONE: frozenset({JobState.DONE}),
    JobGroup.FAILED: frozenset({JobState.FAILED, JobState.EXPIRED, JobState.UNCERTAIN}),
}


class JobFilter(QSortFilterProxyModel):
    """The job list narrowed to one group; rows keep their order."""

    def __init__(self, jobs: JobsModel) -> None:
        super().__init__()  # no child of the jobs: as their last owner it would end itself
        self._group = JobGroup.ALL
        self.setSourceModel(jobs)

    def narrow(self, group: JobGroup) -> None:
        """Show this group only."""
        self._group = group
        self.invalidate()

    @override
    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        job: Job = index.data(JobRole.JOB)
        return job.state in _STATES[self._group]
