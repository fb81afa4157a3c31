"""Long things that the user asked for: how far each is, and the wish to end it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from seedance_desktop.core.stopped import StoppedError

T = TypeVar("T")


class Errand(QObject):
    """``progressed`` carries how much is done and of how much; ``ended`` comes last."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self.words = words
        self._is_stopped = False

    @property
    def is_stopped(self) -> bool:
        """Whether the user wants it to end."""
        return self._is_stopped

    def stop(self) -> None:
        """End it at the next chance."""
        self._is_stopped = True

    def tell(self, done: int, total: int) -> None:
        """Called by whoever does it, on any thread. Raises StoppedError once it is to end."""
        if self._is_stopped:
            raise StoppedError
        self.progressed.emit(done, total)


class Errands(QObject):
    """``started`` carries each Errand as it begins."""

    started = Signal(object)

    async def done(self, words: str, work: Callable[[Errand], Awaitable[T]]) -> T | None:
        """What comes of ``work``; ``None`` where the user ended it. Raises what it raises."""
        errand = Errand(words, self)
        self.started.emit(errand)
        try:
            return await work(errand)
        except StoppedError:
            return None
        finally:
            errand.ended.emit()
            errand.deleteLater()
