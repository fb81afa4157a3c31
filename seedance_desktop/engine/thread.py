"""The engine's own thread and loop: started once, asked from other threads, stopped cleanly."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from seedance_desktop.engine.engine import Engine

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Running:
    """The loop, and what ends it."""

    loop: asyncio.AbstractEventLoop
    stopping: asyncio.Event


class EngineThread:
    """Runs one engine, once."""

    def __init__(self) -> None:
        self._running: Future[_Running] = Future()
        self._ready: Future[Engine] = Future()
        self._thread: threading.Thread | None = None

    def start(self, build: Callable[[], Engine]) -> "Future[Engine]":
        """Make the engine on its thread and start it; the future has it, or why there is none."""
        self._thread = threading.Thread(target=self._main, args=(build,), name="engine")
        self._thread.start()
        return self._ready

    def call(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Do ``work`` on the engine's loop; for after ``start``'s future has its engine."""
        loop = self._running.result().loop if self._running.done() else None
        if loop is None or loop.is_closed():
            work.close()
            message = "the engine is not running"
            raise RuntimeError(message)
        return asyncio.run_coroutine_threadsafe(work, loop)

    def stop(self) -> None:
        """Close the engine and wait for its thread. Jobs stay resumable."""
        if self._thread is None or not self._thread.is_alive():
            return
        running = self._running.result()
        if not running.loop.is_closed():
            running.loop.call_soon_threadsafe(running.stopping.set)
        self._thread.join()

    def _main(self, build: Callable[[], Engine]) -> None:
        with asyncio.Runner() as runner:
            runner.run(self._live(build))

    async def _live(self, build: Callable[[], Engine]) -> None:
        stopping = asyncio.Event()
        self._running.set_result(_Running(asyncio.get_running_loop(), stopping))
        starting = asyncio.create_task(_started(build), name="engine start")
        await asyncio.wait([starting])
        error = starting.exception()
        if error is not None:
            self._ready.set_exception(error)
            return
        engine = starting.result()
        self._ready.set_result(engine)
        await stopping.wait()
        await engine.close()


async def _started(build: Callable[[], Engine]) -> Engine:
    engine = build()
    await engine.start()
    return engine
