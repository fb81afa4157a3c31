"""Shift and F10 open the menu of what the keyboard is at, as the menu key does.

Many keyboards have no menu key; Qt knows the other way to it on Windows alone.
"""

import sys

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow

MENU_KEY = "Shift+F10"


def serve_menu_key(window: QMainWindow) -> None:
    """Let the key work everywhere in this window."""
    if sys.platform != "win32":
        QShortcut(QKeySequence(MENU_KEY), window, _open_menu)


def _open_menu() -> None:
    """Ask as Qt asks for its own key: where the cursor is, of what has the focus."""
    asked = QApplication.focusWidget()
    if asked is not None:
        place: QPoint = asked.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
        reason = QContextMenuEvent.Reason.Keyboard
        event = QContextMenuEvent(reason, place, asked.mapToGlobal(place))
        QApplication.sendEvent(asked, event)
