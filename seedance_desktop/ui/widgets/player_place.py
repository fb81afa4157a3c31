"""A place for the player, which is made when the first clip is shown."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from seedance_desktop.core.video import ClipFacts
from seedance_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from seedance_desktop.ui.widgets.player import Player


class PlayerPlace(QWidget):
    """Empty until a clip is shown: multimedia costs start-up time and memory otherwise."""

    broken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._player: Player | None = None
        self._path: Path | None = None
        self._is_preparing = False

        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def player(self) -> "Player | None":
        """The player, once there is one."""
        return self._player

    def prepare(self) -> None:
        """A clip is coming: load and make the player ahead of it, in steps too short to be felt."""
        if self._player is None and not self._is_preparing:
            self._is_preparing = True
            QTimer.singleShot(0, self, self._load)

    def show_clip(self, path: Path, facts: ClipFacts) -> None:
        """Play this clip from its start; nothing happens where it is playing already."""
        if path == self._path:
            return
        self._path = path
        self._made().show_clip(path, facts)

    def clear(self) -> None:
        """Let go of the clip's file."""
        self._path = None
        if self._player is not None:
            self._player.clear()

    def pause(self) -> None:
        """Stand still while nobody can see it."""
        if self._player is not None:
            self._player.pause()

    def _load(self) -> None:
        import PySide6.QtMultimedia  # noqa: F401  as the player does

        QTimer.singleShot(0, self, self._made)

    def _made(self) -> "Player":
        if self._player is None:
            from seedance_desktop.ui.widgets.player import Player

            self._player = Player(self._theme, self)
            self._player.broken.connect(self.broken)
            self._layout.addWidget(self._player)
        return self._player
