"""Where films are made: worker threads beside the server, which goes on answering."""

import asyncio
import logging
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from seedance_desktop.sandbox.order import Ending
from seedance_desktop.sandbox.tasks import Task, TaskBook

_log = logging.getLogger(__name__)


class Studio:
    """Makes the films of accepted tasks, in order; the encoder leaves the interpreter free."""

    def __init__(self, book: TaskBook) -> None:
        self._book = book
        workers = max(1, min(4, (os.cpu_count() or 2) - 1))
        self._pool = ThreadPoolExecutor(workers, "film", initializer=_give_way)
        self._stopping = threading.Event()
        self._given_up: set[str] = set()
        self._making: set[asyncio.Task[None]] = set()

    def begin(self, task: Task) -> None:
        """Start making the task's film, if it is not there yet."""
        is_wanted = task.order.ending is Ending.SUCCEEDED and not task.ended
        if not is_wanted or self._book.is_made(task):
            return
        making = asyncio.create_task(self._make(task), name=f"film {task.id}")
        self._making.add(making)
        making.add_done_callback(self._report)

    def give_up(self, task: Task) -> None:
        """The task is gone: do not make its film, or stop soon."""
        self._given_up.add(task.id)

    async def close(self) -> None:
        """Stop every film soon and wait for the workers."""
        self._stopping.set()
        await asyncio.gather(*self._making, return_exceptions=True)
        self._pool.shutdown()

    async def _make(self, task: Task) -> None:
        loop = asyncio.get_running_loop()
        is_made = False
        try:
            is_made = await loop.run_in_executor(self._pool, self._film, task)
        finally:
            if not is_made and not self._is_stopped(task):
                self._book.end(task, "failed", time.time())

    def _report(self, making: asyncio.Task[None]) -> None:
        self._making.discard(making)
        if not making.cancelled() and (error := making.exception()) is not None:
            _log.error("A bug in the sandbox: %s", making.get_name(), exc_info=error)

    def _film(self, task: Task) -> bool:
        if self._is_stopped(task):
            return False
        from seedance_desktop.sandbox.film import FilmFailedError, FilmStoppedError, make_film

        film, pictures = self._book.file(task.film), self._book.picture_files(task)
        try:
            make_film(task.order, pictures, film, is_stopped=lambda: self._is_stopped(task))
        except FilmStoppedError:
            return False
        except FilmFailedError:
            _log.exception("The film of %s could not be made", task.id)
            return False
        return True

    def _is_stopped(self, task: Task) -> bool:
        return self._stopping.is_set() or task.id in self._given_up


def _give_way() -> None:
    """On Linux for this thread alone: the window and the server come first."""
    if sys.platform == "linux":
        os.nice(5)
