"""The players of the window: few, lent to whoever shows a clip, and never one per cell."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from seedance_desktop.core.errors import ClipBrokenError
from seedance_desktop.model.preferences import Preferences
from seedance_desktop.model.workers import Workers

if TYPE_CHECKING:
    from seedance_desktop.core.frame_times import FrameTimes
    from seedance_desktop.ui.widgets.deck import Deck

MOST = 6
"""One on each page, and four that are compared."""

_log = logging.getLogger(__name__)


class PlayerPool(QObject):
    """Makes players when they are first needed and keeps them.

    One that is made costs memory for as long as the program runs, so there are never more than
    are used at once. Volume and mute are the same for all of them, and remembered. ``workers`` find
    out when each frame of a clip is shown.
    """

    def __init__(
        self, preferences: Preferences, workers: Workers, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._workers = workers
        self._idle: list[Deck] = []
        self._lent: list[Deck] = []
        self._is_preparing = False

    @property
    def count(self) -> int:
        """How many players there are, lent or not."""
        return len(self._idle) + len(self._lent)

    def prepare(self, then: Callable[[], None]) -> None:
        """Load what players take ahead of the first clip, in steps too short to be felt."""
        if not self._is_preparing and not self.count:
            self._is_preparing = True
            self._workers.start(_load_decoder, partial(self._load, then))

    def take(self) -> "Deck":
        """A player that nobody uses, as the user likes it. Raises LookupError beyond the most."""
        from seedance_desktop.ui.widgets.deck import Deck

        if not self._idle:
            if self.count >= MOST:
                raise LookupError("every player is in use")
            made = Deck(self)
            made.sound.volumeChanged.connect(self._keep_volume)
            made.sound.mutedChanged.connect(self._keep_mute)
            made.loaded.connect(partial(self._look_up_times, made))
            self._idle.append(made)
        deck = self._idle.pop()
        self._lent.append(deck)
        deck.set_looped(self._preferences.loop_playback)
        deck.sound.setVolume(self._preferences.recall("volume", 1.0))
        deck.sound.setMuted(self._preferences.recall("muted", False))
        return deck

    def frame_of(self, path: Path) -> int | None:
        """At which of its frames a player shows this file; None where none does."""
        return next((deck.frame for deck in self._lent if deck.path == path), None)

    def give_back(self, deck: "Deck") -> None:
        """The player is free again; what it played is let go of."""
        deck.clear()
        self._lent.remove(deck)
        self._idle.append(deck)

    def _load(self, then: Callable[[], None], decoder: Future[None]) -> None:
        decoder.result()
        import PySide6.QtMultimedia  # noqa: F401  as the players do; here, as for all parts of Qt

        QTimer.singleShot(0, self, then)

    def _look_up_times(self, deck: "Deck", path: Path) -> None:
        self._workers.start(partial(_times, path), partial(self._tell_times, deck, path))

    def _tell_times(self, deck: "Deck", path: Path, future: Future["FrameTimes"]) -> None:
        try:
            deck.keep_time(path, future.result())
        except ClipBrokenError as error:  # the player itself says so
            _log.info("the frames of %s cannot be counted: %s", path, error)

    def _keep_volume(self, volume: float) -> None:
        self._preferences.remember("volume", volume)

    def _keep_mute(self, muted: bool) -> None:
        self._preferences.remember("muted", muted)


def _load_decoder() -> None:
    """What paints the frames takes it; in a worker, since its parts are many."""
    import av  # noqa: F401


def _times(path: Path) -> "FrameTimes":
    from seedance_desktop.media.clip_times import frame_times

    return frame_times(path)
