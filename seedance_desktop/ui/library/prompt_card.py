"""The words that a clip was made with; long ones are folded, so that what follows is seen."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout
from typing_extensions import override

from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import label, named

_MOST_LINES = 6
_EDGE = 10
_LEFT_OUT = 2
"""Signs that make room for the dots at the end of the last line."""


class PromptCard(QFrame):
    """Shows so many lines, and all of them when asked; the next words are folded again."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self._words = named(label("", wraps=True), "library_prompt")
        self._all = named(QPushButton(), "library_prompt_all")

        self.setProperty("role", "card")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._all.setCheckable(True)
        self._all.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, 8, _EDGE, 8)
        layout.setSpacing(4)
        layout.addWidget(self._words)
        layout.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)

        self._all.toggled.connect(self._fold)
        self._fold()

    def show_words(self, words: str) -> None:
        """Show these."""
        if words == self._whole:
            return
        self._whole = words
        with QSignalBlocker(self._all):
            self._all.setChecked(False)
        self._fold()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        room = self.contentsRect().width() - 2 * _EDGE
        folded = _first_lines(self._whole, self._words.font(), room)
        is_open = self._all.isChecked()
        self._words.setText(self._whole if is_open else folded)
        self._all.setVisible(folded != self._whole)
        self._all.setText(tr("Show less") if is_open else tr("Show all"))


def _first_lines(words: str, font: QFont, width: int) -> str:
    """As much as fits into the lines of a folded card; lines of other scripts may be higher."""
    layout = QTextLayout(words, font)
    layout.beginLayout()
    for _ in range(_MOST_LINES):
        line = layout.createLine()
        if not line.isValid():
            return words
        line.setLineWidth(max(1, width))
    rest = layout.createLine()
    if not rest.isValid():
        return words
    units = words.encode("utf-16-le")[: 2 * rest.textStart()]
    return f"{units.decode('utf-16-le', 'ignore').rstrip()[:-_LEFT_OUT].rstrip()}…"
