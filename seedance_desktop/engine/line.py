"""The waiting line of one connection: so many jobs at once, in order, and none while paused."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import JobId

Order = tuple[datetime, JobId]
"""When a job was made, and its name."""
Rule = Callable[[Order], tuple[object, ...]]
"""What jobs are served by; asked each time, since the user may change the order."""


def as_made(order: Order) -> Order:
    """The oldest first."""
    return order


class Place:
    """One of a line's places, held by a job that is at the service."""

    def __init__(self, give_back: Callable[[], None]) -> None:
        self._give_back = give_back
        self._is_held = True

    def give_up(self) -> None:
        """Let another job have it; nothing happens a second time."""
        if self._is_held:
            self._is_held = False
            self._give_back()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a job stands: its line, and the place that it holds there."""

    line: "Line"
    place: Place


class Line:
    """Hands out ``places`` in the order of ``rule``, ``spacing`` seconds between submissions.

    ``places`` is asked each time, so that the setting works at once.
    """

    def __init__(self, places: Callable[[], int], spacing: float, rule: Rule = as_made) -> None:
        self._places = places
        self._spacing = spacing
        self._rule = rule
        self._taken = 0
        self._waiting: list[tuple[Order, asyncio.Future[None]]] = []
        self._paused: Failure | None = None
        self._is_stopped = False
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
    async def place(self, order: Order) -> AsyncIterator[Place]:
        """One of the places, waited for in order and given back at the end, if not before."""
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((order, granted))
        self._grant()
        try:
            await granted
        except asyncio.CancelledError:
            self._abandon(granted)
            raise
        with self._held() as place:
            yield place

    @contextmanager
    def occupied(self) -> Iterator[Place]:
        """A place for a job that is at the service already: counted, never waited for."""
        self._taken += 1
        with self._held() as place:
            yield place

    async def turn(self) -> None:
        """Wait until a submission may leave: not held up, not stalled, spaced from the last."""
        loop = asyncio.get_running_loop()
        while True:
            while self._is_held:
                await self._moves()
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
        """Wait until nothing has to be mended any more; what the user stopped is not waited for."""
        while self._paused is not None or self._is_closed:
            await self._moves()

    def pause(self, failure: Failure) -> None:
        self._paused = failure

    def resume(self) -> None:
        """Go on: after a pause, and before a stall or a rest is over."""
        self._paused = None
        self._next_turn = 0.0
        self.wake()
        self._grant()

    def stop(self) -> None:
        """Send nothing until ``go_on``; what is at the service already goes on."""
        self._is_stopped = True

    def go_on(self) -> None:
        """Send again, if nothing else is in the way."""
        self._is_stopped = False
        self.wake()
        self._grant()

    def wake(self) -> None:
        """End every rest: what waits looks again at once."""
        for waiter in self._moved:
            if not waiter.done():
                waiter.set_result(None)

    def close(self) -> None:
        """Let nothing more be sent."""
        self._is_closed = True

    @property
    def _is_held(self) -> bool:
        return self._paused is not None or self._is_stopped or self._is_closed

    @contextmanager
    def _held(self) -> Iterator[Place]:
        place = Place(self._give_back)
        try:
            yield place
        finally:
            place.give_up()

    async def _moves(self) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._moved.add(waiter)
        try:
            await waiter
        finally:
            self._moved.discard(waiter)

    def _grant(self) -> None:
        while self._waiting and not self._is_held and self._taken < self._places():
            following = min(self._waiting, key=lambda entry: self._rule(entry[0]))
            self._waiting.remove(following)
            granted = following[1]
            if not granted.done():
                self._taken += 1
                granted.set_result(None)

    def _abandon(self, granted: asyncio.Future[None]) -> None:
        """The waiting job was cancelled, perhaps at the very moment its place came free."""
        if granted.done() and not granted.cancelled():
            self._give_back()
        self._waiting = [entry for entry in self._waiting if entry[1] is not granted]

    def _give_back(self) -> None:
        self._taken -= 1
        self._grant()
