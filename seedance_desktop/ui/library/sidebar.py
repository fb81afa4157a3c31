"""The library's sidebar: groups, collections, tags and facets, each row a filter with its count."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)
from typing_extensions import override

from seedance_desktop.core.query import Field
from seedance_desktop.core.words import tr
from seedance_desktop.model.sidebar import Kind, SideGroup, SideRow
from seedance_desktop.model.video_drag import VIDEO_MIME
from seedance_desktop.ui.jobs.job_delegate import small_font
from seedance_desktop.ui.theme import Colours, Theme
from seedance_desktop.ui.widgets.named import named

Index = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole) + 1
_ROW_HEIGHT, _TITLE_HEIGHT = 27, 38
_SIDE = 14
_BACK = (
    QAbstractItemView.CursorAction.MoveUp,
    QAbstractItemView.CursorAction.MoveLeft,
    QAbstractItemView.CursorAction.MovePrevious,
    QAbstractItemView.CursorAction.MovePageUp,
)


class _Place(NamedTuple):
    """Where the keyboard is: a row of a group, and what stands there."""

    group: str
    row: int
    side: SideRow


class Sidebar(QTreeWidget):
    """Shows groups of rows. ``chosen`` carries a SideRow that was clicked or entered.

    ``dropped`` carries the SideRow that clips were dragged to: a collection, a tag, or the row for
    a new collection; ``menu_wanted`` a SideRow and where on the screen.
    """

    chosen = Signal(object)
    dropped = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._groups: Sequence[SideGroup] = ()
        self._items: list[list[QTreeWidgetItem]] = []

        named(self, "library_sidebar", tr("Groups and filters"))
        self.setItemDelegate(_SideDelegate(theme))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMinimumWidth(160)

        self.itemClicked.connect(self._tell)
        self.customContextMenuRequested.connect(self._ask_menu)
        theme.changed.connect(self.viewport().update)

    def show_groups(self, groups: Sequence[SideGroup]) -> None:
        """Show these; where the same rows stand, they stay and are only told anew."""
        was = self._place()
        if _shape(groups) != _shape(self._groups):
            self._build(groups)
        for place, group in enumerate(groups):
            for item, side in zip(self._items[place], group.rows, strict=True):
                if item.data(0, _ROW) != side:
                    _fill(item, side)
        self._groups = groups
        if was is not None:
            self._go_back_to(was)
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentItem() is None and self._items and self._items[0]:
            self.setCurrentItem(self._items[0][0])

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Titles are passed over."""
        index = super().moveCursor(cursorAction, modifiers)
        if not index.isValid() or index.data(_ROW) is not None:
            return index
        before = self.indexAbove(index) if cursorAction in _BACK else QModelIndex()
        return before if before.isValid() else self.indexBelow(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._tell(self.currentItem())
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(VIDEO_MIME):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        target = self._target(event.position().toPoint())
        if item is not None and target is not None:
            self.setCurrentItem(item)
        event.setAccepted(target is not None)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        target = self._target(event.position().toPoint())
        if target is not None:
            self.dropped.emit(target)
            event.acceptProposedAction()

    def _place(self) -> _Place | None:
        current = self.currentItem()
        for group, items in zip(self._groups, self._items, strict=True):
            for row, item in enumerate(items):
                if item is current:
                    return _Place(group.name, row, group.rows[row])
        return None

    def _go_back_to(self, was: _Place) -> None:
        """Keep the keyboard where it was; what was renamed is followed by what is in its place."""
        for group, items in zip(self._groups, self._items, strict=True):
            for item, side in zip(items, group.rows, strict=True):
                if side.means_as(was.side):
                    self.setCurrentItem(item)
                    return
        for group, items in zip(self._groups, self._items, strict=True):
            if group.name == was.group:
                self.setCurrentItem(items[min(was.row, len(items) - 1)])

    def _target(self, place: QPoint) -> SideRow | None:
        item = self.itemAt(place)
        row: SideRow | None = None if item is None else item.data(0, _ROW)
        takes = row is not None and row.field in (Field.COLLECTION, Field.TAG)
        return row if takes else None

    def _build(self, groups: Sequence[SideGroup]) -> None:
        bar = self.verticalScrollBar().value()
        self.clear()
        self._items = []
        for group in groups:
            heading = QTreeWidgetItem(self, [group.title])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._items.append([QTreeWidgetItem(heading) for _ in group.rows])
        self.expandAll()
        self.verticalScrollBar().setValue(bar)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        row = None if item is None else item.data(0, _ROW)
        if row is not None:
            self.chosen.emit(row)

    def _ask_menu(self, place: QPoint) -> None:
        item = self.itemAt(place)
        row = None if item is None else item.data(0, _ROW)
        if row is not None:
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(place))


def _shape(groups: Sequence[SideGroup]) -> list[tuple[str, int]]:
    return [(group.title, len(group.rows)) for group in groups]


def _colour(row: SideRow, colours: Colours) -> str:
    if row.kind is Kind.NEW:
        return colours.muted
    return colours.pale if row.count == 0 and not row.is_chosen else colours.text


def _fill(item: QTreeWidgetItem, row: SideRow) -> None:
    item.setText(0, row.words)
    item.setData(0, _ROW, row)
    count = "" if row.count is None else f", {row.count:n}"
    chosen = tr(", chosen") if row.is_chosen else ""
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{row.words}{count}{chosen}")
    item.setToolTip(0, row.words)


class _SideDelegate(QStyledItemDelegate):
    """Draws titles, and rows with their count at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _TITLE_HEIGHT if index.data(_ROW) is None else _ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: SideRow | None = index.data(_ROW)
        colours, area = self._theme.colours, option.rect
        inner = area.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.save()
        if row is None:
            font = QFont(small_font(option.font))
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(colours.muted))
            bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(inner.adjusted(0, 0, 0, -6), bottom, index.data())
        else:
            self._draw_row(painter, option, inner, row)
        painter.restore()

    def _draw_row(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, row: SideRow
    ) -> None:
        colours, state = self._theme.colours, QStyle.StateFlag
        if row.is_chosen:
            painter.fillRect(option.rect, QColor(colours.selection))
            bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(bar, QColor(colours.accent))
        elif option.state & state.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.raised))
        if option.state & state.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        count = "" if row.count is None else f"{row.count:,}"
        metrics = option.fontMetrics
        room = inner.width() - metrics.horizontalAdvance(count) - 8
        painter.setFont(option.font)
        painter.setPen(QColor(_colour(row, colours)))
        words = metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, room)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(QColor(colours.muted if row.count else colours.pale))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, count)
