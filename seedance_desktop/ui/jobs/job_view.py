"""What is shown of the selected job: its video, or how far it is, or why it failed."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.failure import Action, Failure
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.mentions import readable_prompt
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import clock, tr
from seedance_desktop.model.jobs import JobRole, JobsModel
from seedance_desktop.model.library import LibraryModel
from seedance_desktop.ui.divider_keys import name_line
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.jobs.job_actions import JobActions
from seedance_desktop.ui.jobs.job_details import JobDetails
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.elided import Elided
from seedance_desktop.ui.widgets.named import explain, label, named
from seedance_desktop.ui.widgets.player_place import PlayerPlace
from seedance_desktop.ui.widgets.player_pool import PlayerPool
from seedance_desktop.ui.words import action_words, charged_words, first_words, state_words

_PARTS = 1000


class JobView(QFrame):
    """Follows one job. ``back_wanted``: the user wants the frame editor again.

    ``action_wanted`` carries the Action of the job's error and the Job, ``details_toggled``
    whether the user wants to see the job's details.
    """

    details_toggled = Signal(bool)
    back_wanted = Signal()
    action_wanted = Signal(object, object)

    def __init__(
        self,
        jobs: JobsModel,
        library: LibraryModel,
        actions: JobActions,
        *,
        details: JobDetails,
        theme: Theme,
        players: PlayerPool,
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._library = library
        self._actions = actions
        self._details = details
        self._theme = theme
        self._shares: list[int] = []
        self._job: JobId | None = None
        self._title = named(Elided("title", Qt.TextElideMode.ElideRight), "job_title")
        self._back = named(QPushButton(tr("Back to the draft")), "job_back")
        self.player = named(PlayerPlace(theme, players), "job_player")
        self._state = named(label("", "figure", wraps=True), "job_state")
        self._progress = named(QProgressBar(), "job_progress", tr("Progress"))
        self._message = named(label("", "muted", wraps=True), "job_message")
        self._remedy = named(label("", wraps=True), "job_remedy")
        self._mend = named(QPushButton(), "job_mend")
        self._unfold = named(QPushButton(tr("Details")), "job_details")
        self._body = QStackedWidget()
        self.splitter = named(QSplitter(Qt.Orientation.Vertical), "job_splitter")
        self._buttons = QHBoxLayout()
        self._offered: list[QPushButton] = []
        self._shown_for: tuple[JobId, list[str]] | None = None

        self.setObjectName("job_view")
        self.setProperty("role", "card")
        self._progress.setRange(0, _PARTS)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        self._unfold.setCheckable(True)
        self._details.hide()
        self._lay_out()

        self._back.clicked.connect(self.back_wanted)
        self._unfold.toggled.connect(self._show_details)
        self._unfold.clicked.connect(self.details_toggled)
        self._mend.clicked.connect(self._tell_action)
        theme.changed.connect(self._colour)
        jobs.dataChanged.connect(self._follow)
        jobs.dataChanged.connect(self._foresee)
        library.found.connect(self._refresh)
        self._colour()

    def show_job(self, job: Job) -> None:
        """Show this job from now on."""
        self._job = job.id
        self.player.clear()
        if job.video is not None:
            self._library.look_for(job.video)
        self._refresh()
        self._look_closer()

    def leave(self) -> None:
        """Show nothing, and let go of the clip's file."""
        self._job = None
        self._details.leave()
        self.player.clear()

    def open_details(self, *, is_open: bool) -> None:
        """Unfold the details under what is shown, or fold them away."""
        self._unfold.setChecked(is_open)

    def pause(self) -> None:
        """Stand still while nobody can see it."""
        self.player.pause()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._unfold)
        head.addWidget(self._back)
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(10)
        column.addStretch(1)
        for part in (self._state, self._progress, self._message, self._remedy):
            column.addWidget(part)
        mend = QHBoxLayout()
        mend.addWidget(self._mend)
        mend.addStretch(1)
        column.addLayout(mend)
        column.addStretch(2)
        self._body.addWidget(told)
        self._body.addWidget(self.player)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addLayout(head)
        self.splitter.addWidget(self._body)
        self.splitter.addWidget(self._details)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setHandleWidth(1)
        name_line(self.splitter, 1, tr("Line between the job and its details"))
        layout.addWidget(self.splitter, 1)
        self._buttons.addStretch(1)
        layout.addLayout(self._buttons)

    def _follow(self, changed: QModelIndex, _last: QModelIndex, roles: list[int]) -> None:
        job: Job = changed.data(JobRole.JOB)
        if job.id != self._job:
            return
        self._refresh()
        if not roles or JobRole.ELAPSED in roles:  # the bytes of a download come in floods
            self._look_closer()

    def _look_closer(self) -> None:
        job = None if self._job is None else self._jobs.job(self._job)
        if job is not None and self._unfold.isChecked():
            self._details.show_job(job)

    def _show_details(self, is_open: bool) -> None:
        if not is_open:
            self._shares = self.splitter.sizes()
        self._details.setVisible(is_open)
        self._colour()
        if is_open:
            height = self.splitter.height()
            self.splitter.setSizes(self._shares or [height * 3 // 5, height * 2 // 5])
            self._look_closer()
        else:
            self._details.leave()

    def _refresh(self) -> None:
        job = None if self._job is None else self._jobs.job(self._job)
        if job is None:
            return
        index = self._jobs.index(self._jobs.row_of(job.id), 0)
        self._title.setText(first_words(job.request))
        explain(self._title, readable_prompt(job.request))
        self._state.setText(state_words(job))
        progress = index.data(JobRole.PROGRESS)
        self._progress.setVisible(job.state in (JobState.RUNNING, JobState.FETCHING))
        self._progress.setValue(round(_PARTS * max(0.0, progress)))
        self._show_failure(job, job.failure, index.data(JobRole.LINK_LEFT))
        if job.failure is None:
            self._message.setText(self._time_words(index.data(JobRole.ELAPSED), job))
        self._show_buttons(job)
        video = None if job.video is None else self._library.video(job.video)
        if video is not None:
            self._show_video(video)
        else:
            self._body.setCurrentIndex(0)

    def _foresee(self, changed: QModelIndex) -> None:
        """A video that is being fetched, whoever's it is, will be the next to be played."""
        job: Job = changed.data(JobRole.JOB)
        if job.state is JobState.FETCHING:
            self.player.prepare()

    def _show_video(self, video: Video) -> None:
        if not video.path.exists():
            self.player.clear()
            self._state.setText(tr("The file is not there any more"))
            self._message.setText(str(video.path))
            self._body.setCurrentIndex(0)
            return
        self.player.show_clip(video.path, video.clip)
        self._body.setCurrentWidget(self.player)

    def _show_failure(self, job: Job, failure: Failure | None, left: float | None) -> None:
        self._remedy.setVisible(failure is not None)
        offers = failure is not None and failure.action not in (Action.NONE, Action.GO_TO_FIELD)
        self._mend.setVisible(offers and job.state is not JobState.DONE)
        if failure is None:
            return
        charged = "" if job.state is JobState.DONE else charged_words(failure.charged)
        self._message.setText(f"{failure.message.shown()} {charged}".strip())
        link = "" if left is None else _link_words(left)
        self._remedy.setText(f"{failure.remedy.shown()} {link}".strip())
        self._mend.setText(action_words(failure.action))

    def _show_buttons(self, job: Job) -> None:
        offered = list(self._actions.of(job))
        names = [action.name for action in offered]
        if self._shown_for == (job.id, names):
            return
        self._shown_for = (job.id, names)
        for old in self._offered:
            self._buttons.removeWidget(old)
            old.hide()  # what was just added would be shown as a window of its own
            old.setParent(None)  # at once: no two parts of a window have one name
            old.deleteLater()
        self._offered = [named(QPushButton(action.words), action.name) for action in offered]
        for place, (button, action) in enumerate(zip(self._offered, offered, strict=True)):
            button.clicked.connect(action.do)
            self._buttons.insertWidget(place, button)

    def _time_words(self, elapsed: float, job: Job) -> str:
        if job.state is JobState.RUNNING:
            return tr("{time} so far. You can go on working.", time=clock(elapsed))
        return ""

    def _colour(self) -> None:
        name = "chevron_up" if self._unfold.isChecked() else "chevron"
        self._unfold.setIcon(icon(name, self._theme.colours.muted))

    def _tell_action(self) -> None:
        job = None if self._job is None else self._jobs.job(self._job)
        if job is not None and job.failure is not None:
            self.action_wanted.emit(job.failure.action, job)


def _link_words(left: float) -> str:
    if left < 1:
        return tr("The link to the video has died; the service is asked for a new one.")
    return tr(
        "The link to the video works for another {left}; then a new one is asked for.",
        left=clock(left),
    )
