"""The one door between the window's thread and the engine's; asyncio is loaded when it opens."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.events import (
    BillAdded,
    ConnectionTrouble,
    Event,
    JobChanged,
    JobProgress,
    JobRemoved,
    JobsTakenUp,
    LibraryChanged,
    LinePaused,
    LineResumed,
    LinesArranged,
    RecordsDamaged,
    VideoAdded,
    VideoOffered,
    VideoRemoved,
)

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine

    from seedance_desktop.core.ids import JobId
    from seedance_desktop.engine.engine import Engine
    from seedance_desktop.engine.tasks import Tasks
    from seedance_desktop.engine.thread import EngineThread

T = TypeVar("T")
_FRAME_MS = 16

_log = logging.getLogger(__name__)


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
    library_changed = Signal(object)
    jobs_taken_up = Signal(object)
    video_offered = Signal(object)
    lines_arranged = Signal(object)
    line_paused = Signal(object)
    line_resumed = Signal(object)
    connection_trouble = Signal(object)
    records_damaged = Signal(object)
    bill_added = Signal(object)
    ready = Signal()
    start_failed = Signal()
    error_met = Signal(object)
    bug_found = Signal(object)
    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived: deque[Event] = deque()
        self._is_woken = False
        self._progress: dict[JobId, JobProgress] = {}
        self._waiting: list[tuple[Coroutine[Any, Any, None], str]] = []
        self._opened: _Opened | None = None
        self._build: Callable[[], Engine] | None = None
        self._is_closed = False
        self._frame = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._frame.timeout.connect(self._deliver_progress)
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, build: Callable[[], Engine]) -> None:
        """Start the engine that ``build`` makes on its own thread; the window's loop is running."""
        import asyncio

        from seedance_desktop.engine.tasks import Tasks
        from seedance_desktop.engine.thread import EngineThread

        loop = asyncio.get_running_loop()
        self._build = build
        tasks = Tasks(self.report, loop) if self._opened is None else self._opened.tasks
        engine: asyncio.Future[Engine] = loop.create_future()
        engine.add_done_callback(_looked_at)
        self._opened = _Opened(EngineThread(), tasks, engine)
        self.run(self._open(self._opened, build), "start the engine")
        for work, name in self._waiting:
            self.run(work, name)
        self._waiting.clear()

    @property
    def is_ready(self) -> bool:
        """Whether the engine has started."""
        if self._opened is None or not self._opened.engine.done():
            return False
        return not self._opened.engine.cancelled() and self._opened.engine.exception() is None

    @property
    def has_failed(self) -> bool:
        """Whether the engine could not be started."""
        return self._opened is not None and self._opened.engine.done() and not self.is_ready

    def start_again(self) -> None:
        """Try once more what has failed: another program may have let go of the records."""
        if self.has_failed and self._build is not None:
            self.start(self._build)

    async def call(self, ask: Callable[[Engine], Coroutine[Any, Any, T]]) -> T:
        """Have the engine do ``ask(engine)`` on its own loop and await the answer on ours.

        Raises what the engine raises, and what kept it from starting if it could not.
        """
        import asyncio

        if self._opened is None:
            raise RuntimeError("the bridge has not been started")
        engine = await asyncio.shield(self._opened.engine)
        return await asyncio.wrap_future(self._opened.thread.call(ask(engine)))

    def run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Start a named task that the bridge owns, and report what it raises."""
        if self._is_closed:
            work.close()
        elif self._opened is None:
            self._waiting.append((work, name))
        else:
            _task = self._opened.tasks.start(work, name)

    def report(self, error: BaseException) -> None:
        """Tell an error that nobody handled: known ones as ``error_met``, others as a bug."""
        if isinstance(error, KnownError):
            _log.info("%s: %s %s", type(error).__name__, error, error.facts)
            self.error_met.emit(error)
        else:
            _log.error("an error that nobody expected", exc_info=error)
            self.bug_found.emit(error)

    async def close(self) -> None:
        """Cancel and await every task, then stop the engine and its thread."""
        import asyncio

        self._is_closed = True
        for work, _ in self._waiting:
            work.close()
        self._waiting.clear()
        if self._opened is not None:
            await self._opened.tasks.close()
            await asyncio.get_running_loop().run_in_executor(None, self._opened.thread.stop)
        self._frame.stop()

    async def _open(self, opened: _Opened, build: Callable[[], Engine]) -> None:
        import asyncio

        def build_and_listen() -> Engine:
            engine = build()
            engine.subscribe(self._post)
            return engine

        try:
            # Shielded: told to stop while it starts, the engine still has to hand itself over.
            starting = asyncio.wrap_future(opened.thread.start(build_and_listen))
            engine = await asyncio.shield(starting)
        except KnownError as error:
            opened.engine.set_exception(error)
            self.start_failed.emit()
            raise
        opened.engine.set_result(engine)
        self.ready.emit()

    def _post(self, event: Event) -> None:
        """Called on the engine's thread. Appending first and looking second loses no event."""
        self._arrived.append(event)
        if not self._is_woken:
            self._is_woken = True
            self._posted.emit()

    @Slot()
    def _deliver(self) -> None:
        self._is_woken = False
        while self._arrived:
            event = self._arrived.popleft()
            if isinstance(event, JobProgress):
                self._progress[event.id] = event
            else:
                self._deliver_one(event)
        if self._progress and not self._frame.isActive():
            self._frame.start()

    @Slot()
    def _deliver_progress(self) -> None:
        arrived, self._progress = self._progress, {}
        for event in arrived.values():
            self.job_progress.emit(event)

    def _deliver_one(self, event: Event) -> None:
        match event:
            case JobChanged(job):
                late = self._progress.pop(job.id, None)
                if late is not None:
                    self.job_progress.emit(late)
                self.job_changed.emit(job)
            case JobRemoved(job_id):
                self._progress.pop(job_id, None)
                self.job_removed.emit(job_id)
            case VideoAdded(video):
                self.video_added.emit(video)
            case VideoRemoved(video_id):
                self.video_removed.emit(video_id)
            case BillAdded(bill):
                self.bill_added.emit(bill)
            case LibraryChanged():
                self.library_changed.emit(event)
            case _:
                self._deliver_trouble(event)

    def _deliver_trouble(self, event: Event) -> None:
        match event:
            case JobsTakenUp():
                self.jobs_taken_up.emit(event)
            case VideoOffered():
                self.video_offered.emit(event)
            case LinesArranged():
                self.lines_arranged.emit(event)
            case LinePaused():
                self.line_paused.emit(event)
            case LineResumed():
                self.line_resumed.emit(event)
            case ConnectionTrouble():
                self.connection_trouble.emit(event)
            case RecordsDamaged():
                self.records_damaged.emit(event)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What there is once the bridge was started; ``engine`` is done when that has started."""

    thread: EngineThread
    tasks: Tasks
    engine: asyncio.Future[Engine]


def _looked_at(engine: asyncio.Future[Engine]) -> None:
    """Why the engine did not start is told by the task that started it, not by the collector."""
    if not engine.cancelled():
        engine.exception()
