"""The grid as screen readers and scripts find it: a list, and in it every video by name.

Qt describes its own lists by itself, but no view that lays out its cells in another way.
"""

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleObject, QWindow
from PySide6.QtWidgets import QAbstractItemView
from shiboken6 import Shiboken
from typing_extensions import override


class GridAccess(QAccessibleObject):
    """Describes one view; a row's description is made when it is first asked for."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._cells: dict[int, tuple[_Cell, int]] = {}
        view.destroyed.connect(self._forget_cells)

    @override
    def isValid(self) -> bool:
        return Shiboken.isValid(self._view)

    @override
    def parent(self) -> QAccessibleInterface:
        above = self._view.parentWidget() or self._view.window()
        return QAccessible.queryAccessibleInterface(above)

    @override
    def window(self) -> QWindow:
        return self._view.window().windowHandle()

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    @override
    def text(self, t: QAccessible.Text) -> str:
        is_name = t == QAccessible.Text.Name
        return self._view.accessibleName() if is_name else ""

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._view.hasFocus()
        state.multiSelectable = True
        state.invisible = not self._view.isVisible()
        return state

    @override
    def rect(self) -> QRect:
        return QRect(self._view.mapToGlobal(QPoint(0, 0)), self._view.size())

    @override
    def childCount(self) -> int:
        return self._view.model().rowCount()

    @override
    def child(self, index: int) -> QAccessibleInterface:
        if not 0 <= index < self.childCount():
            return None  # type: ignore[return-value]  # which is what Qt expects
        if index not in self._cells:
            cell = _Cell(self._view, index)
            self._cells[index] = cell, QAccessible.registerAccessibleInterface(cell)
        return self._cells[index][0]

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        viewport = self._view.viewport()
        return self.child(self._view.indexAt(viewport.mapFromGlobal(QPoint(x, y))).row())

    @override
    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        return arg__1.row if isinstance(arg__1, _Cell) else -1

    @override
    def focusChild(self) -> QAccessibleInterface:
        return self.child(self._view.currentIndex().row())

    def _forget_cells(self) -> None:
        for _cell, number in self._cells.values():
            QAccessible.deleteAccessibleInterface(number)
        self._cells.clear()


class _Cell(QAccessibleInterface):
    """Describes whichever video is in this row now."""

    def __init__(self, view: QAbstractItemView, row: int) -> None:
        super().__init__()
        self._view = view
        self.row = row

    @override
    def isValid(self) -> bool:
        return Shiboken.isValid(self._view) and self._index.isValid()

    @override
    def object(self) -> QObject:
        return None  # type: ignore[return-value]  # a cell is no object of its own

    @override
    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._view)

    @override
    def window(self) -> QWindow:
        return self._view.window().windowHandle()

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def text(self, t: QAccessible.Text) -> str:
        is_name = t == QAccessible.Text.Name
        return str(self._index.data(Qt.ItemDataRole.AccessibleTextRole)) if is_name else ""

    @override
    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Nothing of a video can be written here."""

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.selectable = state.focusable = True
        state.selected = self._view.selectionModel().isSelected(self._index)
        state.focused = self._view.hasFocus() and self._view.currentIndex() == self._index
        is_seen = self._view.viewport().rect().intersects(self._view.visualRect(self._index))
        state.offscreen = not is_seen
        state.invisible = not is_seen or not self._view.isVisible()
        return state

    @override
    def rect(self) -> QRect:
        area = self._view.visualRect(self._index)
        return QRect(self._view.viewport().mapToGlobal(area.topLeft()), area.size())

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    @override
    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        return -1

    @property
    def _index(self) -> QModelIndex:
        return self._view.model().index(self.row, 0)
