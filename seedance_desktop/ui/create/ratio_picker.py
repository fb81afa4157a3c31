"""The aspect ratios of a model as buttons drawn to shape."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget
from typing_extensions import override

from seedance_desktop.core.geometry import ratio_shape
from seedance_desktop.core.request import ADAPTIVE
from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.described import describe
from seedance_desktop.ui.widgets.segments import mark_one, stand_in_tab_order
from seedance_desktop.ui.words import ratio_name

_COLUMNS = 7
_SHAPE_SIDE = 22.0


class RatioPicker(QWidget):
    """One button a ratio; ``chosen`` carries the ratio that the user marked, by a click or not."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        describe(self, QAccessible.Role.Grouping)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _RatioButton] = {}
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.setObjectName("ratio")
        self.setAccessibleName(tr("Aspect ratio"))

        self._group.buttonToggled.connect(self._on_toggled)

    def offer(self, ratios: tuple[str, ...], why_not: dict[str, str]) -> None:
        """Show these ratios; those in ``why_not`` are disabled with that reason."""
        if list(ratios) != list(self._buttons):
            self._rebuild(ratios)
        for ratio, button in self._buttons.items():
            reason = why_not.get(ratio, "")
            button.setEnabled(not reason)
            button.setToolTip(reason)
            button.setAccessibleDescription(reason)

    def show_chosen(self, ratio: str) -> None:
        """Mark one ratio without telling anybody."""
        mark_one(self._group, self._buttons, ratio)

    def _rebuild(self, ratios: tuple[str, ...]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.hide()  # what was just added would be shown as a window of its own
            button.setParent(None)  # at once: no two parts of a window have one name
            button.deleteLater()
        self._buttons = {ratio: _RatioButton(ratio, self) for ratio in ratios}
        for place, button in enumerate(self._buttons.values()):
            self._group.addButton(button)
            self._layout.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        stand_in_tab_order(self, self._buttons.values())

    def _on_toggled(self, button: "_RatioButton", is_marked: bool) -> None:
        if is_marked:
            self.chosen.emit(button.ratio)


class _RatioButton(QPushButton):
    def __init__(self, ratio: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.ratio = ratio
        self.setCheckable(True)
        self.setAutoExclusive(True)  # the group sees to that; it makes a radio button of it
        self.setObjectName("ratio_" + ratio.replace(":", "_"))
        self.setAccessibleName(tr("Aspect ratio {ratio}", ratio=ratio_name(ratio)))
        self.setMinimumWidth(30)

    @override
    def sizeHint(self) -> QSize:
        return QSize(38, 52)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(30, 52)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            palette, role = self.palette(), QPalette.ColorRole
            disabled = not self.isEnabled()
            group = QPalette.ColorGroup.Disabled if disabled else QPalette.ColorGroup.Active
            frame = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
            edge = role.Highlight if self.isChecked() else role.Base
            painter.setPen(QPen(palette.color(edge), 1.5))
            painter.setBrush(palette.color(role.Base))
            painter.drawRoundedRect(frame, 6, 6)
            if self.hasFocus():
                painter.setPen(QPen(palette.color(role.WindowText), 1.5))
                painter.drawRoundedRect(frame.adjusted(2.5, 2.5, -2.5, -2.5), 4, 4)
            ink = palette.color(group, role.WindowText)
            ink.setAlphaF(1.0 if self.isChecked() else 0.65)
            painter.setPen(QPen(ink, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            self._paint_shape(painter)
            font = self.font()
            font.setPixelSize(max(8, round(self.fontInfo().pixelSize() * 0.82)))
            painter.setFont(font)
            below = self.rect().adjusted(0, 30, 0, -2)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, ratio_name(self.ratio))

    def _paint_shape(self, painter: QPainter) -> None:
        """The ratio's own outline; for Auto a dashed square, since the picture decides."""
        shape = 1.0 if self.ratio == ADAPTIVE else ratio_shape(self.ratio)
        width = _SHAPE_SIDE if shape >= 1 else _SHAPE_SIDE * shape
        height = _SHAPE_SIDE if shape < 1 else _SHAPE_SIDE / shape
        scale = 0.75 if shape == 1 else 0.95
        if self.ratio == ADAPTIVE:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
        outline = QRectF(0, 0, width * scale, height * scale)
        outline.moveCenter(QRectF(0, 5, self.width(), 24).center())
        painter.drawRoundedRect(outline, 2, 2)
