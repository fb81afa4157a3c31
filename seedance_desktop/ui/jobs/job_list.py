"""The job list at the left of the Create page."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import WAITING, Job, JobState
from seedance_desktop.core.waiting_order import Move
from seedance_desktop.core.words import tr
from seedance_desktop.model.captions import spoken
from seedance_desktop.model.job_filter import JobFilter, JobGroup
from seedance_desktop.model.jobs import JobRole, JobsModel
from seedance_desktop.model.waiting_line import WaitingLine
from seedance_desktop.ui.jobs.job_actions import JobActions
from seedance_desktop.ui.jobs.job_delegate import JobDelegate
from seedance_desktop.ui.jobs.job_rows import JobRows
from seedance_desktop.ui.jobs.pause_button import PauseButton
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.segments import Choice, Segments
from seedance_desktop.ui.words import first_words, state_words


class JobList(QFrame):
    """Every job, newest first. ``selected`` carries the Job, or None when nothing is selected."""

    selected = Signal(object)

    def __init__(
        self, jobs: JobsModel, waiting: WaitingLine, actions: JobActions, theme: Theme
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._waiting = waiting
        self._pause = PauseButton(waiting, theme)
        self._actions = actions
        self._filter = _SpokenJobs(jobs)
        self._count = named(label("", "small"), "job_count")
        self._groups = Segments("job_group", tr("Jobs shown"), look="chips")
        self._view = named(JobRows(), "jobs", tr("Jobs"))
        self._empty = label("", "muted", wraps=True)

        self.setProperty("role", "side")
        self.setMinimumWidth(220)
        self._groups.offer(
            [
                Choice(JobGroup.ALL, tr("All")),
                Choice(JobGroup.ACTIVE, tr("Active")),
                Choice(JobGroup.DONE, tr("Done")),
                Choice(JobGroup.FAILED, tr("Failed")),
            ]
        )
        self._groups.show_chosen(JobGroup.ALL)
        self._set_up_view(theme)
        self._lay_out()

        self._groups.chosen.connect(self._narrow)
        self._view.selectionModel().selectionChanged.connect(self._tell_selected)
        self._view.customContextMenuRequested.connect(self._open_menu)
        for signal in (
            self._filter.rowsInserted,
            self._filter.rowsRemoved,
            self._filter.modelReset,
        ):
            signal.connect(self._show_count)
        self._show_count()

    def select(self, job_id: JobId) -> None:
        """Select a job; one that the chosen group leaves out brings all of them back."""
        source = self._jobs.index(self._jobs.row_of(job_id), 0)
        if not self._filter.mapFromSource(source).isValid():
            self._groups.show_chosen(JobGroup.ALL)
            self._narrow(JobGroup.ALL)
        index = self._filter.mapFromSource(source)
        self._view.setCurrentIndex(index)
        self._view.scrollTo(index)

    def clear_selection(self) -> None:
        """Select nothing."""
        self._view.selectionModel().clear()
        self._tell_selected()

    def hold_or_release(self) -> None:
        """Hold the selected job, or let it go; nothing where it does not wait."""
        job = self._waiting_one()
        if job is not None and job.state is JobState.HELD:
            self._waiting.release(job.id)
        elif job is not None:
            self._waiting.hold(job.id)

    def send_sooner(self) -> None:
        """Let the selected job change its turn with the one before it."""
        self._move(Move.SOONER)

    def send_later(self) -> None:
        """Let the selected job change its turn with the one after it."""
        self._move(Move.LATER)

    def _move(self, move: Move) -> None:
        job = self._waiting_one()
        if job is not None:
            self._waiting.move(job.id, move)

    def _waiting_one(self) -> Job | None:
        job: Job | None = self._view.currentIndex().data(JobRole.JOB)
        return job if job is not None and job.state in WAITING else None

    def _set_up_view(self, theme: Theme) -> None:
        self._view.setModel(self._filter)
        self._view.setItemDelegate(JobDelegate(theme))
        self._view.setUniformItemSizes(True)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(24, 0, 24, 60)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 12, 10, 4)
        head.addWidget(label(tr("Jobs"), "title"), 1)
        head.addWidget(self._count)
        head.addWidget(self._pause)
        groups = QHBoxLayout()
        groups.setContentsMargins(10, 0, 10, 6)
        groups.addWidget(self._groups)
        groups.addStretch(1)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(groups)
        layout.addWidget(body, 1)

    def _narrow(self, group: str) -> None:
        self._filter.narrow(JobGroup(group))
        self._show_count()

    def _show_count(self) -> None:
        count = self._filter.rowCount()
        self._count.setText(str(count) if count else "")
        has_any = self._jobs.rowCount() > 0
        self._empty.setText(
            tr("No job of this kind.") if has_any else tr("Videos that you ask for appear here.")
        )
        self._stack.setCurrentWidget(self._view if count else self._empty)

    def _tell_selected(self) -> None:
        """Not the current row: a view that gets the focus makes its first one that by itself."""
        chosen = self._view.selectionModel().selectedIndexes()
        job: Job | None = chosen[0].data(JobRole.JOB) if chosen else None
        self.selected.emit(job)

    def _open_menu(self, place: QPoint) -> None:
        index = self._view.indexAt(place)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions.fill(menu, index.data(JobRole.JOB))
        menu.popup(self._view.viewport().mapToGlobal(place))


class _SpokenJobs(JobFilter):
    """The rows with what a screen reader says of each: what is painted, as one sentence."""

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role != Qt.ItemDataRole.AccessibleTextRole or not index.isValid():
            return super().data(index, role)
        job: Job = index.data(JobRole.JOB)
        words = (spoken(first_words(job.request)), state_words(job), index.data(JobRole.SUBTITLE))
        return " · ".join(words)

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """A job without a video has nothing to be dragged by."""
        flags = super().flags(index)
        has_video = index.isValid() and index.data(JobRole.VIDEO) is not None
        return flags | Qt.ItemFlag.ItemIsDragEnabled if has_video else flags
