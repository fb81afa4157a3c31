"""A job's story as text that grows at its end, to be read, selected and copied."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

from seedance_desktop.core.story import StoryEntry
from seedance_desktop.core.story_words import story_lines
from seedance_desktop.ui.theme import Theme

_Line = tuple[str, str]
_FEWEST_LINES, _LINES = 4, 14
_STEP, _CALL, _NOTE = "step", "call", "note"


class StoryText(QPlainTextEdit):
    """Steps stand out, what belongs to them is quiet. What is selected stays so as it grows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[_Line] = []

        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setMinimumHeight(_FEWEST_LINES * self.fontMetrics().lineSpacing())

        theme.changed.connect(self._colour)

    def show_story(self, entries: Iterable[StoryEntry]) -> None:
        """Show this much; whoever reads its end is taken along, others stay where they are."""
        lines = [line for entry in entries for line in _lines(entry)]
        same = _same(self._lines, lines)
        if same == len(self._lines) == len(lines):
            return
        bar = self.verticalScrollBar()
        place, is_at_end = bar.value(), bar.value() == bar.maximum()
        self._replace(same, lines[same:])
        self._lines = lines
        bar.setValue(bar.maximum() if is_at_end else place)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LINES * self.fontMetrics().lineSpacing())

    def _replace(self, start: int, lines: list[_Line]) -> None:
        """Everything from the line ``start`` on."""
        cursor = QTextCursor(self.document())
        block = self.document().findBlockByNumber(start)
        if start and not block.isValid():
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock()
        else:
            cursor.setPosition(block.position())
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, (text, tone) in enumerate(lines):
            if number:
                cursor.insertBlock()
            cursor.insertText(text, self._format(tone))
        if not lines and start:
            cursor.deletePreviousChar()
        cursor.endEditBlock()

    def _format(self, tone: str) -> QTextCharFormat:
        look, colours = QTextCharFormat(), self._theme.colours
        look.setForeground(QColor(colours.muted if tone == _NOTE else colours.text))
        if tone == _STEP:
            look.setFontWeight(QFont.Weight.DemiBold)
        return look

    def _colour(self) -> None:
        self._replace(0, self._lines)


def _lines(entry: StoryEntry) -> Iterator[_Line]:
    first = _NOTE if entry.is_gap else _CALL if entry.state is None else _STEP
    for number, text in enumerate(story_lines(entry)):
        yield text, _NOTE if number else first


def _same(one: list[_Line], other: list[_Line]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    shorter = min(len(one), len(other))
    return next((number for number, (mine, theirs) in pairs if mine != theirs), shorter)
