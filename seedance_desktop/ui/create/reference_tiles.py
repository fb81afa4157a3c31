"""The reference pictures as numbered tiles: chosen, reordered, added to and dropped upon."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from typing_extensions import override

from seedance_desktop.core.request import Role
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft_state import SlotName
from seedance_desktop.model.frame_editor import FramePicture
from seedance_desktop.model.frame_pictures import FramePictures
from seedance_desktop.model.slot_drag import dragged_slot
from seedance_desktop.ui.create.reference_tile import TILE, ReferenceTile
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.described import describe
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.segments import stand_in_tab_order

_GAP = 8
_ROWS = 2
_LOW = 460
"""Pixels of the panel below which one row has to do, so that a picture can be edited at all."""


class ReferenceTiles(QScrollArea):
    """``chosen`` carries the slot's name of the tile to edit; ``browse_wanted`` Role.REFERENCE."""

    chosen = Signal(object)
    browse_wanted = Signal(object)

    def __init__(self, frames: FramePictures, theme: Theme) -> None:
        super().__init__()
        describe(self, QAccessible.Role.Grouping)
        self._frames = frames
        self._theme = theme
        self._board = _Board()
        self._tiles: list[ReferenceTile] = []
        self._current: SlotName | None = None
        self._add = named(QPushButton("+", self._board), "reference_add", tr("Add references…"))

        self.setObjectName("references")
        self.setAccessibleName(tr("Reference pictures"))
        self.setWidget(self._board)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAcceptDrops(True)
        self._add.setFixedSize(TILE)
        self._add.setToolTip(tr("Add references…"))

        self._add.clicked.connect(self._browse)

    @property
    def current(self) -> SlotName | None:
        """The reference that is being edited; None where there is none."""
        return self._current

    def refresh(self) -> None:
        """Show the references as they are now."""
        shown = [slot for slot in self._frames.shown if not isinstance(slot.name, Role)]
        before = [tile.picture.name for tile in self._tiles]
        if [tile.picture for tile in self._tiles] != shown:
            self._rebuild(shown)
        names = [slot.name for slot in shown]
        added = [name for name in names if name not in before]
        if added or self._current not in names:
            candidates = added or names
            self._choose(candidates[-1] if candidates else None)
            self._show_current()
        for tile in self._tiles:
            tile.setChecked(tile.picture.name == self._current)
            tile.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if tile.isChecked() else Qt.FocusPolicy.ClickFocus
            )
            tile.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._frames.ways_in.can_take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._board.show_gap(self._gap_at(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._board.show_gap(None)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """A reference of ours goes to the place between two others, all else is added."""
        self._board.show_gap(None)
        source = dragged_slot(event.mimeData())
        copies = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        names = [tile.picture.name for tile in self._tiles]
        if source in names and not copies:
            index = self._index_at(event.position().toPoint())
            self._frames.move_reference(source, index - (names.index(source) < index))
        elif not self._frames.ways_in.take(event.mimeData(), Role.REFERENCE, copies=copies):
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _rebuild(self, shown: list[FramePicture]) -> None:
        had_focus = any(tile.hasFocus() for tile in self._tiles)
        for tile in self._tiles:
            tile.hide()  # what was just added would be shown as a window of its own
            tile.setParent(None)  # at once: no two parts of a window have one name
            tile.deleteLater()
        self._tiles = []
        for number, picture in enumerate(shown, 1):
            tile = ReferenceTile(picture, number, self._theme)
            tile.setParent(self._board)
            tile.clicked.connect(self._click)
            tile.moved.connect(self._move)
            tile.removed.connect(self._remove)
            tile.left.connect(self._leave)
            tile.show()
            self._tiles.append(tile)
            if had_focus and picture.name == self._current:
                tile.setFocus()
        self._arrange()

    def _arrange(self) -> None:
        places = [*self._tiles, self._add]
        across = max(1, (self.viewport().width() + _GAP) // (TILE.width() + _GAP))
        for index, part in enumerate(places):
            part.move(*_corner(index, across))
        rows = -(-len(places) // across)
        self._board.setMinimumHeight(rows * (TILE.height() + _GAP))
        panel = self.parentWidget()
        most = 1 if panel is not None and panel.height() < _LOW else _ROWS
        self.setFixedHeight(min(rows, most) * (TILE.height() + _GAP))
        stand_in_tab_order(self, places)

    def _index_at(self, place: QPoint) -> int:
        """Before which tile something dropped here would lie."""
        on_board = self._board.mapFrom(self.viewport(), place)
        for index, tile in enumerate(self._tiles):
            area = tile.geometry()
            is_above = on_board.y() < area.top()
            if is_above or (on_board.y() <= area.bottom() and on_board.x() < area.center().x()):
                return index
        return len(self._tiles)

    def _gap_at(self, place: QPoint) -> QRect:
        index = self._index_at(place)
        part = self._tiles[index] if index < len(self._tiles) else self._add
        return QRect(part.x() - _GAP // 2 - 1, part.y() + 2, 3, TILE.height() - 4)

    def _show_current(self) -> None:
        """Scroll to the tile that is edited, once the new ones have their places."""
        for tile in self._tiles:
            if tile.picture.name == self._current:
                QTimer.singleShot(0, tile, partial(self.ensureWidgetVisible, tile, 0, _GAP))

    def _choose(self, name: SlotName | None) -> None:
        self._current = name
        self.chosen.emit(name)

    def _click(self) -> None:
        tile = self.sender()
        if isinstance(tile, ReferenceTile):
            self._choose(tile.picture.name)
            self.refresh()

    def _move(self, step: int) -> None:
        tile = self.sender()
        if isinstance(tile, ReferenceTile):
            index = self._tiles.index(tile) + step
            self._frames.move_reference(tile.picture.name, max(0, index))

    def _remove(self) -> None:
        tile = self.sender()
        if not isinstance(tile, ReferenceTile):
            return
        index = self._tiles.index(tile)
        others = [other for other in self._tiles if other is not tile]
        if others:
            self._current = others[min(index, len(others) - 1)].picture.name
        tile.picture.clear()
        if self._current is not None:
            self.chosen.emit(self._current)

    def _leave(self, step: int) -> None:
        tile = self.sender()
        if isinstance(tile, ReferenceTile):
            index = max(0, min(len(self._tiles) - 1, self._tiles.index(tile) + step))
            self._choose(self._tiles[index].picture.name)
            self.refresh()
            self._tiles[index].setFocus()
            self.ensureWidgetVisible(self._tiles[index])

    def _browse(self) -> None:
        self.browse_wanted.emit(Role.REFERENCE)


class _Board(QWidget):
    """Where the tiles lie, with a line where something would be put between two."""

    def __init__(self) -> None:
        super().__init__()
        self._gap: QRect | None = None

    def show_gap(self, gap: QRect | None) -> None:
        self._gap = gap
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._gap is not None:
            with QPainter(self) as painter:
                colour = self.palette().color(QPalette.ColorRole.Highlight)
                painter.setPen(QPen(colour, 1))
                painter.fillRect(self._gap, colour)


def _corner(index: int, across: int) -> tuple[int, int]:
    row, column = divmod(index, across)
    return column * (TILE.width() + _GAP), row * (TILE.height() + _GAP)
