"""The bar under a clip: where it is, and which part of it is played."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider
from typing_extensions import override

from seedance_desktop.ui.theme import Theme

_THICK = 2.0


class PositionBar(QSlider):
    """A slider whose values are frames; a line stands at each end of the marked part."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._part: tuple[int, int] | None = None

    def show_part(self, part: tuple[int, int] | None) -> None:
        """Mark the first and the last frame of what is played; None where it is all."""
        if part != self._part:
            self._part = part
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._part is None:
            return
        with QPainter(self) as painter:
            for frame in self._part:
                line = QRectF(self._place(frame) - _THICK / 2, 0.0, _THICK, self.height())
                painter.fillRect(line, QColor(self._theme.colours.text))

    def _place(self, frame: int) -> float:
        """Where the middle of the handle stands at this frame."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, style = QStyle.ComplexControl.CC_Slider, self.style()
        groove = style.subControlRect(control, option, QStyle.SubControl.SC_SliderGroove, self)
        handle = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        room = groove.width() - handle.width()
        along = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), frame, room)
        return groove.x() + along + handle.width() / 2
