"""The one window, there before its contents: title, size, and where it was when last closed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

if TYPE_CHECKING:
    from seedance_desktop.ui.contents import Contents

PLACE = "window"
"""What its size and place are remembered as."""
_USUAL_SIZE = QSize(1440, 900)
_FRAME_ROOM = QSize(16, 48)


class MainWindow(QMainWindow):
    """Shown as soon as there is a window, and filled once the rest of the program is loaded."""

    def __init__(self, place: bytes) -> None:
        super().__init__()
        self._contents: Contents | None = None
        self.setObjectName("main_window")
        self.setWindowTitle("Seedance Desktop")
        self.setMinimumSize(1000, 600)
        self.resize(_USUAL_SIZE.boundedTo(self.screen().availableSize() - _FRAME_ROOM))
        if place:
            self.restoreGeometry(QByteArray(place))

    def fill(self, contents: "Contents") -> None:
        """Show what the program is about."""
        from seedance_desktop.ui.menu_key import serve_menu_key
        from seedance_desktop.ui.spoken import speak_messages

        self._contents = contents
        self.setCentralWidget(contents)
        serve_menu_key(self)
        speak_messages(self)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._contents is not None:
            self._contents.leave()
        event.accept()
