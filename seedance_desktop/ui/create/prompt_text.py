"""The field of the prompt: plain text, and mentions of references as pills within it."""

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.mentions import mention
from seedance_desktop.core.words import tr
from seedance_desktop.ui.create.prompt_pill import (
    KIND,
    SIGN,
    PromptPill,
    pill_format,
    reference_of,
)
from seedance_desktop.ui.create.prompt_units import (
    difference,
    mentioned,
    shown_length,
    shown_place,
    units_of,
)

_LINES = 4
_KEEP = QTextCursor.MoveMode.KeepAnchor


class PromptText(QPlainTextEdit):
    """Leaves Tab to the tab order and Ctrl+Enter to the window.

    ``older_wanted`` and ``newer_wanted``: the prompt before, or the one after that.
    """

    older_wanted = Signal()
    newer_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pill = PromptPill(self)
        self._menu = QMenu(self)

        self._menu.setObjectName("mentions")
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the draft undoes, the prompt among the rest
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.document().documentLayout().registerHandler(KIND, self._pill)

    @property
    def prompt(self) -> str:
        """The text as it is stored, mentions as tokens."""
        block, lines = self.document().begin(), []
        while block.isValid():
            lines.append("".join(_stored(block)))
            block = block.next()
        return "\n".join(lines)

    def replace(self, prompt: str) -> None:
        """Show another text, with the cursor where it begins to be another no more."""
        before, after = units_of(self.prompt), units_of(prompt)
        start, end = difference(before, after)
        cursor = self.textCursor()
        cursor.setPosition(shown_length(before[:start]))
        cursor.setPosition(shown_length(before[: len(before) - end]), _KEEP)
        self._insert(cursor, after[start : len(after) - end])
        self.setTextCursor(cursor)

    def insert(self, words: str) -> None:
        """Put words where the cursor is, with a blank between them and other words."""
        cursor = self.textCursor()
        before = self.toPlainText().encode("utf-16-le")[: 2 * cursor.selectionStart()]
        last = before.decode("utf-16-le")[-1:]
        is_apart = not last or last.isspace() or "\u3000" <= last <= "\uffee"
        self._insert(cursor, units_of(words if is_apart else f" {words}"))
        self.setTextCursor(cursor)
        self.setFocus()

    def show_references(
        self, names: Mapping[ReferenceId, str], colours: tuple[str, str], lost: str
    ) -> None:
        """What the references that can be mentioned are called now, and the pills' colours.

        ``lost`` is that of a mention of what is not attached.
        """
        pill = self._pill
        if (names, colours, lost) == (pill.names, pill.colours, pill.lost):
            return
        pill.names, pill.colours, pill.lost = names, colours, lost
        document = self.document()
        document.markContentsDirty(0, document.characterCount())
        self.viewport().update()

    def underline(self, stretches: Iterable[tuple[int, int]], colour: str) -> None:
        """Mark stretches of the stored text as odd."""
        prompt, selections = self.prompt, []
        for start, end in stretches:
            odd = QTextEdit.ExtraSelection()
            odd.cursor = self.textCursor()
            odd.cursor.setPosition(shown_place(prompt, start))
            odd.cursor.setPosition(shown_place(prompt, end), _KEEP)
            odd.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            odd.format.setUnderlineColor(QColor(colour))
            selections.append(odd)
        self.setExtraSelections(selections)

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, _LINES * self.fontMetrics().lineSpacing())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                event.ignore()
            case Qt.Key.Key_Up if control:
                self.older_wanted.emit()
            case Qt.Key.Key_Down if control:
                self.newer_wanted.emit()
            case _:
                super().keyPressEvent(event)
                if event.text() == "@" and self._pill.names:
                    self._offer_mentions()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied names the references, so that it can be read elsewhere."""
        mime = QMimeData()
        cursor = self.textCursor()
        selected = self.prompt_between(cursor.selectionStart(), cursor.selectionEnd())
        mime.setText(selected)
        return mime

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files are for the page: where they lie is nothing to tell a service."""
        has_files = any(url.isLocalFile() for url in source.urls())
        return not has_files and super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if not self.canInsertFromMimeData(source):
            return
        cursor = self.textCursor()
        self._insert(cursor, units_of(source.text()))
        self.setTextCursor(cursor)

    def prompt_between(self, start: int, end: int) -> str:
        """What is stored of the shown text between two places."""
        units, place, found = units_of(self.prompt), 0, []
        for unit in units:
            if start <= place < end:
                found.append(unit)
            place += shown_length([unit])
        return "".join(found)

    def _insert(self, cursor: QTextCursor, units: list[str]) -> None:
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        words = ""
        for unit in units:
            reference = mentioned(unit) if len(unit) > 1 else None
            if reference is None:
                words += unit
                continue
            cursor.insertText(words, QTextCharFormat())
            cursor.insertText(SIGN, pill_format(reference))
            words = ""
        cursor.insertText(words, QTextCharFormat())
        cursor.endEditBlock()

    def _offer_mentions(self) -> None:
        """A list of what can be mentioned, in place of the @ that was typed."""
        self._menu.clear()
        for reference, name in self._pill.names.items():
            action = self._menu.addAction(name)
            action.setObjectName(f"mention_{reference}")
            action.setData(str(reference))
            action.triggered.connect(self._mention)
        if not self._menu.actions():
            self._menu.addAction(tr("No references are attached.")).setEnabled(False)
        self._menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
        self._menu.setActiveAction(self._menu.actions()[0])

    def _mention(self) -> None:
        action = self.sender()
        reference = ReferenceId(action.data())  # type: ignore[attr-defined]
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, _KEEP)
        self._insert(cursor, [mention(reference), " "])
        self.setTextCursor(cursor)


def _stored(block: QTextBlock) -> Iterator[str]:
    place = block.begin()
    while not place.atEnd():
        piece = place.fragment()
        reference = reference_of(piece.charFormat())
        if reference is None:
            yield piece.text().replace("\u2028", "\n").replace("\u2029", "\n")
        else:
            yield mention(reference) * len(piece.text())
        place += 1
