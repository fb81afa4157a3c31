"""Python's cyclic garbage, collected on the window's thread only and a little at a time.

Left to itself the collector runs on whichever thread asks for memory; a Qt object that is part of
a cycle would then be destroyed on the engine's thread, which Qt does not survive.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from seedance_desktop.engine.leisure import Leisure

_LOOK_MS = 500
_THRESHOLDS = (5_000, 20, 20)
"""Objects before the youngest are looked through; rounds before the older ones are as well."""
_LONGEST = 600.0
"""Seconds that this is put off for a user who never rests."""


class Collector(QObject):
    """Takes the place of automatic collection from ``start`` to ``stop``.

    Looking through everything holds up the window for 60 ms and more, so that waits until the user
    rests. ``rested`` comes once after the start, and after each time of work.
    """

    rested = Signal()

    def __init__(self, leisure: Leisure, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._leisure = leisure
        self._rounds = [0, 0]
        self._was_at_work = True
        self._due: float | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Put what start-up made out of the collector's sight, then take over."""
        gc.disable()
        gc.collect()
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _look(self) -> None:
        due, is_at_work = self._due, self._leisure.left() > 0
        if due is not None and (not is_at_work or time.monotonic() - due >= _LONGEST):
            self._due = None
            gc.collect()
        elif gc.get_count()[0] >= _THRESHOLDS[0]:
            gc.collect(self._generation())
        was_at_work, self._was_at_work = self._was_at_work, is_at_work
        if was_at_work and not is_at_work:
            self.rested.emit()

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
