"""J, K and L, as editors know them: backwards, stop, forwards, each press faster."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot

from seedance_desktop.ui.widgets.deck import Deck

_RATES = (1.0, 2.0, 4.0, 8.0)
_LOOK_MS = 20
_MILLISECONDS = 1_000


class Shuttle(QObject):
    """Drives one deck.

    Qt plays forwards only; backwards it goes frame by frame, and leaves out those that come late.
    """

    def __init__(self, deck: Deck, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deck = deck
        self._speed = 0.0
        self._from = 0
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._go_back)

    @property
    def is_going_back(self) -> bool:
        """Whether it runs backwards now."""
        return self._timer.isActive()

    @property
    def speed_back(self) -> float:
        """How fast it runs backwards; 0 where it does not."""
        return self._speed if self.is_going_back else 0.0

    def forward(self) -> None:
        """Play; once more plays twice as fast."""
        was_forward = self._deck.is_playing and not self.is_going_back
        rate = _faster(self._deck.rate) if was_forward else 1.0
        self.stop()
        self._deck.set_rate(rate, for_now=True)
        self._deck.play()

    def back(self) -> None:
        """Run backwards; once more runs twice as fast."""
        speed = _faster(self._speed) if self.is_going_back else 1.0
        self.stop()
        self._speed = speed
        self._from = self._deck.frame
        self._since.start()
        self._timer.start()

    def stop(self) -> None:
        """Stand still; what plays next plays at the chosen speed again."""
        self._timer.stop()
        self._speed = 0.0
        self._deck.pause()
        self._deck.set_rate()

    @Slot()
    def _go_back(self) -> None:
        if self._deck.facts is None:
            self._timer.stop()
            return
        first, last = self._deck.span
        times = self._deck.times
        moment = times.start(self._from) - self._since.elapsed() * self._speed / _MILLISECONDS
        if moment >= times.start(first):
            wanted = times.frame_at(moment)
            if self._deck.is_settled and wanted != self._deck.frame:
                self._deck.go_to(wanted)
        elif self._deck.is_looped:
            self._from = last
            self._since.start()
        else:
            self._deck.go_to(first)
            self._timer.stop()


def _faster(rate: float) -> float:
    return next((speed for speed in _RATES if speed > rate), _RATES[-1])
