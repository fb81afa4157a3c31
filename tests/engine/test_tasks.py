import asyncio

import pytest

from seedance_desktop.engine.tasks import Shared, Tasks


async def forever() -> None:
    await asyncio.Event().wait()


async def test_what_a_task_raises_is_reported() -> None:
    reported: list[BaseException] = []
    tasks = Tasks(reported.append)

    async def fail() -> None:
        raise ValueError("a bug")

    await asyncio.wait([tasks.start(fail(), "fails")])

    assert [str(error) for error in reported] == ["a bug"]


async def test_closing_cancels_and_awaits_every_task_and_reports_none() -> None:
    reported: list[BaseException] = []
    tasks = Tasks(reported.append)
    started = [tasks.start(forever(), f"task {number}") for number in range(3)]

    await tasks.close()

    assert all(task.cancelled() for task in started)
    assert reported == []


async def test_closing_waits_for_a_task_that_tidies_up_first() -> None:
    tidy = []

    async def tidies() -> None:
        try:
            await forever()
        finally:
            await asyncio.sleep(0)
            tidy.append(True)

    tasks = Tasks(print)
    tidying = tasks.start(tidies(), "tidies")
    await asyncio.sleep(0)

    await tasks.close()

    assert tidy == [True]
    assert tidying.cancelled()


async def test_one_task_can_be_stopped_alone() -> None:
    tasks = Tasks(print)
    first, second = tasks.start(forever(), "first"), tasks.start(forever(), "second")

    await tasks.stop(first)
    still = not second.done()
    await tasks.close()

    assert first.cancelled()
    assert still


async def test_shared_work_is_done_once_for_all_who_wait() -> None:
    times = 0

    async def work() -> int:
        nonlocal times
        times += 1
        await asyncio.sleep(0)
        return times

    shared = Shared(work, "work")

    assert list(await asyncio.gather(shared.done(), shared.done())) == [1, 1]
    assert await shared.done() == 2


async def test_one_who_gives_up_does_not_stop_shared_work_for_the_others() -> None:
    go = asyncio.Event()

    async def work() -> str:
        await go.wait()
        return "done"

    shared = Shared(work, "work")
    impatient = asyncio.create_task(shared.done())
    patient = asyncio.create_task(shared.done())
    await asyncio.sleep(0)

    impatient.cancel()
    go.set()

    assert await patient == "done"


async def test_shared_work_is_cancelled_at_the_end() -> None:
    shared = Shared(forever, "work")
    waiting = asyncio.create_task(shared.done())
    await asyncio.sleep(0)

    await shared.close()

    with pytest.raises(asyncio.CancelledError):
        await waiting
