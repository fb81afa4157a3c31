"""Where the motion is described, with its length and what is wrong with it."""

from itertools import takewhile

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.ui.widgets.named import label, mark, named


class PromptBox(QFrame):
    """A multi-line text; ``edited`` comes with every change the user makes."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = named(_PromptText(self), "prompt", tr("Prompt"))
        self._problem = named(label("", "problem", wraps=True), "prompt_problem")
        self._length = named(label("", "small"), "prompt_length")

        self.setProperty("role", "card")
        self._text.setPlaceholderText(
            tr("Describe what happens: who moves, how the camera moves, light and mood.")
        )
        foot = QHBoxLayout()
        foot.addWidget(self._problem, 1)
        foot.addWidget(self._length, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.addWidget(self._text, 1)
        layout.addLayout(foot)

        self._text.textChanged.connect(self._tell)
        self._show_length()

    def show_prompt(self, prompt: str) -> None:
        """Show a prompt that came from elsewhere; what is being typed is left alone."""
        if prompt != self._text.toPlainText():
            self._text.replace(prompt)

    def show_problem(self, words: str) -> None:
        """Say under the text what is wrong with it; empty for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        mark(self, "wrong", "true" if words else "")

    def focus(self) -> None:
        """Put the cursor into the text."""
        self._text.setFocus()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 136)

    def _tell(self) -> None:
        self._show_length()
        self.edited.emit(self._text.toPlainText())

    def _show_length(self) -> None:
        count = len(self._text.toPlainText())
        self._length.setText(tr_count("{count} character", "{count} characters", count))


class _PromptText(QPlainTextEdit):
    """Leaves Tab to the tab order and Ctrl+Enter to the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the draft undoes, the prompt among the rest
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)

    def replace(self, text: str) -> None:
        """Show another text, with the cursor where it begins to be another no more."""
        before = self.toPlainText()
        start = _shared(before, text)
        rest = min(len(before), len(text)) - start
        end = min(rest, _shared(before[::-1], text[::-1]))
        cursor = self.textCursor()
        cursor.setPosition(_utf16_length(before[:start]))
        cursor.setPosition(
            _utf16_length(before[: len(before) - end]), QTextCursor.MoveMode.KeepAnchor
        )
        cursor.insertText(text[start : len(text) - end])
        self.setTextCursor(cursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


def _utf16_length(text: str) -> int:
    """How long Qt takes a text to be, which counts in halves of what is beyond the first plane."""
    return len(text.encode("utf-16-le")) // 2
