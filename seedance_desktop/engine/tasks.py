"""The owners of asyncio tasks: each has a name, reports what it raises, and is awaited at close."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Generic, TypeVar

T = TypeVar("T")


class Tasks:
    """Starts named tasks; what one raises goes to ``report``. Cancellation is not an error.

    They are those of ``loop``, which need not be running when one is started; without it, of the
    one that runs then.
    """

    def __init__(
        self,
        report: Callable[[BaseException], None],
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._report = report
        self._loop = loop
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[object, object, None], name: str) -> asyncio.Task[None]:
        loop = self._loop or asyncio.get_running_loop()
        task = loop.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def stop(self, task: asyncio.Task[None]) -> None:
        """Cancel one task and wait until it is gone."""
        task.cancel()
        await asyncio.wait([task])

    async def close(self) -> None:
        """Cancel every task and wait until all are gone."""
        while self._running:
            running = list(self._running)
            for task in running:
                task.cancel()
            await asyncio.wait(running)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._report(error)


async def to_its_end(work: Coroutine[object, object, T], name: str) -> T:
    """Await work that cannot be stopped half-way: whoever is cancelled waits for its end first."""
    task = asyncio.create_task(work, name=name)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # looked at, so that it is not reported as forgotten
        raise


class Shared(Generic[T]):
    """Work that several may await at once and that is done once; the next to ask begins it anew.

    Whoever awaits gets its answer or its error; giving up waiting does not stop it.
    """

    def __init__(self, work: Callable[[], Coroutine[object, object, T]], name: str) -> None:
        self._work = work
        self._name = name
        self._task: asyncio.Task[T] | None = None

    async def done(self) -> T:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work(), name=self._name)
        return await asyncio.shield(self._task)

    async def close(self) -> None:
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait([self._task])
