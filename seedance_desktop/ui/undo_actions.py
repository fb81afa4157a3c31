"""Undo and redo in the Edit menu: the draft's or the library's, named after what they undo."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from seedance_desktop.core.words import tr
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.organiser import Organiser
from seedance_desktop.ui.create.step_words import STEP_WORDS

UNDO_KEY = "Ctrl+Z"
REDO_KEY = "Ctrl+Shift+Z"
_UNDO, _REDO = QKeySequence(UNDO_KEY), QKeySequence(REDO_KEY)


class UndoActions(QObject):
    """Keeps the menu's two entries right, and their keys working in every text of ``page``.

    ``page`` edits the draft. A text's own undo would know nothing of the rest of it, and would undo
    another thing than the menu says. While the page cannot be seen the entries are the library's,
    and in a text of the window once the text itself has nothing more to take back.
    """

    def __init__(
        self, draft: Draft, organiser: Organiser, page: QWidget, *, undo: QAction, redo: QAction
    ) -> None:
        super().__init__(page)
        self._draft = draft
        self._organiser = organiser
        self._page = page
        self._undo_entry = undo
        self._redo_entry = redo
        draft.changed.connect(self._refresh)
        organiser.changed.connect(self._refresh)
        page.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._watch)
        self._refresh()

    def undo(self) -> None:
        """Take back what was done last to what can be seen."""
        self._shown.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._shown.redo()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
                self._refresh()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if pressed in (_UNDO, _REDO) and not self._does_itself(watched, pressed):
                event.ignore()  # so that it is the window's
                return True
        return False

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        is_text = isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit)
        if now is not None and is_text and self._page.window() is now.window():
            now.installEventFilter(self)  # once: a second time moves it to the front only

    def _does_itself(self, watched: QObject, pressed: QKeySequence) -> bool:
        """Whether this text, which is none of the draft's, has a step of its own for these keys."""
        if not isinstance(watched, QLineEdit | QPlainTextEdit | QTextEdit):
            return False
        if self._page.isAncestorOf(watched):
            return False
        owner = watched if isinstance(watched, QLineEdit) else watched.document()
        return owner.isUndoAvailable() if pressed == _UNDO else owner.isRedoAvailable()

    @property
    def _shown(self) -> Draft | Organiser:
        """What is worked on: it can be seen."""
        return self._draft if self._page.isVisible() else self._organiser

    def _refresh(self) -> None:
        if self._page.isVisible():
            undo, redo = self._draft.undo_step, self._draft.redo_step
            undo_words = "" if undo is None else tr("Undo {step}", step=_named(undo))
            redo_words = "" if redo is None else tr("Redo {step}", step=_named(redo))
        else:
            done, undone = self._organiser.next_undo, self._organiser.next_redo
            undo_words = "" if done is None else tr("Undo: {step}", step=done.shown())
            redo_words = "" if undone is None else tr("Redo: {step}", step=undone.shown())
        self._undo_entry.setText(undo_words or tr("Undo"))
        self._redo_entry.setText(redo_words or tr("Redo"))
        self._undo_entry.setEnabled(bool(undo_words))
        self._redo_entry.setEnabled(bool(redo_words))


def _named(step: Step) -> str:
    return STEP_WORDS[step].shown()
