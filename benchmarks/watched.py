"""A script: starts a window, tells when it was first painted, and goes or stays.

    python watched.py bare [--stay]
    python watched.py program [--stay] ARGUMENTS…      the program, by its own ``main``

Both windows are watched in the same way: through a QMainWindow that looks at its own events. Told
are moments of the system's monotonic clock and the modules that were loaded by then.
"""

import json
import os
import sys
import time

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

_stays = "--stay" in sys.argv
_moments: dict[str, float] = {}
_modules: list[str] = []


class Watched(QMainWindow):
    """Sees its first paint. What is painted with it is on the screen at the next turn."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not _moments:
            _moments["seen"] = time.monotonic()
            QTimer.singleShot(0, self, self.note)
        return super().event(event)

    def note(self) -> None:
        """Note when the first paint was done, and look on for the window's last part."""
        _moments["painted"] = time.monotonic()
        _modules.extend(sys.modules)
        self.look()

    def look(self) -> None:
        """Wait for what a user would press, if this is the program; then tell."""
        if _is_program and not any(
            widget.objectName() == "generate" and widget.isVisible()
            for widget in QApplication.allWidgets()
        ):
            QTimer.singleShot(0, self, self.look)
        else:
            QTimer.singleShot(0, self, self.tell)

    def tell(self) -> None:
        """Print what was seen; then be gone at once, unless the memory is to be looked at."""
        _moments["complete"] = time.monotonic()
        print(json.dumps({**_moments, "modules": _modules}), flush=True)
        if not _stays:
            os._exit(0)


_is_program = sys.argv[1] == "program"
if _is_program:
    QtWidgets.QMainWindow = Watched  # type: ignore[misc]
    sys.argv = ["seedance-desktop", *(word for word in sys.argv[2:] if word != "--stay")]
    from seedance_desktop.__main__ import main

    sys.exit(main())
_application = QApplication(sys.argv[:1])
_window = Watched()
_window.resize(1440, 900)
_window.show()
sys.exit(_application.exec())
