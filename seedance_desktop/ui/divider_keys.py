"""The lines between a window's parts moved by key: one key goes to them, the arrows move them.

Qt's lines are moved by the pointer alone. They are no stops of the tab key, which has enough of
them; whoever wants to move one asks for it.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QSplitterHandle, QWidget
from shiboken6 import Shiboken
from typing_extensions import override

from seedance_desktop.ui.widgets.described import describe

_STEP = 16
_THICK = 3
_AWAY = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOVED = frozenset({QEvent.Type.Move, QEvent.Type.Resize})
_HORIZONTAL = Qt.Orientation.Horizontal


class DividerKeys(QObject):
    """Goes from line to line of what is seen in ``window``, and then back to where it came from."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._mark = QFrame(window)
        self._left: QWidget | None = None

        self._mark.setObjectName("divider_mark")
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._mark.hide()

    def go_on(self) -> None:
        """The keyboard goes to the next line, after the last one back."""
        lines, at = self._lines(), QApplication.focusWidget()
        place = lines.index(at) + 1 if at in lines else 0
        if place == 0:
            self._left = at
        if place < len(lines):
            line = lines[place]
            line.removeEventFilter(self)
            line.installEventFilter(self)
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._go_back()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QSplitterHandle):
            return False
        if event.type() is QEvent.Type.FocusIn:
            self._show_mark(watched)
        elif event.type() is QEvent.Type.FocusOut:
            self._mark.hide()
        elif event.type() in _MOVED and watched.hasFocus():
            self._show_mark(watched)
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._press(watched, event.key())
        return False

    def _press(self, line: QSplitterHandle, key: int) -> bool:
        if key in _AWAY:
            self._go_back()
            return True
        splitter, place = line.splitter(), line.splitter().indexOf(line)
        is_wide = splitter.orientation() == _HORIZONTAL
        end = splitter.width() if is_wide else splitter.height()
        less, more = (
            (Qt.Key.Key_Left, Qt.Key.Key_Right) if is_wide else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        )
        if key == Qt.Key.Key_Home:
            splitter.moveSplitter(0, place)
        elif key == Qt.Key.Key_End:
            splitter.moveSplitter(end, place)
        elif key in (less, more):
            _step(line, _STEP if key == more else -_STEP, end)
        else:
            return False
        return True

    def _go_back(self) -> None:
        left, self._left = self._left, None
        if left is not None and Shiboken.isValid(left) and left.isVisible():
            left.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.setFocus()

    def _lines(self) -> list[QSplitterHandle]:
        """As they are read: from the left, then from the top."""
        found = [
            splitter.handle(place)
            for splitter in self._window.findChildren(QSplitter)
            for place in range(1, splitter.count())
        ]
        seen = [line for line in found if line.isVisible()]
        return sorted(seen, key=lambda line: self._place(line).topLeft().toTuple())

    def _place(self, line: QSplitterHandle) -> QRect:
        return QRect(line.mapTo(self._window, QPoint(0, 0)), line.size())

    def _show_mark(self, line: QSplitterHandle) -> None:
        place = self._place(line)
        middle = place.center()
        if line.orientation() == _HORIZONTAL:
            place = QRect(middle.x() - _THICK // 2, place.y(), _THICK, place.height())
        else:
            place = QRect(place.x(), middle.y() - _THICK // 2, place.width(), _THICK)
        self._mark.setGeometry(place)
        self._mark.raise_()
        self._mark.show()


def _step(line: QSplitterHandle, by: int, end: int) -> None:
    """To the next place where the line may be; a part that is folded away takes a longer step."""
    splitter, before = line.splitter(), _at(line)
    goal = before + by
    while _at(line) == before and -abs(by) < goal < end + abs(by):
        splitter.moveSplitter(goal, splitter.indexOf(line))
        goal += by


def _at(line: QSplitterHandle) -> int:
    place, margins = line.pos(), line.contentsMargins()
    is_wide = line.orientation() == _HORIZONTAL
    return place.x() + margins.left() if is_wide else place.y() + margins.top()


def name_line(splitter: QSplitter, place: int, words: str) -> None:
    """Say what the line before the part at ``place`` is between."""
    line = splitter.handle(place)
    describe(line, QAccessible.Role.Separator)
    line.setAccessibleName(words)
