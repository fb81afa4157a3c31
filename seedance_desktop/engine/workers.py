"""Threads for what blocks: pictures, clips and the disk in a pool, the keyring on its own."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from seedance_desktop.core.priority import give_way

P = ParamSpec("P")
T = TypeVar("T")

_PARALLEL = 2
"""Clips checked and frames rendered at once; more would only take the processor from the window."""


class Workers:
    """A small pool for work that ends by itself, and single threads for what may wait for a person.

    Cancelling the caller does not stop the work; its answer is dropped.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(
            _PARALLEL, thread_name_prefix="engine-worker", initializer=give_way
        )

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer of ``work``, done in the pool."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: work(*args, **kwargs))

    async def ask(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As ``run``, on a thread of its own that may block for ever without holding up the end.

        A locked keyring blocks until somebody answers its prompt.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def deliver(value: T | None, error: BaseException | None) -> None:
            if answer.done():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(value)  # type: ignore[arg-type]  # T itself may be None

        def blocking() -> None:
            outcome: tuple[T | None, BaseException | None]
            try:
                outcome = (work(*args, **kwargs), None)
            except BaseException as error:  # noqa: BLE001  crosses to the caller, as in a pool
                outcome = (None, error)
            if not loop.is_closed():
                loop.call_soon_threadsafe(deliver, *outcome)

        threading.Thread(target=blocking, name="engine-ask", daemon=True).start()
        return await answer

    def close(self) -> None:
        """Wait for the pool's current work; drop what has not begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)
