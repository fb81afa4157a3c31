"""Draws a picture and the frame over it; what does not change from frame to frame is kept."""

from enum import StrEnum

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from seedance_desktop.core.affine import Affine, scaling
from seedance_desktop.core.geometry import Bars, Box
from seedance_desktop.media.frame_paint import blurred_backdrop, paint_frame, qt_transform
from seedance_desktop.ui.create.frame_view import FrameView

_OUTSIDE = QColor(0, 0, 0, 150)
_LINES = QColor(255, 255, 255, 110)
_LINES_UNDER = QColor(0, 0, 0, 70)


class Guides(StrEnum):
    """The lines over the frame, to compose by."""

    NONE = "none"
    THIRDS = "thirds"
    CENTRE = "centre"
    DIAGONAL = "diagonal"


class FramePainting:
    """Paints one canvas. While a frame moves over its picture only lines are drawn anew."""

    def __init__(self) -> None:
        self._whole: tuple[object, QPixmap] | None = None
        self._backdrop: tuple[object, QImage] | None = None

    def paint(self, painter: QPainter, image: QImage, view: FrameView, guides: Guides) -> None:
        """The picture, darker where it is not sent, and the frame with its guides."""
        painter.drawPixmap(0, 0, self._picture(image, view, painter.device().devicePixelRatio()))
        frame = _rect(view.frame)
        _darken(painter, frame, QRectF(0, 0, view.width, view.height))
        if view.is_frame_still:
            self._paint_sent(painter, image, view)
        _paint_guides(painter, frame, guides)
        painter.setPen(QPen(Qt.GlobalColor.white, 1.5))
        painter.drawRect(frame)

    def paint_result(self, painter: QPainter, image: QImage, view: FrameView) -> None:
        """What is sent and nothing else, as large as fits."""
        area = QRectF(0, 0, view.width, view.height)
        size = QSizeF(view.output.width, view.output.height)
        size.scale(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.translate((area.width() - size.width()) / 2, (area.height() - size.height()) / 2)
        painter.scale(size.width() / view.output.width, size.height() / view.output.height)
        self._paint_frame(painter, image, view)

    def forget(self) -> None:
        """Let go of what was kept: there is no picture any more."""
        self._whole = self._backdrop = None

    def _paint_sent(self, painter: QPainter, image: QImage, view: FrameView) -> None:
        painter.save()
        painter.setTransform(qt_transform(view.output_to_canvas), combine=True)
        self._paint_frame(painter, image, view)
        painter.restore()

    def _paint_frame(self, painter: QPainter, image: QImage, view: FrameView) -> None:
        backdrop = self._blurred(image, view) if view.framing.bars is Bars.BLURRED else None
        paint_frame(painter, image, view.source, view.output, view.framing, backdrop)

    def _blurred(self, image: QImage, view: FrameView) -> QImage:
        framing = view.framing
        of = (image.cacheKey(), view.output, framing.quarter_turns, framing.mirrored)
        if self._backdrop is None or self._backdrop[0] != of:
            self._backdrop = (of, blurred_backdrop(image, view.output, framing))
        return self._backdrop[1]

    def _picture(self, image: QImage, view: FrameView, dpr: float) -> QPixmap:
        """The whole picture as it lies on the canvas."""
        small = scaling(view.source.width / image.width(), view.source.height / image.height())
        way = small.then(view.source_to_canvas)
        parts = (way.xx, way.xy, way.x0, way.yx, way.yy, way.y0)
        rounded = tuple(round(part, 4) for part in parts)
        of = (image.cacheKey(), rounded, view.width, view.height, dpr)
        if self._whole is None or self._whole[0] != of:
            self._whole = (of, _drawn(image, way, view, dpr))
        return self._whole[1]


def small_pixmap(image: QImage, side: int) -> QPixmap:
    """The picture at most ``side`` pixels long, to be dragged or shown in a row."""
    return QPixmap.fromImage(
        image.scaled(
            side,
            side,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    )


def _drawn(image: QImage, way: Affine, view: FrameView, dpr: float) -> QPixmap:
    drawn = QPixmap(round(view.width * dpr), round(view.height * dpr))
    drawn.setDevicePixelRatio(dpr)
    drawn.fill(Qt.GlobalColor.transparent)
    with QPainter(drawn) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(way.xy and way.xx))
        painter.setTransform(qt_transform(way), combine=True)
        painter.drawImage(QPointF(0, 0), image)
    return drawn


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def _darken(painter: QPainter, frame: QRectF, area: QRectF) -> None:
    for outside in (
        QRectF(area.left(), area.top(), area.width(), frame.top() - area.top()),
        QRectF(area.left(), frame.bottom(), area.width(), area.bottom() - frame.bottom()),
        QRectF(area.left(), frame.top(), frame.left() - area.left(), frame.height()),
        QRectF(frame.right(), frame.top(), area.right() - frame.right(), frame.height()),
    ):
        painter.fillRect(outside.intersected(area), _OUTSIDE)


def _paint_guides(painter: QPainter, frame: QRectF, guides: Guides) -> None:
    lines = _guide_lines(frame, guides)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, guides is Guides.DIAGONAL)
    for colour, width in ((_LINES_UNDER, 3.0), (_LINES, 1.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _guide_lines(frame: QRectF, guides: Guides) -> list[QLineF]:
    match guides:
        case Guides.NONE:
            return []
        case Guides.DIAGONAL:
            return [
                QLineF(frame.topLeft(), frame.bottomRight()),
                QLineF(frame.bottomLeft(), frame.topRight()),
            ]
        case _:
            shares = (1 / 3, 2 / 3) if guides is Guides.THIRDS else (1 / 2,)
    lines = []
    for share in shares:
        x, y = frame.left() + frame.width() * share, frame.top() + frame.height() * share
        lines.append(QLineF(x, frame.top(), x, frame.bottom()))
        lines.append(QLineF(frame.left(), y, frame.right(), y))
    return lines
