"""How far something long is that the user asked for, with a button that ends it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from seedance_desktop.core.words import tr
from seedance_desktop.model.errands import Errand, Errands
from seedance_desktop.ui.widgets.named import label, named


class ErrandBars(QFrame):
    """One under the other, each there while its errand is."""

    def __init__(self, errands: Errands) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)

        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

        errands.started.connect(self._add)
        self.hide()

    def _add(self, errand: Errand) -> None:
        bar = ErrandBar(errand)
        bar.over.connect(self._drop)
        self._column.addWidget(bar)
        self.show()

    def _drop(self, bar: "ErrandBar") -> None:
        self._column.removeWidget(bar)
        bar.deleteLater()
        self.setVisible(self._column.count() > 0)


class ErrandBar(QFrame):
    """``over`` carries itself once the errand has ended."""

    over = Signal(object)

    def __init__(self, errand: Errand) -> None:
        super().__init__()
        self._errand = errand
        self._words = named(label(errand.words), "errand_words")
        self._progress = named(QProgressBar(), "errand_progress", errand.words)
        self._stop = named(QPushButton(tr("Stop")), "errand_stop")

        self.setProperty("role", "foot")
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._progress, 1)
        row.addWidget(self._stop)

        self._stop.clicked.connect(self._end)
        errand.progressed.connect(self._show)
        errand.ended.connect(self._leave)

    def _show(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._words.setText(
            tr("{words} {done} of {total}", words=self._errand.words, done=done, total=total)
        )

    def _end(self) -> None:
        self._stop.setEnabled(False)
        self._errand.stop()

    def _leave(self) -> None:
        self.over.emit(self)
