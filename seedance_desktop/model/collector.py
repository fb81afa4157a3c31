"""Python's cyclic garbage, collected on the window's thread only and a little at a time.

Left to itself the collector runs on whichever thread asks for memory; a Qt object that is part of
a cycle would then be destroyed on the engine's thread, which Qt does not survive.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_LOOK_MS = 500
_THRESHOLDS = (5_000, 20, 20)
"""Objects before the youngest are looked through; rounds before the older ones are as well."""
_QUIET = 3.0
"""Seconds without a key or the pointer before everything is looked through."""
_LONGEST = 600.0
"""Seconds that this is put off for a user who never rests."""


class Collector(QObject):
    """Takes the place of automatic collection from ``start`` to ``stop``.

    Looking through everything holds up the window for 60 ms and more, so that waits while there is
    ``hold`` after ``hold``. ``rested`` comes once after the start, and after each time of work.
    """

    rested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds = [0, 0]
        self._held = 0.0
        self._was_at_work = False
        self._due: float | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Put what start-up made out of the collector's sight, then take over."""
        gc.disable()
        gc.collect()
        gc.freeze()
        self.hold()
        self._timer.start()

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def hold(self) -> None:
        """The user is at work."""
        self._held = time.monotonic()
        self._was_at_work = True

    @Slot()
    def _look(self) -> None:
        due = self._due
        if due is not None and (self._is_quiet() or time.monotonic() - due >= _LONGEST):
            self._due = None
            gc.collect()
        elif gc.get_count()[0] >= _THRESHOLDS[0]:
            gc.collect(self._generation())
        if self._was_at_work and self._is_quiet():
            self._was_at_work = False
            self.rested.emit()

    def _is_quiet(self) -> bool:
        return time.monotonic() - self._held >= _QUIET

    def _generation(self) -> int:
        """How old what is looked through now should be; the oldest become due for later."""
        self._rounds[0] += 1
        if self._rounds[0] < _THRESHOLDS[1]:
            return 0
        self._rounds = [0, self._rounds[1] + 1]
        if self._rounds[1] >= _THRESHOLDS[2]:
            self._rounds[1] = 0
            self._due = self._due or time.monotonic()
        return 1
