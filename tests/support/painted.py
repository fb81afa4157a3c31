"""Seeing what Qt paints."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent, QRegion
from typing_extensions import override


class Painted(QObject):
    """Where a widget has been painted anew, once this is its event filter."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def begin(self) -> None:
        """What was painted before does not count."""
        self.region = QRegion()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False
