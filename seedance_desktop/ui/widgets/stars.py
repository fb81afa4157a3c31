"""Five stars that are set by a click or by a figure key."""

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSlider
from typing_extensions import override

from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.ui.theme import Theme

MOST = 5
_STAR, _HOLLOW = "★", "☆"
_WIDTH = 18


class Stars(QSlider):
    """Shows a rating; ``rated`` carries the one that is wanted, 0 to 5.

    A slider to screen readers, which tell its value and can set it; it looks like none.
    A click on the star that is the last one already takes the rating away.
    """

    rated = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._over = 0

        self.setRange(0, MOST)
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Rate with a click or with 0 to 5"))
        theme.changed.connect(self.update)
        self.valueChanged.connect(self.rated)
        self.show_rating(0)

    def show_rating(self, rating: int) -> None:
        """Show this one."""
        with QSignalBlocker(self):
            self.setValue(rating)
        words = tr_count("Rating: {count} star", "Rating: {count} stars", rating)
        self.setAccessibleName(words if rating else tr("Not rated"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(MOST * _WIDTH + 2, 22)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self.rated.emit(max(0, self.value() - 1))
            case Qt.Key.Key_Right:
                self.rated.emit(min(MOST, self.value() + 1))
            case Qt.Key.Key_Home:
                self.rated.emit(0)
            case Qt.Key.Key_End:
                self.rated.emit(MOST)
            case key if Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
                self.rated.emit(int(key) - int(Qt.Key.Key_0))
            case _:
                event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        wanted = self._star_at(event)
        self.rated.emit(0 if wanted == self.value() else wanted)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing was taken hold of."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves what the stars lie in, and never a rating."""
        event.ignore()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._star_at(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._over = 0
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            colours = self._theme.colours
            shown = self._over or self.value()
            for place in range(MOST):
                is_full = place < shown
                painter.setPen(QColor(colours.warning if is_full else colours.faint))
                area = self.rect().adjusted(place * _WIDTH, 0, 0, 0)
                area.setWidth(_WIDTH)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _STAR if is_full else _HOLLOW)
            if self.hasFocus():
                painter.setPen(QColor(colours.accent))
                painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)

    def _star_at(self, event: QMouseEvent) -> int:
        return min(MOST, max(1, int(event.position().x()) // _WIDTH + 1))
