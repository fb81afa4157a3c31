"""The picture of a slot with the frame that is sent: pan, zoom, turn and nudge by hand."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
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

from seedance_desktop.core.affine import Point
from seedance_desktop.core.geometry import Bars, Framing, Size
from seedance_desktop.core.gestures import (
    mirrored,
    nudged,
    reset,
    straightened,
    turned,
    with_bars,
    zoomed_about,
)
from seedance_desktop.model.bursts import Bursts
from seedance_desktop.model.draft_history import Step
from seedance_desktop.ui.create.frame_painting import FramePainting, Guides
from seedance_desktop.ui.create.frame_view import FrameView
from seedance_desktop.ui.widgets.described import describe

_WHEEL_STEP = 1.0015
_KEY_ZOOM = 1.1
_BIG_NUDGE = 10
_DEGREES_A_NOTCH = 0.5
_NOTCH = 120
_ARROWS: dict[int, Point] = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}

_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class FrameCanvas(QWidget):
    """Shows a picture whole, darkened outside what is sent.

    ``framed`` carries the new Framing, the Step and the gesture's key while the user drags, zooms
    or turns; the canvas shows it only once it comes back through ``show_picture``, so that screen
    and request never differ. ``entered``: it has got the focus. While B is held the picture is
    shown as its file has it, while Space is held what is sent and nothing else.
    """

    framed = Signal(object, object, str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        describe(self, QAccessible.Role.Graphic)
        self._image = QImage()
        self._sizes: tuple[Size, Size] | None = None
        self._framing = Framing()
        self._guides = Guides.THIRDS
        self._painting = FramePainting()
        self._bursts = Bursts()
        self._drag = 0
        self._dragged_from: QPointF | None = None
        self._held: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)

    def show_picture(
        self, image: QImage, source: Size | None, output: Size | None, framing: Framing
    ) -> None:
        """Show ``image``, a preview of a picture of ``source`` pixels, framed for ``output``."""
        self._image = image
        self._sizes = (source, output) if source and output else None
        self._framing = framing
        if image.isNull():
            self._painting.forget()
        if self._dragged_from is None:
            self.setCursor(
                Qt.CursorShape.OpenHandCursor if self.is_editable else Qt.CursorShape.ArrowCursor
            )
        self.update()

    def show_guides(self, guides: Guides) -> None:
        """Draw these lines over the frame."""
        self._guides = guides
        self.update()

    @property
    def is_editable(self) -> bool:
        """Whether there is a picture, and a frame to cut it to."""
        return not self._image.isNull() and self._sizes is not None

    def zoom_by(self, factor: float) -> None:
        """Zoom about the middle of the crop."""
        view = self._view()
        if view:
            middle = view.output.width / 2, view.output.height / 2
            self._zoom_about(factor, view.output_to_canvas.at(middle), "zoom")

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 320)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Shadow))
            if self._image.isNull():
                return
            view = self._view()
            painter.save()
            if view is None or self._held == Qt.Key.Key_B:
                self._paint_plain(painter)
            elif self._held == Qt.Key.Key_Space:
                self._painting.paint_result(painter, self._image, view)
            else:
                self._painting.paint(painter, self._image, view, self._guides)
            painter.restore()
            if self.hasFocus():
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.is_editable:
            self._dragged_from = event.position()
            self._drag += 1
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        view = self._view()
        if self._dragged_from is None or view is None:
            return
        moved = event.position() - self._dragged_from
        self._dragged_from = event.position()
        self._nudge(view.output_step((moved.x(), moved.y())), f"drag {self._drag}")

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            self._dragged_from = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.is_editable:
            self.framed.emit(reset(self._framing), Step.RESET, "")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.is_editable:
            return
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:  # X11 turns it sideways then
            self._straighten((turn.x() or turn.y()) / _NOTCH * _DEGREES_A_NOTCH)
        else:
            place = event.position()
            self._zoom_about(_WHEEL_STEP ** turn.y(), (place.x(), place.y()), "wheel")
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
            and self.is_editable
        ):
            place = event.position()
            self._zoom_about(1 + event.value(), (place.x(), place.y()), "pinch")
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_B, Qt.Key.Key_Space) and not event.isAutoRepeat():
            self._hold(event.key())
        elif not (self.is_editable and self._obey(event)):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == self._held and not event.isAutoRepeat():
            self._hold(None)
        else:
            super().keyReleaseEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hold(None)
        super().focusOutEvent(event)

    def _obey(self, event: QKeyEvent) -> bool:
        """Do what a key means; False for one that means nothing."""
        is_big = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            return False
        if event.key() in _ARROWS:
            across, down = _ARROWS[event.key()]
            step = _BIG_NUDGE if is_big else 1
            self._nudge((step * across, step * down), self._bursts.key("nudge"))
            return True
        framing = self._framing
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(_KEY_ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / _KEY_ZOOM)
            case Qt.Key.Key_BracketLeft | Qt.Key.Key_BracketRight:
                is_left = event.key() == Qt.Key.Key_BracketLeft
                self._straighten(-_DEGREES_A_NOTCH if is_left else _DEGREES_A_NOTCH)
            case Qt.Key.Key_R:
                self.framed.emit(turned(framing, -1 if is_big else 1), Step.TURN, "")
            case Qt.Key.Key_M:
                self.framed.emit(mirrored(framing), Step.MIRROR, "")
            case Qt.Key.Key_F:
                bars = Bars.BLURRED if framing.bars is Bars.NONE else Bars.NONE
                self.framed.emit(with_bars(framing, bars), Step.BARS, "")
            case Qt.Key.Key_0:
                self.framed.emit(reset(framing), Step.RESET, "")
            case _:
                return False
        return True

    def _view(self) -> FrameView | None:
        if self._sizes is None:
            return None
        return FrameView(*self._sizes, self._framing, self.width(), self.height())

    def _paint_plain(self, painter: QPainter) -> None:
        """The whole picture as its file has it."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = self.rect()
        shown.setSize(size.expandedTo(QSize(1, 1)))
        shown.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(shown, self._image)

    def _hold(self, key: int | None) -> None:
        self._held = key
        self.update()

    def _nudge(self, by: Point, key: str) -> None:
        """Move the crop by pixels of the output."""
        if self._sizes:
            self.framed.emit(nudged(self._framing, *self._sizes, by), Step.CROP, key)

    def _straighten(self, by: float) -> None:
        framing = straightened(self._framing, self._framing.straighten + by)
        self.framed.emit(framing, Step.STRAIGHTEN, self._bursts.key("straighten"))

    def _zoom_about(self, factor: float, place: Point, kind: str) -> None:
        view = self._view()
        if view:
            point = view.source_at(place)
            framing = zoomed_about(self._framing, view.source, view.output, factor, point)
            self.framed.emit(framing, Step.CROP, self._bursts.key(kind))
