"""What was just done to many videos at once, with a button that takes it back."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from seedance_desktop.core.binned import Binned
from seedance_desktop.core.moved import NamePlan
from seedance_desktop.core.words import tr
from seedance_desktop.model.organiser import Organiser, Step
from seedance_desktop.ui.spoken import speak
from seedance_desktop.ui.widgets.named import label, named

_SHOWN_MS = 12_000


class UndoBar(QFrame):
    """Stands under the grid for a while after files went into the bin or were renamed.

    ``left``: it goes away with the keyboard in it, which is to go on elsewhere.
    """

    left = Signal()

    def __init__(self, organiser: Organiser) -> None:
        super().__init__()
        self._organiser = organiser
        self._words = named(label(""), "library_undo_words")
        self._undo = named(QPushButton(tr("Undo")), "library_undo")
        self._away = QTimer(self, singleShot=True, interval=_SHOWN_MS)

        self.setProperty("role", "foot")
        self._undo.setToolTip(tr("As it was before (Ctrl+Z)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)

        self._undo.clicked.connect(organiser.undo)
        self._away.timeout.connect(self._go_away)
        organiser.done.connect(self._show)
        organiser.undone.connect(self._leave)
        self.hide()

    def _show(self, step: Step) -> None:
        if isinstance(step.undoing, Binned | NamePlan):
            self._words.setText(step.words.shown())
            speak(self, step.words.shown())
            self.show()
            self._away.start()
        else:
            self._leave()

    def _go_away(self) -> None:
        """Not while the keyboard is here."""
        if self._undo.hasFocus():
            self._away.start()
        else:
            self.hide()

    def _leave(self) -> None:
        if self._undo.hasFocus():
            self.left.emit()
        self.hide()
