"""How late a thread comes to a timer of its own; as a program, how late with nothing else to do.

python -m benchmarks.lateness FILE      until it is ended; then FILE has it all
"""

import json
import signal
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

INTERVAL_MS = 5


class Lateness(QObject):
    """A precise timer in the window's thread; each gap beyond its interval is a lateness.

    ``ticks`` are pairs: the moment in seconds on the system's monotonic clock, and milliseconds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ticks: list[tuple[float, float]] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=INTERVAL_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)

    def start(self) -> None:
        self.ticks = []
        self._last = time.monotonic()
        self._timer.start()

    def stop(self) -> list[float]:
        """The milliseconds noted since ``start``."""
        self._timer.stop()
        return [late for _, late in self.ticks]

    def _note(self) -> None:
        now = time.monotonic()
        self.ticks.append((now, max(0.0, (now - self._last) * 1000 - INTERVAL_MS)))
        self._last = now


def main() -> int:
    """A bare window and the timer, until a signal comes."""
    application = QApplication(sys.argv[:1])
    signal.signal(signal.SIGTERM, lambda *_: application.quit())
    window = QMainWindow()
    window.show()
    lateness = Lateness()
    lateness.start()
    print("{}", flush=True)
    application.exec()
    Path(sys.argv[1]).write_text(json.dumps(lateness.ticks), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
