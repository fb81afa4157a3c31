"""A place for a player, which is made when the first clip is shown."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from seedance_desktop.core.video import ClipFacts
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.player_pool import PlayerPool
from seedance_desktop.ui.widgets.segments import stand_in_tab_order

if TYPE_CHECKING:
    from seedance_desktop.ui.widgets.player import Player


class PlayerPlace(QWidget):
    """Empty until a clip is shown: multimedia costs start-up time and memory otherwise.

    The signals are the player's.
    """

    broken = Signal(str)
    copy_wanted = Signal(object)
    save_wanted = Signal(object)
    send_wanted = Signal(object, object)
    frames_wanted = Signal(object)
    moved_on = Signal(int)

    def __init__(self, theme: Theme, players: PlayerPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._players = players
        self._player: Player | None = None
        self._shown: tuple[Path, ClipFacts] | None = None
        self._is_coming = False
        self._is_to_pause = False

        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def player(self) -> "Player | None":
        """The player, once there is one."""
        return self._player

    @property
    def path(self) -> Path | None:
        """The clip that is shown, or that waits for its player."""
        return None if self._shown is None else self._shown[0]

    def prepare(self) -> None:
        """A clip is coming: load and make the player ahead of it, in steps too short to be felt."""
        if self._player is None and not self._is_coming:
            self._is_coming = True
            self._players.prepare(self._make)

    def show_clip(self, path: Path, facts: ClipFacts) -> None:
        """Play this clip from its start; nothing happens where it is playing already.

        The first one waits until there is a player.
        """
        if path == self.path:
            return
        self._shown = (path, facts)
        self._is_to_pause = False
        if self._player is None:
            self.prepare()
        else:
            self._player.show_clip(path, facts)

    def clear(self) -> None:
        """Let go of the clip's file."""
        self._shown = None
        if self._player is not None:
            self._player.clear()

    def pause(self) -> None:
        """Stand still while nobody can see it."""
        self._is_to_pause = True
        if self._player is not None:
            self._player.pause()

    def _make(self) -> None:
        from seedance_desktop.ui.widgets.player import Player

        self._player = Player(self._theme, self._players.take(), self)
        self._player.broken.connect(self.broken)
        self._player.copy_wanted.connect(self.copy_wanted)
        self._player.save_wanted.connect(self.save_wanted)
        self._player.send_wanted.connect(self.send_wanted)
        self._player.frames_wanted.connect(self.frames_wanted)
        self._player.moved_on.connect(self.moved_on)
        self._layout.addWidget(self._player)
        stand_in_tab_order(self, self._player.stops)
        if self._shown is not None:
            self._player.show_clip(*self._shown)
            if self._is_to_pause:
                self._player.pause()
