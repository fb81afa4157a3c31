"""Five stars that are set by a click or by a figure key."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.ui.theme import Theme

MOST = 5
_STAR, _HOLLOW = "★", "☆"
_WIDTH = 18


class Stars(QWidget):
    """Shows a rating; ``rated`` carries the one that is wanted, 0 to 5.

    A click on the star that is the last one already takes the rating away.
    """

    rated = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rating = 0
        self._over = 0

        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Rate with a click or with 0 to 5"))
        theme.changed.connect(self.update)
        self.show_rating(0)

    def show_rating(self, rating: int) -> None:
        """Show this one."""
        self._rating = rating
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
                self.rated.emit(max(0, self._rating - 1))
            case Qt.Key.Key_Right:
                self.rated.emit(min(MOST, self._rating + 1))
            case key if Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
                self.rated.emit(int(key) - int(Qt.Key.Key_0))
            case _:
                super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        wanted = self._star_at(event)
        self.rated.emit(0 if wanted == self._rating else wanted)

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
            shown = self._over or self._rating
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
