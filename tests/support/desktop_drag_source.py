"""A small window of another program: whoever drags from it carries the file that it was given.

    python -m tests.support.desktop_drag_source FILE X Y

Says on its standard output when it is shown, and what became of each drag.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel
from typing_extensions import override


class DragSource(QLabel):
    """Starts a drag as soon as the mouse is moved with its button down."""

    def __init__(self, file: Path, place: QPoint) -> None:
        super().__init__(file.name)
        self._file = file
        self._is_dragging = False
        self.setWindowFlags(
            Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.BypassWindowManagerHint
        )
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setGeometry(place.x(), place.y(), 120, 60)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging:
            return
        self._is_dragging = True
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(self._file))])
        drag = QDrag(self)
        drag.setMimeData(content)
        done = drag.exec(Qt.DropAction.CopyAction)
        self._is_dragging = False
        say(event="dropped", action=done.name)


def say(**told: object) -> None:
    print(json.dumps(told), flush=True)  # noqa: T201


def main() -> int:
    application = QApplication(sys.argv)
    source = DragSource(Path(sys.argv[1]), QPoint(int(sys.argv[2]), int(sys.argv[3])))
    source.show()
    QTimer.singleShot(0, source, lambda: say(event="shown"))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
