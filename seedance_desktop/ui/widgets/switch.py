"""A switch: a check box drawn as a sliding knob, with its words on the left."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox
from typing_extensions import override

_TRACK = QSize(34, 20)


class Switch(QCheckBox):
    """On or off. The whole row is the target of a click."""

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + _TRACK.width() + 16
        return QSize(width, max(metrics.height(), _TRACK.height()) + 6)

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            palette = self.palette()
            ink = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
            painter.setPen(palette.color(ink, QPalette.ColorRole.WindowText))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text()
            )
            track = QRectF(
                self.width() - _TRACK.width() - 2,
                (self.height() - _TRACK.height()) / 2,
                _TRACK.width(),
                _TRACK.height(),
            )
            on = self.isChecked()
            role = QPalette.ColorRole
            fill = palette.color(role.Highlight if on and self.isEnabled() else role.Button)
            painter.setPen(
                palette.color(role.Highlight) if self.hasFocus() else palette.color(role.Mid)
            )
            painter.setBrush(fill)
            painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
            knob = track.height() - 6
            left = track.right() - knob - 3 if on else track.left() + 3
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._knob_colour())
            painter.drawEllipse(QRectF(left, track.top() + 3, knob, knob))

    def _knob_colour(self) -> QColor:
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        on = self.isChecked() and self.isEnabled()
        role = QPalette.ColorRole.HighlightedText if on else QPalette.ColorRole.WindowText
        return self.palette().color(group, role)
