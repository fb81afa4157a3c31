"""The button that asks for videos, with its key beside its words."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

_GAP = 12
_EDGE = 12


class GenerateButton(QPushButton):
    """Draws ``hint`` smaller and paler to the right of its words, where there is room for it."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            half = self.fontMetrics().horizontalAdvance(self.text()) // 2
            left = self.width() // 2 + half + _GAP
            font = self.font()
            font.setBold(False)
            font.setPixelSize(max(8, round(self.fontInfo().pixelSize() * 0.85)))
            painter.setFont(font)
            width = painter.fontMetrics().horizontalAdvance(self._hint)
            if left + width > self.width() - _EDGE:
                return
            ink = self.palette().color(QPalette.ColorRole.ButtonText)
            ink.setAlphaF(0.75)
            painter.setPen(ink)
            place = QRect(left, 0, width + 1, self.height())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._hint
            )
