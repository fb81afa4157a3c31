"""Undo and redo of the draft, named after the step that they would undo, for the Edit menu."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from seedance_desktop.core.words import tr
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.ui.create.step_words import STEP_WORDS

UNDO_KEY = "Ctrl+Z"
REDO_KEY = "Ctrl+Shift+Z"
_UNDO, _REDO = QKeySequence(UNDO_KEY), QKeySequence(REDO_KEY)


class UndoActions(QObject):
    """Keeps the menu's two entries right, and their keys working in every text of ``page``.

    A text's own undo would know nothing of the rest of the draft, and would undo another thing
    than the menu says. Where the page cannot be seen the keys are left to others.
    """

    def __init__(self, draft: Draft, page: QWidget, *, undo: QAction, redo: QAction) -> None:
        super().__init__(page)
        self._draft = draft
        self._page = page
        self._undo = undo
        self._redo = redo
        draft.changed.connect(self._refresh)
        page.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._watch)
        self._refresh()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
                self._refresh()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if pressed in (_UNDO, _REDO):
                event.ignore()  # so that it is the window's
                return True
        return False

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        is_text = isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit)
        if now is not None and is_text and self._page.isAncestorOf(now):
            now.installEventFilter(self)  # once: a second time moves it to the front only

    def _refresh(self) -> None:
        is_shown = self._page.isVisible()
        undo, redo = self._draft.undo_step, self._draft.redo_step
        self._undo.setText(tr("Undo") if undo is None else tr("Undo {step}", step=_shown(undo)))
        self._redo.setText(tr("Redo") if redo is None else tr("Redo {step}", step=_shown(redo)))
        self._undo.setEnabled(is_shown and undo is not None)
        self._redo.setEnabled(is_shown and redo is not None)


def _shown(step: Step) -> str:
    return STEP_WORDS[step].shown()
