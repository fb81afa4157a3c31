"""What is known of the selected job in full: its cost, its names, everything that happened."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.job import Job
from seedance_desktop.core.words import Message, tr
from seedance_desktop.model.job_costs import JobCosts
from seedance_desktop.model.job_story import JobStory
from seedance_desktop.ui.jobs.story_text import StoryText
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.words import bill_words, cost_words

_ROWS = {
    "estimate": Message("Estimate"),
    "bill": Message("Bill"),
    "task": Message("Task"),
    "number": Message("Job"),
}
_UNKNOWN = "–"


class JobDetails(QFrame):
    """Follows the job that it was shown last, also while it goes on."""

    def __init__(self, story: JobStory, costs: JobCosts, theme: Theme) -> None:
        super().__init__()
        self._story = story
        self._costs = costs
        self._job: Job | None = None
        self._values = {name: named(label(_UNKNOWN, wraps=True), f"job_{name}") for name in _ROWS}
        self._form = QFormLayout()
        self._text = named(StoryText(theme), "job_story", tr("What happened to this job"))
        self._copy = named(QPushButton(tr("Copy")), "job_story_copy", tr("Copy the job's story"))

        self.setObjectName("job_details_pane")
        self._lay_out()

        self._copy.clicked.connect(self._copy_text)
        story.changed.connect(self._show_story)
        costs.changed.connect(self._show_cost)
        self._show_story()

    def show_job(self, job: Job) -> None:
        """Show how this job stands now, and ask for what has happened to it."""
        self._job = job
        self._values["task"].setText(job.remote_id or _UNKNOWN)
        self._values["number"].setText(job.id)
        self._form.setRowVisible(self._values["task"], job.remote_id is not None)
        self._show_cost()
        self._story.follow(job.id)
        self._story.look()

    def leave(self) -> None:
        """Nobody looks: ask for nothing any more."""
        self._job = None
        self._story.follow(None)

    def _show_cost(self) -> None:
        job = self._job
        if job is None:
            return
        cost = self._costs.of(job)
        is_free = job.connection == SANDBOX
        estimate = cost_words(cost.tokens, cost.amount, cost.currency, is_free=is_free)
        self._values["estimate"].setText(estimate)
        self._values["bill"].setText(_UNKNOWN if cost.bill is None else bill_words(cost.bill))
        self._form.setRowVisible(self._values["bill"], cost.bill is not None)

    def _lay_out(self) -> None:
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(4)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, words in _ROWS.items():
            value = self._values[name]
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._form.addRow(label(words.shown(), "muted"), value)
        head = QHBoxLayout()
        head.addLayout(self._form, 1)
        head.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._text, 1)

    def _show_story(self) -> None:
        entries = self._story.entries
        self._text.show_story(entries)
        self._copy.setEnabled(bool(entries))

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
