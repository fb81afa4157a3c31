"""A layout of parts of the same width, in as many lines as they need, all of them as long."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem
from typing_extensions import override

from seedance_desktop.ui.widgets.flow import Flow


class Even(Flow):
    """Four parts stand in one line or in two of two, never as three over one."""

    @override
    def sizeHint(self) -> QSize:
        count, widest = len(self._items), self.minimumSize()
        return QSize(count * widest.width() + (count - 1) * self._gap, widest.height())

    @override
    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.sizeHint())
        return size

    @override
    def _place(self, area: QRect, *, moves: bool) -> int:
        y, height = area.top(), self.minimumSize().height()
        for line in self._lines(area.width()):
            width = (area.width() - (len(line) - 1) * self._gap) / len(line)
            for column, item in enumerate(line if moves else ()):
                left = round(column * (width + self._gap))
                right = round(column * (width + self._gap) + width)
                place = QPoint(area.left() + left, y)
                item.setGeometry(QRect(place, QSize(right - left, height)))
            y += height + self._gap
        return max(0, y - self._gap - area.top())

    @override
    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        count, widest = len(self._items), self.minimumSize().width()
        columns = min(count, max(1, (width + self._gap) // (widest + self._gap)))
        lines = -(-count // max(1, columns))
        columns = -(-count // max(1, lines))
        for first in range(0, count, max(1, columns)):
            yield self._items[first : first + columns]
