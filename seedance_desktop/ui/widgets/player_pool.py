"""The players of the window: few, lent to whoever shows a clip, and never one per cell."""

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from seedance_desktop.core.errors import ClipBrokenError
from seedance_desktop.model.preferences import Preferences
from seedance_desktop.model.workers import Workers

if TYPE_CHECKING:
    from seedance_desktop.core.frame_times import FrameTimes
    from seedance_desktop.ui.widgets.deck import Deck

MOST = 6
"""One on each page, and four that are compared."""
_PARTS = (
    "PySide6.QtMultimedia",
    "seedance_desktop.ui.widgets.frame_image",
    "seedance_desktop.ui.widgets.deck",
    "seedance_desktop.ui.widgets.player",
)
"""What a player is made of, loaded in the window's thread as all parts of Qt are."""
_REST_MS = 10
"""Between two steps: whatever else waits for the window's thread comes in between."""

_log = logging.getLogger(__name__)


class PlayerPool(QObject):
    """Makes players when they are first needed and keeps them.

    One that is made costs memory for as long as the program runs, so there are never more than
    are used at once. Volume, mute and speed are the same for all of them, and remembered.
    ``workers`` find out when each frame of a clip is shown.
    """

    def __init__(
        self, preferences: Preferences, workers: Workers, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._workers = workers
        self._idle: list[Deck] = []
        self._lent: list[Deck] = []
        self._steps: deque[Callable[[], object]] = deque()
        self._waiting: list[Callable[[], None]] = []
        self._next = QTimer(self, singleShot=True, interval=_REST_MS)
        self._next.timeout.connect(self._take_step)

    @property
    def count(self) -> int:
        """How many players there are, lent or not."""
        return len(self._idle) + len(self._lent)

    def prepare(self, then: Callable[[], None]) -> None:
        """Call ``then`` once a player can be taken without a wait: at once, after the first.

        What the first one takes is loaded in steps too short to be felt.
        """
        if self.count:
            then()
            return
        self._waiting.append(then)
        if not self._steps:
            self._steps.extend(partial(import_module, part) for part in _PARTS)
            self._steps.append(self._make_first)
            self._workers.start(_load_decoder, self._begin)

    def take(self) -> "Deck":
        """A player that nobody uses, as the user likes it. Raises LookupError beyond the most."""
        if not self._idle:
            if self.count >= MOST:
                raise LookupError("every player is in use")
            self._idle.append(self._made())
        deck = self._idle.pop()
        self._lent.append(deck)
        deck.set_looped(self._preferences.loop_playback)
        deck.sound.setVolume(self._preferences.recall("volume", 1.0))
        deck.sound.setMuted(self._preferences.recall("muted", False))
        deck.set_rate(self._preferences.recall("rate", 1.0))
        return deck

    def frame_of(self, path: Path) -> int | None:
        """At which of its frames a player shows this file; None where none does."""
        return next((deck.frame for deck in self._lent if deck.path == path), None)

    def give_back(self, deck: "Deck") -> None:
        """The player is free again; what it played is let go of."""
        deck.clear()
        self._lent.remove(deck)
        self._idle.append(deck)

    def _made(self) -> "Deck":
        from seedance_desktop.ui.widgets.deck import Deck

        made = Deck(self)
        made.sound.volumeChanged.connect(self._keep_volume)
        made.sound.mutedChanged.connect(self._keep_mute)
        made.rate_chosen.connect(self._keep_rate)
        made.loaded.connect(partial(self._look_up_times, made))
        return made

    def _begin(self, decoder: Future[None]) -> None:
        decoder.result()
        self._next.start()

    @Slot()
    def _take_step(self) -> None:
        self._steps.popleft()()
        if self._steps:
            self._next.start()

    def _make_first(self) -> None:
        if not self.count:
            self._idle.append(self._made())
        self._steps.extend(self._waiting)
        self._waiting.clear()

    def _look_up_times(self, deck: "Deck", path: Path) -> None:
        self._workers.start(partial(_times, path), partial(self._tell_times, deck, path))

    def _tell_times(self, deck: "Deck", path: Path, future: Future["FrameTimes"]) -> None:
        try:
            deck.keep_time(path, future.result())
        except ClipBrokenError as error:  # the player itself says so
            _log.info("the frames of %s cannot be counted: %s", path, error)

    def _keep_volume(self, volume: float) -> None:
        self._preferences.remember("volume", volume)

    def _keep_rate(self, rate: float) -> None:
        self._preferences.remember("rate", rate)

    def _keep_mute(self, muted: bool) -> None:
        self._preferences.remember("muted", muted)


def _load_decoder() -> None:
    """What paints the frames takes it; in a worker, since its parts are many."""
    import seedance_desktop.media.planes  # noqa: F401


def _times(path: Path) -> "FrameTimes":
    from seedance_desktop.media.clip_times import frame_times

    return frame_times(path)
