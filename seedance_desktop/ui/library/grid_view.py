"""The grid of clips: a view whose layout is arithmetic, so that a hundred thousand cost nothing."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QAccessibleInterface, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from seedance_desktop.ui.library.grid_access import GridAccess

Index = QModelIndex | QPersistentModelIndex
_MARGIN = 12
_LEAST_CELL = 190
_CAPTION = 40


class GridView(QAbstractItemView):
    """Cells of one size in as many columns as fit; only what is exposed is painted."""

    def __init__(self, delegate: QAbstractItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.access = GridAccess(self)
        self._columns = 1
        self._cell = QSize(_LEAST_CELL, _LEAST_CELL)
        self.setItemDelegate(delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    @override
    def visualRect(self, index: Index) -> QRect:
        return self._area(index.row()).translated(0, -self.verticalOffset())

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        area, bar = self.visualRect(index), self.verticalScrollBar()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + area.center().y() - self.viewport().height() // 2)
        elif area.top() < 0 or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + area.top() - _MARGIN)
        elif area.bottom() > self.viewport().height():
            bar.setValue(bar.value() + area.bottom() - self.viewport().height() + _MARGIN)

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        column = (point.x() - _MARGIN) // self._cell.width()
        line = (point.y() + self.verticalOffset() - _MARGIN) // self._cell.height()
        row = line * self._columns + column
        inside = 0 <= column < self._columns and 0 <= row < self.model().rowCount()
        return self.model().index(row, 0) if inside else QModelIndex()

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        model, row, last = self.model(), self.currentIndex().row(), self.model().rowCount() - 1
        page = max(1, self.viewport().height() // self._cell.height()) * self._columns
        action = QAbstractItemView.CursorAction
        target = {
            action.MoveLeft: row - 1,
            action.MovePrevious: row - 1,
            action.MoveRight: row + 1,
            action.MoveNext: row + 1,
            action.MoveUp: row - self._columns if row >= self._columns else row,
            action.MoveDown: row + self._columns if row + self._columns <= last else row,
            action.MovePageUp: row - page,
            action.MovePageDown: row + page,
            action.MoveHome: 0,
            action.MoveEnd: last,
        }[cursorAction]
        return model.index(min(max(0, target), last), 0) if last >= 0 else QModelIndex()

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """A rubber band takes what it touches; Shift takes all from the one to the other."""
        model = self.model()
        if self.state() == QAbstractItemView.State.DragSelectingState:
            area = rect.normalized().translated(0, self.verticalOffset())
            rows = [row for row in self._rows_in(area) if self._area(row).intersects(area)]
            ends = [(row, row) for row in rows]
        else:
            one, other = self.indexAt(rect.topLeft()).row(), self.indexAt(rect.bottomRight()).row()
            ends = [(min(one, other), max(one, other))] if min(one, other) >= 0 else []
        chosen = QItemSelection()
        for first, last in ends:
            chosen.select(model.index(first, 0), model.index(last, 0))
        self.selectionModel().select(chosen, command)

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        exposed = self._rows_in(self.viewport().rect().translated(0, self.verticalOffset()))
        for part in selection.toList():
            for row in range(max(part.top(), exposed.start), min(part.bottom() + 1, exposed.stop)):
                region += self.visualRect(self.model().index(row, 0))
        return region

    @override
    def updateGeometries(self) -> None:
        width = self.viewport().width() - 2 * _MARGIN
        self._columns = max(1, width // _LEAST_CELL)
        cell_width = max(1, width // self._columns)
        self._cell = QSize(cell_width, (cell_width - 12) * 9 // 16 + _CAPTION + 12)
        rows = self._row_count()
        lines = -(-rows // self._columns)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, lines * self._cell.height() + 2 * _MARGIN - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(1, self._cell.height() // 4))
        super().updateGeometries()

    @override
    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        self.scheduleDelayedItemsLayout()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        model = self.model()
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        exposed = event.rect().translated(0, self.verticalOffset())
        selection, current = self.selectionModel(), self.currentIndex()
        for row in self._rows_in(exposed):
            index = model.index(row, 0)
            cell = QStyleOptionViewItem(option)
            cell.rect = self.visualRect(index)
            if selection.isSelected(index):
                cell.state |= QStyle.StateFlag.State_Selected
            if index == current and self.hasFocus():
                cell.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegate().paint(painter, cell, index)
        if model.canFetchMore(QModelIndex()) and self._is_near_end():
            model.fetchMore(QModelIndex())

    def _row_count(self) -> int:
        """0 also before the view has been given a model, when Qt already lays it out."""
        model: QAbstractItemModel | None = self.model()
        return 0 if model is None else model.rowCount()

    def _area(self, row: int) -> QRect:
        line, column = divmod(row, self._columns)
        x = _MARGIN + column * self._cell.width()
        return QRect(QPoint(x, _MARGIN + line * self._cell.height()), self._cell)

    def _rows_in(self, area: QRect) -> range:
        """Every row of the lines that the area touches; clipped to what there is."""
        rows = self._row_count()
        first = max(0, (area.top() - _MARGIN) // self._cell.height()) * self._columns
        last = (max(0, (area.bottom() - _MARGIN) // self._cell.height()) + 1) * self._columns
        return range(min(first, rows), min(last, rows))

    def _is_near_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2 * self.viewport().height()


def described(_key: str, thing: QObject) -> QAccessibleInterface | None:
    """Say how a grid is described, which Qt asks of every part of every window."""
    return thing.access if isinstance(thing, GridView) else None
