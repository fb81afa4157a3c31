"""The seed: random, or a number that makes similar videos again."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from seedance_desktop.core.limits import MAX_SEED
from seedance_desktop.core.request import RANDOM_SEED
from seedance_desktop.core.words import tr
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import named


class SeedField(QWidget):
    """A number or nothing; ``chosen`` carries the seed, -1 for random."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = named(QLineEdit(), "seed", tr("Seed"))
        self._random = named(QToolButton(), "seed_random", tr("Random seed"))

        self._number.setPlaceholderText(tr("Random"))
        self._number.setValidator(QIntValidator(0, MAX_SEED, self))
        self._number.setClearButtonEnabled(True)
        self._random.setToolTip(tr("Use a random seed each time"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._number, 1)
        layout.addWidget(self._random)

        self._number.textEdited.connect(self._tell)
        self._random.clicked.connect(self._choose_random)
        theme.changed.connect(self._colour)
        self._colour()

    def show_seed(self, seed: int) -> None:
        """Show a seed without telling anybody."""
        text = "" if seed == RANDOM_SEED else str(seed)
        if text != self._number.text():
            self._number.setText(text)

    def _tell(self, text: str) -> None:
        self.chosen.emit(int(text) if text else RANDOM_SEED)

    def _choose_random(self) -> None:
        self.chosen.emit(RANDOM_SEED)

    def _colour(self) -> None:
        self._random.setIcon(icon("dice", self._theme.colours.muted))
