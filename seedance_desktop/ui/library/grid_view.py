"""The grid of clips: a view whose layout is arithmetic, so that a hundred thousand cost nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessibleInterface,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from seedance_desktop.ui.library.grid_access import GridAccess
from seedance_desktop.ui.library.grid_drag import start_drag
from seedance_desktop.ui.library.grid_layout import MARGIN, Area, GridLayout, Section
from seedance_desktop.ui.library.grid_moves import row_after
from seedance_desktop.ui.library.video_delegate import VideoDelegate

Index = QModelIndex | QPersistentModelIndex
SMALLEST, USUAL, LARGEST = 120, 190, 460
"""Pixels that a cell is wide at least."""
_STEP = 1.12
_NOTCH = 120
_NO_KEY = Qt.KeyboardModifier.NoModifier
_HINT = QAbstractItemView.ScrollHint


class GridView(QAbstractItemView):
    """Cells of one size under titles, in as many columns as fit; only what is exposed is painted.

    ``sections`` tells which rows stand under which title. ``size_changed`` carries the least width
    of a cell, ``hovered`` the row under the pointer, or -1.
    """

    size_changed = Signal(int)
    hovered = Signal(int)

    def __init__(
        self,
        delegate: VideoDelegate,
        sections: Callable[[], Sequence[Section]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._delegate = delegate
        self._sections = sections
        self._least = USUAL
        self._grid = GridLayout((), 1, USUAL)
        self._anchor = QPersistentModelIndex()
        self._anchor_top = 0
        self._over = -1

        self.setItemDelegate(delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # or all is painted
        self.verticalScrollBar().valueChanged.connect(self._drop_anchor)

    @property
    def cell_size(self) -> int:
        """Pixels that a cell is wide at least."""
        return self._least

    def set_cell_size(self, least: int) -> None:
        """Make the pictures larger or smaller; what is seen stays where it is."""
        wanted = min(max(SMALLEST, least), LARGEST)
        if wanted != self._least:
            self._least = wanted
            self.updateGeometries()
            self.viewport().update()
            self.size_changed.emit(wanted)

    @override
    def visualRect(self, index: Index) -> QRect:
        row = index.row()
        return self._seen_row(row) if 0 <= row < self._grid.row_count else QRect()

    @override
    def scrollTo(self, index: Index, hint: _HINT = _HINT.EnsureVisible) -> None:
        area, bar = self.visualRect(index), self.verticalScrollBar()
        if area.isEmpty():
            return
        if hint == _HINT.PositionAtCenter:
            bar.setValue(bar.value() + area.center().y() - self.viewport().height() // 2)
        elif area.top() < 0 or hint == _HINT.PositionAtTop:
            is_first = index.row() < self._grid.columns
            bar.setValue(0 if is_first else bar.value() + area.top() - MARGIN)
        elif area.bottom() > self.viewport().height():
            bar.setValue(bar.value() + area.bottom() - self.viewport().height() + MARGIN)

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._grid.row_at(point.x(), point.y() + self.verticalOffset())
        inside = 0 <= row < self._row_count()
        return self.model().index(row, 0) if inside else QModelIndex()

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        row, last = self.currentIndex().row(), self._row_count() - 1
        if last < 0:
            return QModelIndex()
        if row < 0:  # the keyboard has just come here
            return self.model().index(0, 0)
        target = row_after(cursorAction, row, self._grid, self.viewport().height())
        return self.model().index(min(max(0, target), last), 0)

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
            area = rect.normalized()
            rows = [row for row in self._rows_in(area) if self._seen_row(row).intersects(area)]
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
        exposed = self._rows_in(self.viewport().rect())
        for part in selection.toList():
            for row in range(max(part.top(), exposed.start), min(part.bottom() + 1, exposed.stop)):
                region += self._seen_row(row)
        return region

    @override
    def updateGeometries(self) -> None:
        """Lay all of it out anew; the row at the top stays there."""
        width, height = self.viewport().width(), self.viewport().height()
        self._grid = GridLayout(self._sections_now(), width, self._least)
        bar = self.verticalScrollBar()
        anchor, top = QPersistentModelIndex(self._anchor), self._anchor_top
        bar.setRange(0, max(0, self._grid.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(1, self._grid.cell_height // 4))
        if anchor.isValid() and anchor.row() < self._grid.row_count:
            bar.setValue(self._grid.cell(anchor.row()).top - top)
        super().updateGeometries()

    @override
    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Sequence[int] = ()) -> None:
        """Of many rows those in sight are painted anew; Qt would paint all that is in sight."""
        if topLeft == bottomRight:
            super().dataChanged(topLeft, bottomRight, list(roles))
            return
        seen = self._rows_in(self.viewport().rect())
        for row in range(max(topLeft.row(), seen.start), min(bottomRight.row() + 1, seen.stop)):
            self.viewport().update(self._seen_row(row))

    @override
    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        self.scheduleDelayedItemsLayout()

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        start_drag(self, self._delegate.poster_of)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._delegate.make_room(self.viewport().size())
        self.updateGeometries()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What is seen moves as it is; only what comes into sight is painted.

        No cell is under the pointer until that moves: each that passed by would want its strip.
        """
        self.viewport().scroll(dx, dy)
        self._hover(None)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_cell_size(round(self._least * _STEP ** (event.angleDelta().y() / _NOTCH)))
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are not looked for among a hundred thousand rows: they are the page's keys."""
        modifiers, is_text = event.modifiers(), event.text().isprintable() and event.text() != ""
        is_letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
        is_plain = modifiers in (_NO_KEY, Qt.KeyboardModifier.KeypadModifier)
        if (is_text and is_plain) or (is_letter and modifiers == Qt.KeyboardModifier.ShiftModifier):
            event.setAccepted(event.key() == Qt.Key.Key_Space and self._select_first())
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_plain = event.buttons() == Qt.MouseButton.NoButton
        self._hover(event.position().toPoint() if is_plain else None)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        model = self.model()
        self._look_ahead()
        with QPainter(self.viewport()) as painter:
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            self._delegate.paint_ground(painter, event.rect())
            exposed = event.rect().translated(0, self.verticalOffset())
            for place in self._grid.headers_between(exposed.top(), exposed.bottom()):
                title = self._grid.sections[place].title
                if title is not None:
                    area = self._seen(self._grid.header(place))
                    self._delegate.paint_header(painter, area, title())
            selection, current = self.selectionModel(), self.currentIndex()
            for row in reversed(self._rows_in(event.rect())):  # the newest wish is served first
                index = model.index(row, 0)
                cell = QStyleOptionViewItem(option)
                cell.rect = self._seen_row(row)
                if selection.isSelected(index):
                    cell.state |= QStyle.StateFlag.State_Selected
                if index == current and self.hasFocus():
                    cell.state |= QStyle.StateFlag.State_HasFocus
                if row == self._over:
                    cell.state |= QStyle.StateFlag.State_MouseOver
                self._delegate.paint(painter, cell, index)

    def _select_first(self) -> bool:
        """Select where the keyboard is; where there is a selection, the key is another's."""
        selection, current = self.selectionModel(), self.currentIndex()
        if selection.hasSelection() or not current.isValid():
            return False
        selection.select(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return True

    def _row_count(self) -> int:
        """0 also before the view has been given a model, when Qt already lays it out."""
        model: QAbstractItemModel | None = self.model()
        return 0 if model is None else min(model.rowCount(), self._grid.row_count)

    def _sections_now(self) -> Sequence[Section]:
        model: QAbstractItemModel | None = self.model()
        count = 0 if model is None else model.rowCount()
        sections = () if self._sections is None else self._sections()
        return sections or (Section(None, 0, count),)

    def _seen(self, area: Area) -> QRect:
        return QRect(area.left, area.top - self.verticalOffset(), area.width, area.height)

    def _seen_row(self, row: int) -> QRect:
        return self._seen(self._grid.cell(row))

    def _rows_in(self, seen: QRect) -> range:
        """Every row of the lines that the area of the viewport touches."""
        top = seen.top() + self.verticalOffset()
        rows = self._grid.rows_between(top, top + seen.height())
        return range(rows.start, min(rows.stop, self._row_count()))

    def _look_ahead(self) -> None:
        """Ask for the pictures of the next screenful, so that they are there when it comes.

        Before those in sight are asked for, and the last first: so they are served in order.
        """
        below = self.viewport().rect().translated(0, self.viewport().height())
        for row in reversed(self._rows_in(below)):
            self._delegate.prepare(self.model().index(row, 0))

    def _hover(self, place: QPoint | None) -> None:
        row = -1 if place is None else self.indexAt(place).row()
        if row >= 0 and place is not None:
            self._delegate.point_at(self._seen_row(row), place)
        if row != self._over:
            for old in (self._over, row):
                if 0 <= old < self._row_count():
                    self.viewport().update(self._seen_row(old))
            self._over = row
            self.hovered.emit(row)
        elif row >= 0:
            self.viewport().update(self._seen_row(row))

    def _drop_anchor(self) -> None:
        """Remember the row at the top, but for the very top: what is new is seen there."""
        rows = self._rows_in(self.viewport().rect())
        if self.verticalOffset() == 0 or not rows or self.model() is None:
            self._anchor = QPersistentModelIndex()
            return
        self._anchor = QPersistentModelIndex(self.model().index(rows.start, 0))
        self._anchor_top = self._seen_row(rows.start).top()


_DESCRIPTIONS: list[GridAccess] = []
"""Kept for good: Qt deletes what they describe with, and Python must not do so before."""


def described(_key: str, thing: QObject) -> QAccessibleInterface | None:
    """Say how a grid is described, which Qt asks of every part of every window.

    Qt asks again when a grid's class has changed for it, as it does when its own signals are
    connected, and deletes each answer with the grid. One answer given twice is deleted twice.
    """
    if not isinstance(thing, GridView):
        return None
    description = GridAccess(thing)
    _DESCRIPTIONS.append(description)
    return description
