"""Where a clip is seen: fitted, or zoomed to its pixels and moved about."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from seedance_desktop.ui.widgets.described import describe
from seedance_desktop.ui.widgets.frame_image import frame_image, upright_size

FITTED = 0.0
"""The zoom that shows all of the picture."""
_MOST = 16.0
_STEP = 1.25
_NOTCH = 120


class VideoCanvas(QWidget):
    """Paints the newest frame. ``zoom`` is in pixels of the screen for one of the picture.

    ``zoomed`` comes with another zoom or another middle, ``full_screen_wanted`` with a double
    click, ``pressed`` with a plain one.
    """

    zoomed = Signal()
    full_screen_wanted = Signal()
    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        describe(self, QAccessible.Role.Graphic)
        self._frame: QVideoFrame | None = None
        self._image = QImage()
        self._zoom = FITTED
        self._middle = QPointF(0.5, 0.5)
        self._grabbed: tuple[QPointF, QPointF] | None = None
        self._was_moved = False
        self._background = QColor("black")

        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(64, 36)

    @property
    def zoom(self) -> float:
        """FITTED, or how large the picture's pixels are."""
        return self._zoom

    @property
    def middle(self) -> QPointF:
        """What lies in the middle, in parts of the picture's width and height."""
        return self._middle

    @property
    def frame(self) -> QVideoFrame | None:
        """The one that is shown."""
        return self._frame

    def show_frame(self, frame: QVideoFrame) -> None:
        """Show this frame from now on."""
        self._frame = frame
        self._image = QImage()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._frame = None
        self._image = QImage()
        self.update()

    def set_background(self, colour: QColor) -> None:
        """Choose what is seen beside the picture."""
        self._background = colour
        self.update()

    def set_view(self, zoom: float, middle: QPointF) -> None:
        """Zoom, to FITTED or to a scale, and move; within what makes sense."""
        least = self._fitted_scale()
        self._zoom = FITTED if zoom <= least else min(zoom, max(_MOST, least))
        self._middle = QPointF(0.5, 0.5) if self._zoom == FITTED else self._within(middle)
        self._image = QImage()
        self.setCursor(
            Qt.CursorShape.ArrowCursor if self._zoom == FITTED else Qt.CursorShape.OpenHandCursor
        )
        self.update()
        self.zoomed.emit()

    def move_view(self, right: int, down: int) -> None:
        """Look at what is further to the right or down, in eighths of what can be seen."""
        area = self.picture_area()
        x = self.width() / max(1.0, area.width()) * right / 8
        y = self.height() / max(1.0, area.height()) * down / 8
        self.set_view(self._zoom, self._middle + QPointF(x, y))

    def picture_area(self) -> QRectF:
        """Where the whole picture lies, in this widget's own measure; outside of it when zoomed."""
        size = QSizeF(self._picture_size()) * self._scale() / self.devicePixelRatioF()
        centre = QPointF(self.width() / 2, self.height() / 2)
        if self._zoom != FITTED:
            off = QPointF(0.5, 0.5) - self._middle
            centre += QPointF(off.x() * size.width(), off.y() * size.height())
        return QRectF(centre - QPointF(size.width() / 2, size.height() / 2), size)

    def paint_picture(self, painter: QPainter, clip: QRectF | None = None) -> None:
        """Paint the frame on any widget of this one's size, within ``clip`` if there is one."""
        if self._frame is None:
            return
        area = self.picture_area()
        if self._zoom != FITTED:
            if self._image.isNull():
                self._image = frame_image(self._frame, self._picture_size())
        else:
            wanted = (area.size() * self.devicePixelRatioF()).toSize()
            if self._image.size() != wanted:
                self._image = frame_image(self._frame, wanted)
        painter.save()
        if clip is not None:
            painter.setClipRect(clip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._zoom < 1)
        painter.drawImage(area, self._image)
        painter.restore()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 180)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._background)
            self.paint_picture(painter)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom; what is under the pointer stays there."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._frame is None:
            super().wheelEvent(event)
            return
        before = self.picture_area()
        place = event.position()
        held = QPointF(
            (place.x() - before.x()) / max(1.0, before.width()),
            (place.y() - before.y()) / max(1.0, before.height()),
        )
        scale = self._scale() * _STEP ** (event.angleDelta().y() / _NOTCH)
        size = QSizeF(self._picture_size()) * scale / self.devicePixelRatioF()
        off = place - QPointF(self.width() / 2, self.height() / 2)
        moved = QPointF(off.x() / max(1.0, size.width()), off.y() / max(1.0, size.height()))
        self.set_view(scale, held - moved)
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position(), self._middle
            self._was_moved = False
            self.pressed.emit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None or self._zoom == FITTED:
            return
        start, middle = self._grabbed
        area, off = self.picture_area(), event.position() - start
        self._was_moved = True
        by = QPointF(off.x() / max(1.0, area.width()), off.y() / max(1.0, area.height()))
        self.set_view(self._zoom, middle - by)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.full_screen_wanted.emit()

    def _picture_size(self) -> QSize:
        return QSize(16, 9) if self._frame is None else upright_size(self._frame)

    def _fitted_scale(self) -> float:
        size, ratio = self._picture_size(), self.devicePixelRatioF()
        return min(self.width() * ratio / size.width(), self.height() * ratio / size.height())

    def _scale(self) -> float:
        return self._fitted_scale() if self._zoom == FITTED else self._zoom

    def _within(self, middle: QPointF) -> QPointF:
        """Keep the picture's edge from coming further in than the widget's own."""
        size = QSizeF(self._picture_size()) * self._zoom / self.devicePixelRatioF()
        spare_x = max(0.0, 0.5 - self.width() / 2 / size.width())
        spare_y = max(0.0, 0.5 - self.height() / 2 / size.height())
        return QPointF(
            min(max(middle.x(), 0.5 - spare_x), 0.5 + spare_x),
            min(max(middle.y(), 0.5 - spare_y), 0.5 + spare_y),
        )
