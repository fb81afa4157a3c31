"""What is going on and what was spent today, at the right of the top bar."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.jobs import JobsModel
from seedance_desktop.model.spending import Spending
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.words import sum_words


class Activity(QWidget):
    """``ledger_wanted``: today's spending was clicked."""

    ledger_wanted = Signal()

    def __init__(self, jobs: JobsModel, spending: Spending) -> None:
        super().__init__()
        self._jobs = jobs
        self._spending = spending
        self._running = named(label("", "small"), "running")
        self._today = named(QPushButton(), "today", tr("What was spent today"))

        self._today.setProperty("role", "quiet")
        self._today.setToolTip(tr("What was spent, by day, model and connection"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._running)
        layout.addWidget(self._today)

        self._today.clicked.connect(self.ledger_wanted)
        for signal in (jobs.dataChanged, jobs.rowsInserted, jobs.rowsRemoved, jobs.modelReset):
            signal.connect(self._show_running)
        spending.changed.connect(self._show_today)
        self._show_running()
        self._show_today()

    def _show_running(self) -> None:
        active, paused = self._jobs.open_counts
        parts = []
        if active:
            parts.append(tr_count("{count} job going on", "{count} jobs going on", active))
        if paused:
            parts.append(tr_count("{count} paused", "{count} paused", paused))
        words = " · ".join(parts)
        if words != self._running.text():
            self._running.setText(words)

    def _show_today(self) -> None:
        today = self._spending.today
        self._today.setVisible(today.count > 0)
        self._today.setText(tr("Today {spent}", spent=sum_words(today)))
