"""The picture of a slot with the exact output crop over it: pan, zoom, nudge."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from seedance_desktop.core.geometry import (
    CENTRED,
    Box,
    Framing,
    Size,
    crop_box,
)
from seedance_desktop.core.gestures import panned, zoomed_about

_WHEEL_STEP = 1.0015
_KEY_ZOOM = 1.1
_BIG_NUDGE = 10
_OUTSIDE = QColor(0, 0, 0, 150)
_THIRDS = QColor(255, 255, 255, 90)


class FrameCanvas(QWidget):
    """Shows a picture whole, darkened outside the crop.

    ``framed`` carries the new Framing while the user drags, zooms or nudges; the canvas shows it
    only once it comes back through ``show_picture``, so that screen and request never differ.
    """

    framed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._crop: _Crop | None = None
        self._dragged_from: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)

    def show_picture(
        self, image: QImage, source: Size | None, output: Size | None, framing: Framing
    ) -> None:
        """Show ``image``, a preview of a picture of ``source`` pixels, cropped to ``output``."""
        self._image = image
        self._crop = _Crop(source, output, framing) if source and output else None
        self.setCursor(
            Qt.CursorShape.OpenHandCursor if self._is_editable() else Qt.CursorShape.ArrowCursor
        )
        self.update()

    def zoom_by(self, factor: float) -> None:
        """Zoom about the middle of the crop."""
        if self._crop:
            box = self._crop.box
            self._zoom_about(factor, (box.x + box.width / 2, box.y + box.height / 2))

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 320)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Shadow))
        if self._image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self._picture_area()
        painter.drawImage(shown, self._image)
        if self._crop:
            self._paint_crop(painter, self._crop_area(self._crop, shown), shown)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._is_editable():
            self._dragged_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            return
        moved = event.position() - self._dragged_from
        self._dragged_from = event.position()
        there, here = self._at(event.position()), self._at(event.position() - moved)
        self._pan(there[0] - here[0], there[1] - here[1])

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            self._dragged_from = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._is_editable():
            self.framed.emit(CENTRED)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._is_editable():
            self._zoom_about(_WHEEL_STEP ** event.angleDelta().y(), self._at(event.position()))
            event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
            and self._is_editable()
        ):
            self._zoom_about(1 + event.value(), self._at(event.position()))
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_editable():
            super().keyPressEvent(event)
            return
        step = _BIG_NUDGE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        match event.key():
            case Qt.Key.Key_Left:
                self._nudge(-step, 0)
            case Qt.Key.Key_Right:
                self._nudge(step, 0)
            case Qt.Key.Key_Up:
                self._nudge(0, -step)
            case Qt.Key.Key_Down:
                self._nudge(0, step)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(_KEY_ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / _KEY_ZOOM)
            case Qt.Key.Key_0:
                self.framed.emit(CENTRED)
            case _:
                super().keyPressEvent(event)

    def _is_editable(self) -> bool:
        return not self._image.isNull() and self._crop is not None

    def _picture_area(self) -> QRectF:
        """Where the whole picture is drawn: as large as fits, in the middle."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        x = (self.width() - size.width()) / 2
        y = (self.height() - size.height()) / 2
        return QRectF(x, y, max(1, size.width()), max(1, size.height()))

    def _crop_area(self, crop: "_Crop", shown: QRectF) -> QRectF:
        box, scale = crop.box, shown.width() / crop.source.width
        return QRectF(
            shown.x() + box.x * scale,
            shown.y() + box.y * scale,
            box.width * scale,
            box.height * scale,
        )

    def _paint_crop(self, painter: QPainter, crop: QRectF, shown: QRectF) -> None:
        for outside in (
            QRectF(shown.left(), shown.top(), shown.width(), crop.top() - shown.top()),
            QRectF(shown.left(), crop.bottom(), shown.width(), shown.bottom() - crop.bottom()),
            QRectF(shown.left(), crop.top(), crop.left() - shown.left(), crop.height()),
            QRectF(crop.right(), crop.top(), shown.right() - crop.right(), crop.height()),
        ):
            painter.fillRect(outside, _OUTSIDE)
        painter.setPen(QPen(_THIRDS, 1))
        for share in (1 / 3, 2 / 3):
            x, y = crop.left() + crop.width() * share, crop.top() + crop.height() * share
            painter.drawLine(QPointF(x, crop.top()), QPointF(x, crop.bottom()))
            painter.drawLine(QPointF(crop.left(), y), QPointF(crop.right(), y))
        painter.setPen(QPen(Qt.GlobalColor.white, 1.5))
        painter.drawRect(crop)

    def _at(self, point: QPointF) -> tuple[float, float]:
        """A place on the widget in source pixels."""
        if self._crop is None:
            return 0.0, 0.0
        shown = self._picture_area()
        scale = self._crop.source.width / shown.width()
        return (point.x() - shown.x()) * scale, (point.y() - shown.y()) * scale

    def _pan(self, x: float, y: float) -> None:
        if self._crop:
            crop = self._crop
            self.framed.emit(panned(crop.framing, crop.source, crop.output, (x, y)))

    def _nudge(self, x: int, y: int) -> None:
        """Move the crop by whole output pixels."""
        if self._crop:
            step = self._crop.box.width / self._crop.output.width
            self._pan(x * step, y * step)

    def _zoom_about(self, factor: float, point: tuple[float, float]) -> None:
        if self._crop:
            crop = self._crop
            self.framed.emit(zoomed_about(crop.framing, crop.source, crop.output, factor, point))


@dataclass(frozen=True, slots=True)
class _Crop:
    """Which part of a picture of ``source`` pixels is shown as sent."""

    source: Size
    output: Size
    framing: Framing

    @property
    def box(self) -> Box:
        return crop_box(self.source, self.output, self.framing)
