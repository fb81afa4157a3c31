"""A label that leaves out the middle of its text where there is no room for all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override


class Elided(QLabel):
    """For names of files: both their beginning and their ending are of use.

    Its text, for scripts and screen readers, stays whole.
    """

    def __init__(self, tone: str) -> None:
        super().__init__()
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        mode = Qt.TextElideMode.ElideMiddle
        words = self.fontMetrics().elidedText(self.text(), mode, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
