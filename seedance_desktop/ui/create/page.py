"""The Create page: jobs at the left, frames over the prompt, parameters at the right."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.failure import Field
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.spending import Consent
from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.frame_editor import FrameEditor
from seedance_desktop.ui.create.order_panel import OrderPanel
from seedance_desktop.ui.create.prompt_box import PromptBox
from seedance_desktop.ui.divider_keys import name_line
from seedance_desktop.ui.jobs.job_actions import JobActions
from seedance_desktop.ui.jobs.job_details import JobDetails
from seedance_desktop.ui.jobs.job_list import JobList
from seedance_desktop.ui.jobs.job_view import JobView
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.player_place import PlayerPlace
from seedance_desktop.ui.widgets.player_pool import PlayerPool

_PARAMETERS = 328
_DETAILS = "job_details"


class CreatePage(QSplitter):
    """Where a video is asked for. ``browse_wanted`` carries the name of the slot to fill."""

    browse_wanted = Signal(object)
    confirmation_wanted = Signal()
    snippets_wanted = Signal()
    action_wanted = Signal(object, object)

    def __init__(
        self, models: Models, actions: JobActions, theme: Theme, players: PlayerPool
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._models = models
        self._draft = models.draft
        self._jobs = JobList(models.jobs, models.waiting, actions, theme)
        self._job_view = JobView(
            models.jobs,
            models.library,
            actions,
            details=JobDetails(models.story, models.costs, theme),
            theme=theme,
            players=players,
        )
        self._editor = FrameEditor(models, theme, players.frame_of)
        self._prompt = PromptBox(models, theme)
        self._order = OrderPanel(models, theme)
        self._work = named(QSplitter(Qt.Orientation.Vertical), "work_splitter")
        self._centre = QStackedWidget()
        self._followed: JobId | None = None

        self.setObjectName("create_splitter")
        self.setAcceptDrops(True)
        self._lay_out()

        self._prompt.snippets_wanted.connect(self.snippets_wanted)
        self._order.confirmation_wanted.connect(self.confirmation_wanted)
        self._order.problem_wanted.connect(self._go_to_problem)
        self._editor.browse_wanted.connect(self.browse_wanted)
        self._jobs.selected.connect(self._show_job)
        self._job_view.back_wanted.connect(self._jobs.clear_selection)
        self._job_view.action_wanted.connect(self.action_wanted)
        self._job_view.details_toggled.connect(self._remember_details)
        self._draft.changed.connect(self._unfollow)
        self._draft.submitted.connect(self._follow)
        models.jobs.dataChanged.connect(self._show_followed)
        self._job_view.open_details(is_open=models.preferences.recall(_DETAILS, False))

    @property
    def player(self) -> PlayerPlace:
        """Where a job's video is played."""
        return self._job_view.player

    def generate(self) -> None:
        """Send the draft, unless something is in the way or it is being sent already."""
        self._order.generate()

    def send(self, consent: Consent) -> None:
        """Send the draft, its price agreed to as far as ``consent`` says."""
        self._order.send(consent)

    def browse(self) -> None:
        """Let the user pick a picture for the next slot."""
        self.browse_wanted.emit(self._editor.next_name())

    def paste(self) -> None:
        """Put what is on the clipboard into the next slot."""
        self.show_draft()
        self._editor.paste()

    def take_files(self, files: list[Path]) -> None:
        """Put picture files into the slots in their order."""
        self.show_draft()
        self._editor.take_files(files)

    def divide(self, width: int) -> None:
        """Share out this width: a small window's goes to the frames first."""
        jobs = max(220, min(288, width // 5))
        self.setSizes([jobs, max(1, width - jobs - _PARAMETERS), _PARAMETERS])

    def show_draft(self) -> None:
        """Show the frame editor instead of a job; the keyboard goes on at the prompt."""
        self._jobs.clear_selection()
        self._prompt.focus()

    def show_details(self, job: Job) -> None:
        """Show a job with everything that is known of it."""
        self._jobs.select(job.id)
        self._job_view.open_details(is_open=True)

    def pause(self) -> None:
        """Stand still while the page cannot be seen."""
        self._job_view.pause()

    @property
    def job_splitter(self) -> QSplitter:
        """Between what a job shows and its details."""
        return self._job_view.splitter

    @property
    def job_list(self) -> JobList:
        """The list at the left, whose selected job the menu acts on."""
        return self._jobs

    @property
    def inner_splitter(self) -> QSplitter:
        """The one between the frames and the prompt."""
        return self._work

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._models.frames.ways_in.can_take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._editor.mark_target(is_target=True)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Over a job that is shown in their place the slots come to sight, to be dropped upon."""
        place = self._centre.mapFrom(self, event.position().toPoint())
        if self._centre.currentIndex() != 0 and self._centre.rect().contains(place):
            self.show_draft()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._editor.mark_target(is_target=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """A drop beside a slot means the next one."""
        self._editor.mark_target(is_target=False)
        self.show_draft()
        if self._editor.take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def _lay_out(self) -> None:
        editor = QWidget()
        inset = QVBoxLayout(editor)
        inset.setContentsMargins(18, 14, 18, 4)
        inset.addWidget(self._editor)
        prompt = QWidget()
        below = QVBoxLayout(prompt)
        below.setContentsMargins(18, 4, 18, 14)
        below.addWidget(self._prompt)
        self._work.addWidget(editor)
        self._work.addWidget(prompt)
        self._work.setStretchFactor(0, 1)
        self._work.setCollapsible(0, False)
        self._work.setCollapsible(1, False)
        job = QWidget()
        around = QVBoxLayout(job)
        around.setContentsMargins(18, 14, 18, 14)
        around.addWidget(self._job_view)
        self._centre.addWidget(self._work)
        self._centre.addWidget(job)
        for part in (self._jobs, self._centre, self._order):
            self.addWidget(part)
            self.setCollapsible(self.count() - 1, False)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(1)
        self._work.setHandleWidth(1)
        name_line(self, 1, tr("Line between jobs and frames"))
        name_line(self, 2, tr("Line between frames and parameters"))
        name_line(self._work, 1, tr("Line between frames and prompt"))

    def _go_to_problem(self, field: Field) -> None:
        self.show_draft()
        if field is Field.PROMPT:
            self._prompt.focus()
        else:
            self._editor.go_to(field)

    def _show_job(self, job: Job | None) -> None:
        if job is None:
            self._job_view.leave()
            self._centre.setCurrentIndex(0)
        else:
            self._job_view.show_job(job)
            self._centre.setCurrentIndex(1)

    def _follow(self, jobs: tuple[Job, ...]) -> None:
        """Remember the newest job, to show its video when it is there."""
        self._followed = jobs[0].id if jobs else None

    def _unfollow(self) -> None:
        """Whoever goes on working on the draft is not to be interrupted by a video."""
        self._followed = None

    def _remember_details(self, is_open: bool) -> None:
        self._models.preferences.remember(_DETAILS, is_open)

    def _show_followed(self) -> None:
        job = None if self._followed is None else self._models.jobs.job(self._followed)
        if job is not None and job.state is JobState.DONE:
            self._followed = None
            self._jobs.select(job.id)
