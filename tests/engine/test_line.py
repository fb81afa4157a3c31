import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from seedance_desktop.core.errors import KeyRejectedError
from seedance_desktop.core.ids import JobId
from seedance_desktop.engine.line import Line, Order

PAUSED = KeyRejectedError().failure


def order(number: int) -> Order:
    return datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=number), JobId(f"job-{number}")


class Queue:
    """Jobs that wait in a line, each holding its place until it is let go."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.inside: list[int] = []
        self._ends: dict[int, asyncio.Event] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def join(self, *numbers: int) -> None:
        for number in numbers:
            self._ends[number] = asyncio.Event()
            self._tasks[number] = asyncio.create_task(self._stay(number))
        await breathe()

    async def let_go(self, number: int) -> None:
        self._ends[number].set()
        await breathe()

    async def drop(self, number: int) -> None:
        self._tasks[number].cancel()
        await breathe()

    async def close(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _stay(self, number: int) -> None:
        async with self.line.place(order(number)):
            self.inside.append(number)
            await self._ends[number].wait()


async def breathe() -> None:
    """Let everything that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_as_many_go_in_as_there_are_places_and_the_oldest_first() -> None:
    queue = Queue(Line(lambda: 2, spacing=0))

    await queue.join(3, 1, 2, 4)
    first = list(queue.inside)
    await queue.let_go(3)
    second = list(queue.inside)
    await queue.close()

    assert first == [3, 1]
    assert second == [3, 1, 2]


async def test_one_that_is_cancelled_while_waiting_takes_no_place() -> None:
    queue = Queue(Line(lambda: 1, spacing=0))

    await queue.join(1, 2, 3)
    await queue.drop(2)
    await queue.let_go(1)
    inside = list(queue.inside)
    await queue.close()

    assert inside == [1, 3]


async def test_a_place_granted_to_one_that_is_cancelled_at_that_moment_is_not_lost() -> None:
    queue = Queue(Line(lambda: 1, spacing=0))
    await queue.join(1, 2, 3)

    queue._ends[1].set()
    await asyncio.sleep(0)
    queue._tasks[2].cancel()
    await breathe()
    inside = list(queue.inside)
    await queue.close()

    assert inside[-1] == 3


async def test_nobody_goes_in_while_the_line_is_paused() -> None:
    queue = Queue(Line(lambda: 3, spacing=0))
    queue.line.pause(PAUSED)

    await queue.join(1, 2)
    before = list(queue.inside)
    queue.line.resume()
    await breathe()
    after = list(queue.inside)
    await queue.close()

    assert (before, after) == ([], [1, 2])


async def test_jobs_that_are_at_the_service_already_are_counted_but_never_wait() -> None:
    line = Line(lambda: 1, spacing=0)
    queue = Queue(line)

    with line.occupied(), line.occupied():
        await queue.join(1)
        during = list(queue.inside)
    await breathe()
    after = list(queue.inside)
    await queue.close()

    assert (during, after) == ([], [1])


async def test_a_larger_setting_works_with_the_next_move() -> None:
    places = 1
    queue = Queue(Line(lambda: places, spacing=0))

    await queue.join(1, 2, 3)
    places = 2
    await queue.let_go(1)
    inside = list(queue.inside)
    await queue.close()

    assert inside == [1, 2, 3]


async def test_submissions_keep_their_distance() -> None:
    line, loop = Line(lambda: 3, spacing=0.05), asyncio.get_running_loop()
    times = []

    for _ in range(3):
        await line.turn()
        times.append(loop.time())

    assert all(after - before >= 0.045 for before, after in pairwise(times))


async def test_a_stalled_line_moves_at_once_when_it_is_resumed() -> None:
    line = Line(lambda: 3, spacing=0)
    line.stall(3600)
    turn = asyncio.create_task(line.turn())
    await breathe()
    was_waiting = not turn.done()

    line.resume()
    await asyncio.wait_for(turn, 10)

    assert was_waiting


async def test_a_rest_is_cut_short_by_trying_now() -> None:
    line = Line(lambda: 3, spacing=0)
    rest = asyncio.create_task(line.rest(3600))
    await breathe()

    line.resume()

    await asyncio.wait_for(rest, 10)


async def test_a_closed_line_lets_nothing_leave() -> None:
    queue = Queue(Line(lambda: 3, spacing=0))
    queue.line.close()

    await queue.join(1)
    inside = list(queue.inside)
    await queue.close()

    assert inside == []
