"""Buttons that are pressed by what is dragged: held over one for a moment, it is as if clicked."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragMoveEvent
from PySide6.QtWidgets import QAbstractButton
from typing_extensions import override

_WAIT_MS = 450
"""Long enough that nobody opens a page by passing over its name."""


class DragOpener(QObject):
    """Lets a drag begin on one page and end on another. Nothing is dropped on the button itself."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        self._waiting = QTimer(self, singleShot=True, interval=_WAIT_MS)

        button.setAcceptDrops(True)
        button.installEventFilter(self)
        self._waiting.timeout.connect(self._press)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter if self._button.isEnabled():
                self._waiting.start()
                event.accept()
                return True
            case QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                event.ignore()
                return True
            case QEvent.Type.DragLeave | QEvent.Type.Drop | QEvent.Type.Hide:
                self._waiting.stop()
        return False

    def _press(self) -> None:
        if not self._button.isChecked():
            self._button.click()
