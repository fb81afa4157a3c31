"""The one door between the window's thread and the engine's; asyncio is loaded when it opens."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.events import (
    Event,
    JobProgress,
)

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine

    from seedance_desktop.core.ids import JobId
    from seedance_desktop.engine.engine import Engine

T = TypeVar("T")
_FRAME_MS = 16


class Bridge(QObject):
    """Hands intents down to the engine and brings its events up, in order, as signals.

    Usable before the engine is there: what is asked for waits. ``error_met`` carries a KnownError
    that a task ended with, ``bug_found`` any other exception.
    """

    job_changed = Signal(object)
    job_removed = Signal(str)
    job_progress = Signal(object)
    video_added = Signal(object)
    video_removed = Signal(str)
    line_paused = Signal(object)
    line_resumed = Signal(object)
    connection_trouble = Signal(object)
    ready = Signal()
    error_met = Signal(object)
    bug_found = Signal(object)
    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived: deque[Event] = deque()
        self._is_woken = False
        self._progress: dict[JobId, JobProgress] = {}
        self._frame = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._frame.timeout.connect(self._deliver_progress)
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, build: Callable[[], Engine], loop: asyncio.AbstractEventLoop) -> None:
        """Start the engine that ``build`` makes; ``loop`` is the window's own."""
        raise NotImplementedError

    @property
    def is_ready(self) -> bool:
        """Whether the engine has started."""
        return False

    async def call(self, ask: Callable[[Engine], Coroutine[Any, Any, T]]) -> T:
        """Have the engine do ``ask(engine)`` on its own loop and await the answer on ours."""
        raise NotImplementedError

    def run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Start a named task that the bridge owns, and report what it raises."""
        raise NotImplementedError

    def report(self, error: BaseException) -> None:
        """Tell an error that nobody handled: known ones as ``error_met``, others as a bug."""
        if isinstance(error, KnownError):
            self.error_met.emit(error)
        else:
            self.bug_found.emit(error)

    async def close(self) -> None:
        """Cancel and await every task, then stop the engine and its thread."""
        raise NotImplementedError
