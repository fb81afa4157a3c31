"""A small window of another program that takes files: what an editor does with a dragged clip.

    python -m tests.support.desktop_drop_target X Y

Says on its standard output when it is shown, and for each drop what was offered and what it read.
"""

import hashlib
import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from typing_extensions import override


class DropTarget(QLabel):
    """Reads every file at once, as it is dropped."""

    def __init__(self, place: QPoint) -> None:
        super().__init__("drop here")
        self.setWindowFlags(
            Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.BypassWindowManagerHint
        )
        self.setAcceptDrops(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setGeometry(place.x(), place.y(), 140, 80)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        say(
            event="dropped",
            offered=event.possibleActions().name,
            action=event.dropAction().name,
            sums=[hashlib.sha256(file.read_bytes()).hexdigest() for file in files],
        )
        event.acceptProposedAction()


def say(**told: object) -> None:
    print(json.dumps(told), flush=True)  # noqa: T201


def main() -> int:
    application = QApplication(sys.argv)
    target = DropTarget(QPoint(int(sys.argv[1]), int(sys.argv[2])))
    target.show()
    QTimer.singleShot(0, target, lambda: say(event="shown"))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
