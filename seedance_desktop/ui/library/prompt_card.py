"""The words that a clip was made with; long ones are folded, so that what follows is seen."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout
from typing_extensions import override

from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import label, named

_MOST_LINES = 6
_EDGE = 10
_FREE = 16_777_215
"""Qt's own for a height without a limit."""


class PromptCard(QFrame):
    """Shows so many lines, and all of them when asked; the next words are folded again."""

    def __init__(self) -> None:
        super().__init__()
        self._words = named(label("", wraps=True), "library_prompt")
        self._all = named(QPushButton(), "library_prompt_all")

        self.setProperty("role", "card")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
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
        if words == self._words.text():
            return
        with QSignalBlocker(self._all):
            self._all.setChecked(False)
        self._words.setText(words)
        self._fold()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        room = self.contentsRect().width() - 2 * _EDGE
        least = _MOST_LINES * self._words.fontMetrics().lineSpacing()
        is_long = room > 0 and self._words.heightForWidth(room) > least + 2
        is_open = self._all.isChecked()
        self._words.setMaximumHeight(least if is_long and not is_open else _FREE)
        self._all.setVisible(is_long)
        self._all.setText(tr("Show less") if is_open else tr("Show all"))
