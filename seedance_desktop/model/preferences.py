"""What the user has chosen and where things were, by name and type; saved by a worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.model.workers import Workers

if TYPE_CHECKING:
    from seedance_desktop.store.memory import Memory
    from seedance_desktop.store.settings import Settings


class Preferences(QObject):
    """The settings as typed properties, and the memory as named values.

    ``changed`` carries the name of the setting that has a new value.
    """

    changed = Signal(str)

    def __init__(
        self,
        settings: Settings,
        memory: Memory,
        *,
        workers: Workers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._memory = memory
        self._workers = workers

    @property
    def library(self) -> Path:
        """The folder that new videos go to."""
        raise NotImplementedError

    @property
    def connection(self) -> ConnectionId:
        """The connection that new jobs go to."""
        raise NotImplementedError

    @property
    def jobs_at_once(self) -> int:
        """How many jobs are at a service at the same time."""
        raise NotImplementedError

    @property
    def sandbox_speed(self) -> float:
        """How many times faster than the service the sandbox is."""
        raise NotImplementedError

    @property
    def language(self) -> str:
        """Such as ``zh_CN``; empty for the system's."""
        raise NotImplementedError

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        raise NotImplementedError

    @property
    def loop_playback(self) -> bool:
        """Whether a video starts again at its end."""
        raise NotImplementedError

    def choose(self, name: str, value: object) -> None:
        """Give a setting a new value and save it. Raises InputError for one that is not taken."""
        raise NotImplementedError

    def recall(self, name: str, default: Any = None) -> Any:
        """What was remembered under a name: a plain JSON value."""
        raise NotImplementedError

    def remember(self, name: str, value: object) -> None:
        """Remember a plain JSON value, such as the window's place in base64."""
        raise NotImplementedError
