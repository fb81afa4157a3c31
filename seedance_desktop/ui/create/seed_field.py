"""The seed: a number, or random each time; the next one, or that of the last video."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from seedance_desktop.core.limits import MAX_SEED
from seedance_desktop.core.request import RANDOM_SEED
from seedance_desktop.core.variations import seed_after
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
        self._seed = RANDOM_SEED
        self._last: int | None = None
        self._number = named(QLineEdit(), "seed", tr("Seed"))
        self._random = named(QToolButton(), "seed_random", tr("Random seed"))
        self._next = named(QToolButton(), "seed_next", tr("Next seed"))
        self._reuse = named(QToolButton(), "seed_reuse", tr("Seed of the last video"))

        self._number.setPlaceholderText(tr("Random"))
        self._number.setValidator(QIntValidator(0, MAX_SEED, self))
        self._number.setClearButtonEnabled(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._number, 1)
        for button in (self._random, self._next, self._reuse):
            button.setProperty("role", "raised")
            layout.addWidget(button)

        # Not only what is typed: a screen reader puts a text in whole.
        self._number.textChanged.connect(self._tell)
        self._random.clicked.connect(self._choose_random)
        self._next.clicked.connect(self._choose_next)
        self._reuse.clicked.connect(self._choose_last)
        theme.changed.connect(self._colour)
        self._colour()

    def show_seed(self, seed: int, *, last: int | None = None, step: int = 1) -> None:
        """Show a seed without telling anybody; ``last`` is that of the last video.

        ``step`` is how far on the next seed is: past the variations of this one.
        """
        self._seed, self._last, self._step = seed, last, step
        if self._number.text() != _shown(seed):
            self._number.setText(_shown(seed))
        self._explain(self._random, tr("Use a random seed each time"))
        no_next = tr("A random seed has no next one.") if seed == RANDOM_SEED else ""
        self._explain(self._next, tr("Go on to the next seed"), no_next)
        no_last = tr("No video has told its seed yet.") if last is None else ""
        self._explain(self._reuse, tr("Use the seed of the last video, {seed}", seed=last), no_last)

    def _explain(self, button: QToolButton, words: str, why_not: str = "") -> None:
        button.setEnabled(not why_not)
        button.setToolTip(why_not or words)
        button.setAccessibleDescription(why_not or words)

    def _tell(self, text: str) -> None:
        if text == _shown(self._seed):
            return
        if text and not (text.isascii() and text.isdigit()):
            self._number.setText(_shown(self._seed))
            return
        self.chosen.emit(int(text) if text else RANDOM_SEED)

    def _choose_random(self) -> None:
        self.chosen.emit(RANDOM_SEED)

    def _choose_next(self) -> None:
        self.chosen.emit(seed_after(self._seed, self._step))

    def _choose_last(self) -> None:
        if self._last is not None:
            self.chosen.emit(self._last)

    def _colour(self) -> None:
        colours = self._theme.colours
        for button, name in (
            (self._random, "dice"),
            (self._next, "step_forward"),
            (self._reuse, "reuse"),
        ):
            button.setIcon(icon(name, colours.muted, colours.line))


def _shown(seed: int) -> str:
    return "" if seed == RANDOM_SEED else str(seed)
