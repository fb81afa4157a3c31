"""One reference picture in the row: its number, its picture, and a place to drag it by."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from typing_extensions import override

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.words import tr
from seedance_desktop.model.frame_editor import FramePicture
from seedance_desktop.model.slot_drag import slot_drag
from seedance_desktop.ui.create.frame_painting import small_pixmap
from seedance_desktop.ui.theme import Theme

TILE = QSize(76, 57)
_BADGE = QColor(0, 0, 0, 170)
_ROUND = 6.0


class ReferenceTile(QPushButton):
    """Chosen by a click; ``moved`` carries by how many places, ``removed`` asks for its removal.

    ``left`` carries where the focus is to go: so many tiles on.
    """

    moved = Signal(int)
    removed = Signal()
    left = Signal(int)

    def __init__(self, picture: FramePicture, number: int, theme: Theme) -> None:
        super().__init__()
        self.picture = picture
        self._number = number
        self._theme = theme
        self._kept: tuple[int, QPixmap] | None = None
        self._pressed: QPoint | None = None
        self._shown: tuple[int, str, Failure | None] | None = None
        self.setCheckable(True)
        self.setFixedSize(TILE)
        self.setObjectName(f"reference_{number}")
        self.setToolTip(tr("Drag to reorder, or Alt with the arrow keys; Delete removes it"))
        self.refresh()

    def refresh(self) -> None:
        """Show the picture as it is now."""
        path, failure = self.picture.path, self.picture.failure
        name = "" if path is None else path.name
        words = tr("Reference {number}: {name}", number=self._number, name=name)
        self.setAccessibleName(words)
        self.setAccessibleDescription("" if failure is None else failure.message.shown())
        preview = self.picture.preview
        shown = (preview.cacheKey() if preview else 0, words, failure)
        if shown != self._shown:  # thirty tiles are not to be painted for every step of a drag
            self._shown = shown
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            shape = QPainterPath()
            shape.addRoundedRect(area, _ROUND, _ROUND)
            painter.save()
            painter.setClipPath(shape)
            painter.fillRect(area, self.palette().color(QPalette.ColorRole.Shadow))
            pixmap = self._pixmap()
            if pixmap is not None:
                size = pixmap.deviceIndependentSize()
                corner = area.center() - QRectF(0, 0, size.width(), size.height()).center()
                painter.drawPixmap(corner, pixmap)
            self._paint_badge(painter, area)
            painter.restore()
            self._paint_edge(painter, shape)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = event.position().toPoint() - (self._pressed or event.position().toPoint())
        if moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        self.setDown(False)
        frame = self.picture.drawn
        if frame is not None:
            drag = QDrag(self)
            drag.setMimeData(slot_drag(frame))
            drag.setPixmap(self.grab())
            drag.exec(Qt.DropAction.CopyAction)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        elif step:
            self.left.emit(step)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Move to the left")).triggered.connect(self._move_left)
        menu.addAction(tr("Move to the right")).triggered.connect(self._move_right)
        menu.addSeparator()
        menu.addAction(tr("Remove the picture")).triggered.connect(self.removed)
        menu.popup(event.globalPos())

    def _paint_badge(self, painter: QPainter, area: QRectF) -> None:
        words = str(self._number)
        width = max(18.0, self.fontMetrics().horizontalAdvance(words) + 10.0)
        badge = QRectF(area.left() + 4, area.top() + 4, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BADGE)
        painter.drawRoundedRect(badge, 9, 9)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_edge(self, painter: QPainter, shape: QPainterPath) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        colours = self._theme.colours
        if self.picture.failure is not None:
            colour = colours.danger
        elif self.isChecked():
            colour = colours.accent
        else:
            colour = colours.line
        painter.setPen(QPen(QColor(colour), 1 if colour == colours.line else 2))
        painter.drawPath(shape)
        if self.hasFocus():  # the one that is edited may be another
            painter.setPen(QPen(QColor(colours.text), 2))
            within = QRectF(self.rect()).adjusted(4, 4, -4, -4)
            painter.drawRoundedRect(within, _ROUND - 2, _ROUND - 2)

    def _pixmap(self) -> QPixmap | None:
        preview, dpr = self.picture.preview, self.devicePixelRatio()
        if preview is None:
            return None
        key = hash((preview.cacheKey(), dpr))
        if self._kept is None or self._kept[0] != key:
            pixmap = small_pixmap(preview, round(TILE.width() * dpr))
            pixmap.setDevicePixelRatio(dpr)
            self._kept = (key, pixmap)
        return self._kept[1]

    def _move_left(self) -> None:
        self.moved.emit(-1)

    def _move_right(self) -> None:
        self.moved.emit(1)
