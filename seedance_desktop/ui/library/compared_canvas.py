"""Two clips in one place: one over the other up to a line, or both in turn."""

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from seedance_desktop.ui.widgets.video_canvas import FITTED, VideoCanvas

_FLICKER_MS = 450
_REACH = 12
_EDGE = 10
_PAD = 7


class Manner(StrEnum):
    """How clips are compared."""

    SIDE_BY_SIDE = "side"
    WIPE = "wipe"
    FLICKER = "flicker"


class ComparedCanvas(VideoCanvas):
    """Paints its own clip, and ``other``'s as the manner says. ``other`` itself is not seen."""

    def __init__(self, other: VideoCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.other = other
        self._manner = Manner.WIPE
        self._captions = ("", "")
        self._line = 0.5
        self._is_held = False
        self._shows_other = False
        self._turn = QTimer(self, interval=_FLICKER_MS)

        self.setMouseTracking(True)
        self._turn.timeout.connect(self._flicker)

    @property
    def line(self) -> float:
        """Where the one ends and the other begins, in parts of the width."""
        return self._line

    @property
    def shows_other(self) -> bool:
        """Whether it is the other's turn."""
        return self._shows_other

    def set_manner(self, manner: Manner) -> None:
        """Wipe or flicker."""
        self._manner = manner
        self._shows_other = False
        if manner is Manner.FLICKER:
            self._turn.start()
        else:
            self._turn.stop()
        self.update()

    @property
    def captions(self) -> tuple[str, str]:
        """What the two are called."""
        return self._captions

    def set_captions(self, one: str, other: str) -> None:
        """Call them so, to tell which is seen where."""
        self._captions = one, other
        self.update()

    def set_line(self, line: float) -> None:
        """Move the line of a wipe."""
        self._line = min(max(0.0, line), 1.0)
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.other.resize(self.size())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor("black"))
            if self._manner is Manner.FLICKER:
                (self.other if self._shows_other else self).paint_picture(painter)
                self._paint_caption(painter, is_other=self._shows_other)
                return
            line = self.width() * self._line
            self.paint_picture(painter, QRectF(0, 0, line, self.height()))
            self.other.paint_picture(painter, QRectF(line, 0, self.width() - line, self.height()))
            painter.setPen(QPen(QColor(255, 255, 255, 200), 2))
            painter.drawLine(round(line), 0, round(line), self.height())
            self._paint_caption(painter, is_other=False)
            self._paint_caption(painter, is_other=True)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_near = abs(event.position().x() - self.width() * self._line) < _REACH
        self._is_held = self._manner is Manner.WIPE and (is_near or self.zoom == FITTED)
        if self._is_held:
            self.set_line(event.position().x() / max(1, self.width()))
        else:
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_held:
            self.set_line(event.position().x() / max(1, self.width()))
            return
        is_near = abs(event.position().x() - self.width() * self._line) < _REACH
        if self._manner is Manner.WIPE and is_near:
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self.zoom == FITTED:
            self.unsetCursor()
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_held = False
        super().mouseReleaseEvent(event)

    def _paint_caption(self, painter: QPainter, *, is_other: bool) -> None:
        """The one's at the left, the other's at the right, as in a wipe."""
        metrics, end = self.fontMetrics(), Qt.TextElideMode.ElideRight
        room = self.width() // 2 - 2 * (_EDGE + _PAD)
        words = metrics.elidedText(self._captions[is_other], end, max(0, room))
        if not words:
            return
        width = metrics.horizontalAdvance(words) + 2 * _PAD
        height = metrics.height() + _PAD
        left = self.width() - _EDGE - width if is_other else _EDGE
        area = QRectF(left, self.height() - _EDGE - height, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QColor("white"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def _flicker(self) -> None:
        self._shows_other = not self._shows_other
        self.update()
