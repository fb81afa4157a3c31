"""The waiting line of one connection: so many jobs at once, in order, and none while paused."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import JobId

Order = tuple[datetime, JobId]
"""Jobs are served by when they were made."""


class Line:
    """Hands out ``places`` in order, keeps ``spacing`` seconds between two submissions.

    ``places`` is asked each time, so that the setting works at once.
    """

    def __init__(self, places: Callable[[], int], spacing: float) -> None:
        self._places = places
        self._spacing = spacing
        self._taken = 0
        self._waiting: list[tuple[Order, asyncio.Future[None]]] = []
        self._paused: Failure | None = None
        self._is_closed = False
        self._moved: set[asyncio.Future[None]] = set()
        self._next_turn = 0.0

    @property
    def paused(self) -> Failure | None:
        """Why nothing is sent, while that is so."""
        return self._paused

    @property
    def has_room(self) -> bool:
        """Whether a job that came now would be given a place at once."""
        return not self._is_held and not self._waiting and self._taken < self._places()

    @asynccontextmanager
    async def place(self, order: Order) -> AsyncIterator[None]:
        """One of the places, waited for in order and given back at the end."""
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (order, granted))
        self._grant()
        try:
            await granted
        except asyncio.CancelledError:
            self._abandon(granted)
            raise
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def occupied(self) -> Iterator[None]:
        """A place for a job that is at the service already: counted, never waited for."""
        self._taken += 1
        try:
            yield
        finally:
            self._give_back()

    async def turn(self) -> None:
        """Wait until a submission may leave: not paused, not stalled, spaced from the last."""
        loop = asyncio.get_running_loop()
        while True:
            await self.resumed()
            wait = self._next_turn - loop.time()
            if wait <= 0:
                self._next_turn = loop.time() + self._spacing
                return
            await self.rest(wait)

    def stall(self, seconds: float) -> None:
        """Let nothing be submitted for so long; ``resume`` ends it."""
        until = asyncio.get_running_loop().time() + seconds
        self._next_turn = max(self._next_turn, until)

    async def rest(self, seconds: float) -> None:
        """Sleep; ``resume`` ends it early, so that "try now" means now."""
        try:
            async with asyncio.timeout(seconds):
                await self._moves()
        except TimeoutError:
            return

    async def resumed(self) -> None:
        """Wait until the line is no longer paused."""
        while self._is_held:
            await self._moves()

    def pause(self, failure: Failure) -> None:
        self._paused = failure

    def resume(self) -> None:
        """Go on: after a pause, and before a stall or a rest is over."""
        self._paused = None
        self._next_turn = 0.0
        for waiter in self._moved:
            if not waiter.done():
                waiter.set_result(None)
        self._grant()

    def close(self) -> None:
        """Let nothing more be sent."""
        self._is_closed = True

    @property
    def _is_held(self) -> bool:
        return self._paused is not None or self._is_closed

    async def _moves(self) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._moved.add(waiter)
        try:
            await waiter
        finally:
            self._moved.discard(waiter)

    def _grant(self) -> None:
        while self._waiting and not self._is_held and self._taken < self._places():
            _, granted = heapq.heappop(self._waiting)
            if not granted.done():
                self._taken += 1
                granted.set_result(None)

    def _abandon(self, granted: asyncio.Future[None]) -> None:
        """The waiting job was cancelled, perhaps at the very moment its place came free."""
        if granted.done() and not granted.cancelled():
            self._give_back()
        self._waiting = [entry for entry in self._waiting if entry[1] is not granted]
        heapq.heapify(self._waiting)

    def _give_back(self) -> None:
        self._taken -= 1
        self._grant()
