"""What can be done with a job, as named actions for menus and buttons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from seedance_desktop.core.failure import Charged
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import WAITING, Job, JobState
from seedance_desktop.core.waiting_order import Move
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.jobs import JobsModel
from seedance_desktop.model.other_programs import OtherPrograms
from seedance_desktop.model.waiting_line import WaitingLine

_CANCELLABLE = frozenset(
    {
        JobState.QUEUED,
        JobState.PREPARING,
        JobState.RUNNING,
        JobState.FETCHING,
        JobState.HELD,
        JobState.PAUSED,
    }
)
_REPEATABLE = frozenset({JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED})


@dataclass(frozen=True, slots=True)
class JobAction:
    """Something to do with one job: a name for scripts, words for people, the deed."""

    name: str
    words: str
    do: Callable[[], None]


class JobActions(QObject):
    """Knows which actions a job in its state offers.

    ``draft_filled``: a job's settings are back in the form. ``send_again_wanted`` and
    ``cancel_wanted`` carry a Job whose consequences the window asks about first,
    ``details_wanted`` one that is to be shown in full, ``look_up_wanted`` one of unknown fate.
    """

    draft_filled = Signal()
    send_again_wanted = Signal(object)
    cancel_wanted = Signal(object)
    details_wanted = Signal(object)
    look_up_wanted = Signal(object)

    def __init__(
        self, jobs: JobsModel, draft: Draft, waiting: WaitingLine, others: OtherPrograms
    ) -> None:
        super().__init__(jobs)
        self._others = others
        self._waiting = waiting
        self._jobs = jobs
        self._draft = draft

    def of(self, job: Job) -> Iterator[JobAction]:
        """The actions of a job, the likeliest first."""
        if job.state in WAITING:
            yield from self._of_waiting(job)
        match job.state:
            case JobState.PAUSED:
                words = tr("Continue")
                yield JobAction("job_continue", words, partial(self._continue, job))
            case JobState.UNCERTAIN:
                words = tr("Look it up")
                yield JobAction("job_look_up", words, partial(self.look_up_wanted.emit, job))
                words = tr("Send again…")
                yield JobAction("job_send_again", words, partial(self.send_again_wanted.emit, job))
                words = tr("Give it up")
                yield JobAction("job_cancel", words, partial(self.cancel_wanted.emit, job))
            case JobState.CANCELLED if can_be_fetched(job):
                words = tr("Fetch it after all")
                yield JobAction("job_fetch", words, partial(self._jobs.fetch_after_all, job.id))
        if job.state in _CANCELLABLE:
            yield JobAction("job_cancel", tr("Cancel"), partial(self.cancel_wanted.emit, job))
        if job.state in _REPEATABLE:
            yield JobAction("job_retry", tr("Try again"), partial(self._retry, job.id))
        yield JobAction("job_use_all", tr("Use all settings"), partial(self._use_all, job))
        if job.is_final:
            words = tr("Remove from the list")
            yield JobAction("job_forget", words, partial(self._jobs.forget, job.id))

    def _of_waiting(self, job: Job) -> Iterator[JobAction]:
        line = self._waiting
        if job.state is JobState.HELD:
            yield JobAction("job_release", tr("Release"), partial(line.release, job.id))
            return
        yield JobAction("job_hold", tr("Hold"), partial(line.hold, job.id))
        if self._jobs.turn(job.id) != 1:
            yield JobAction("job_first", tr("Send next"), partial(line.move, job.id, Move.FIRST))

    def fill(self, menu: QMenu, job: Job) -> None:
        """Put a job's actions into a menu, and the ways to its details and its file."""
        offers = [*self.of(job)]
        if job.video is not None:
            words = tr("Show in the file manager")
            offers.append(
                JobAction("job_reveal", words, partial(self._others.show_video, job.video))
            )
        words = tr("Details")
        offers.append(JobAction("job_details", words, partial(self.details_wanted.emit, job)))
        for offered in offers:
            action = menu.addAction(offered.words)
            action.setObjectName(offered.name)
            action.triggered.connect(offered.do)

    def _continue(self, job: Job) -> None:
        self._jobs.resume_line(job.connection)

    def _retry(self, job_id: JobId) -> None:
        self._jobs.retry(job_id)

    def _use_all(self, job: Job) -> None:
        self._draft.use_all(job.request)
        self.draft_filled.emit()


def can_be_fetched(job: Job) -> bool:
    """Whether the service may have made, or make, the video of a job that is not waited for."""
    is_free = job.failure is not None and job.failure.charged is Charged.NO
    return job.state is JobState.CANCELLED and job.remote_id is not None and not is_free
