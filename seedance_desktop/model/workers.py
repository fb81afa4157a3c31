"""A few threads of the window's own for what blocks; results come back on its thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

import seedance_desktop.media.first_use  # noqa: F401  before there are threads
from seedance_desktop.core.priority import give_way

T = TypeVar("T")
Then = Callable[[Future[Any]], None]


class Workers(QObject):
    """A small named pool. With one thread, work is done in the order it was given.

    ``then`` is called on the window's thread with the finished future; asking it for its
    ``result()`` raises what the work raised.
    """

    _finished = Signal(object, object)

    def __init__(self, name: str, *, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name, initializer=give_way)
        self._is_closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, work: Callable[[], T], then: Callable[[Future[T]], None]) -> Future[T]:
        """Have ``work`` done on a thread of the pool."""
        future = self._pool.submit(work)
        future.add_done_callback(_Messenger(self._finished.emit, then))
        return future

    def close(self) -> None:
        """Finish what was begun, drop what was not; nothing is told any more."""
        self._is_closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def finish(self) -> None:
        """Do everything that was given, then close: for work that must not be lost."""
        self._is_closed = True
        self._pool.shutdown(wait=True)

    @Slot(object, object)
    def _deliver(self, then: Then, future: Future[Any]) -> None:
        if not self._is_closed and not future.cancelled():
            then(future)


class _Messenger:
    """Carries a finished future to the window's thread; called on the thread that did the work."""

    def __init__(self, emit: Callable[[object, object], None], then: Then) -> None:
        self._emit = emit
        self._then = then

    def __call__(self, future: Future[Any]) -> None:
        self._emit(self._then, future)
