"""Python's cyclic garbage, collected on the window's thread only and a little at a time.

Left to itself the collector runs on whichever thread asks for memory; a Qt object that is part of
a cycle would then be destroyed on the engine's thread, which Qt does not survive.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_LOOK_MS = 500
_THRESHOLDS = (5_000, 20, 20)
"""Objects before the youngest are looked through; rounds before the older ones are as well."""


class Collector(QObject):
    """Takes the place of automatic collection from ``start`` to ``stop``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds = [0, 0]
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Put what start-up made out of the collector's sight, then take over.

        Full collections that go through all of it would hold up the window for 60 to 100 ms.
        """
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
        if gc.get_count()[0] < _THRESHOLDS[0]:
            return
        generation = 0
        for older in (0, 1):
            self._rounds[older] += 1
            if self._rounds[older] < _THRESHOLDS[older + 1]:
                break
            self._rounds[older] = 0
            generation = older + 1
        gc.collect(generation)
