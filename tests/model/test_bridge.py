import asyncio
import itertools
import sqlite3
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import closing

import pytest
from pytestqt.qtbot import QtBot

from seedance_desktop.core.errors import DatabaseDamagedError, InputError, KnownError
from seedance_desktop.core.events import JobChanged, JobProgress
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, is_legal
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from tests.store.samples import a_job

Build = Callable[[], Engine]
PATIENCE = 60


async def _ready(models: Models) -> None:
    """The engine has started and the models have loaded what it has."""
    await asyncio.wait_for(models.bridge.call(lambda engine: engine.jobs(1)), PATIENCE)


def test_what_is_asked_for_before_there_is_an_engine_waits_for_it(
    models: Models, build: Build, window_loop: AbstractEventLoop
) -> None:
    answer: asyncio.Future[list[Job]] = window_loop.create_future()

    async def ask() -> None:
        answer.set_result(await models.bridge.call(lambda engine: engine.jobs(10)))

    async def scenario() -> None:
        models.bridge.run(ask(), "ask early")
        assert not models.bridge.is_ready
        models.bridge.start(build)
        assert await answer == []

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert models.bridge.is_ready


def test_what_a_timer_asks_for_while_the_loop_stands_still_is_done_when_it_goes_on(
    models: Models, build: Build, window_loop: AbstractEventLoop
) -> None:
    answers: list[list[Job]] = []

    async def begin() -> None:
        models.bridge.start(build)

    async def ask() -> None:
        answers.append(await models.bridge.call(lambda engine: engine.jobs(10)))

    window_loop.run_until_complete(begin())
    models.bridge.run(ask(), "ask between")
    window_loop.run_until_complete(_ready(models))

    assert answers == [[]]


def test_what_the_engine_raises_reaches_whoever_called(
    models: Models, build: Build, window_loop: AbstractEventLoop
) -> None:
    async def scenario() -> None:
        models.bridge.start(build)
        with pytest.raises(KnownError):
            await models.bridge.call(lambda engine: engine.cancel(JobId("no-such-job")))

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))


def test_a_known_error_of_a_task_becomes_a_banner(
    models: Models, build: Build, window_loop: AbstractEventLoop
) -> None:
    async def fail() -> None:
        raise InputError

    async def scenario() -> None:
        models.bridge.start(build)
        models.bridge.run(fail(), "fail")
        await _ready(models)

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert [notice.failure.kind for notice in models.notices.shown] == ["InputError"]


@pytest.mark.expected_warnings("an error that nobody expected")
def test_any_other_error_of_a_task_is_told_as_a_bug(
    models: Models, build: Build, window_loop: AbstractEventLoop
) -> None:
    bugs: list[object] = []
    models.bridge.bug_found.connect(bugs.append)

    async def fail() -> None:
        raise ZeroDivisionError

    async def scenario() -> None:
        models.bridge.start(build)
        models.bridge.run(fail(), "fail")
        await _ready(models)

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
    assert models.notices.shown == ()


def test_an_engine_that_cannot_start_says_why_and_so_does_every_call(
    models: Models, folders: Folders, build: Build, window_loop: AbstractEventLoop
) -> None:
    with closing(sqlite3.connect(folders.database)) as other_programs:
        other_programs.execute("CREATE TABLE songs (title TEXT)")

    async def scenario() -> None:
        models.bridge.start(build)
        with pytest.raises(DatabaseDamagedError):
            await _ready(models)

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert not models.bridge.is_ready
    assert [notice.failure.kind for notice in models.notices.shown] == ["OtherProgramsFileError"]


def test_damaged_records_are_rebuilt_and_the_window_tells_of_it(
    models: Models, folders: Folders, build: Build, window_loop: AbstractEventLoop
) -> None:
    folders.database.write_bytes(b"no database" * 1000)
    told = asyncio.Event()
    models.notices.changed.connect(told.set)

    async def scenario() -> None:
        models.bridge.start(build)
        await _ready(models)
        if not models.notices.shown:
            await told.wait()

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert [notice.failure.kind for notice in models.notices.shown] == ["DatabaseMendedError"]


def test_events_come_in_order_on_the_windows_thread(
    models: Models, build: Build, window_loop: AbstractEventLoop
) -> None:
    seen: list[Job] = []
    threads: set[int] = set()

    def note(job: Job) -> None:
        seen.append(job)
        threads.add(threading.get_ident())

    models.bridge.job_changed.connect(note)
    models.draft.change(prompt="A fox runs")

    async def scenario() -> None:
        paused = asyncio.Event()
        models.bridge.line_paused.connect(paused.set)
        models.bridge.start(build)
        models.draft.set_count(3)
        assert models.draft.generate()
        await paused.wait()  # there is no key

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert threads == {threading.get_ident()}
    assert len({job.id for job in seen}) == 3
    for job_id in {job.id for job in seen}:
        states = [job.state for job in seen if job.id == job_id]
        steps = itertools.pairwise(states)
        assert all(before is after or is_legal(before, after) for before, after in steps)


def test_a_flood_of_progress_is_merged_and_the_newest_of_it_comes_before_the_end(
    models: Models, qtbot: QtBot
) -> None:
    job = a_job()
    told: list[object] = []
    models.bridge.job_progress.connect(lambda event: told.append(event.received))
    models.bridge.job_changed.connect(lambda job: told.append(job.id))

    def flood() -> None:
        for count in range(20_000):
            models.bridge._post(JobProgress(job.id, count, 20_000))
        models.bridge._post(JobChanged(job))

    engine = threading.Thread(target=flood)
    engine.start()
    qtbot.waitUntil(lambda: job.id in told, timeout=PATIENCE * 1000)
    engine.join()

    assert len(told) < 2_000
    assert told[-2:] == [19_999, job.id]


def test_closing_cancels_what_is_going_on_and_ends_the_engines_thread(
    models: Models, build: Build, window_loop: AbstractEventLoop
) -> None:
    ends: list[str] = []

    async def linger() -> None:
        try:
            await asyncio.sleep(1000)
        finally:
            ends.append("cancelled")

    async def scenario() -> None:
        models.bridge.start(build)
        models.bridge.run(linger(), "linger")
        await _ready(models)
        await models.bridge.close()

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert ends == ["cancelled"]
    assert "engine" not in {thread.name for thread in threading.enumerate()}


def test_closing_while_the_engine_starts_harms_nothing(
    models: Models, build: Build, window_loop: AbstractEventLoop
) -> None:
    building, go_on = threading.Event(), threading.Event()

    def slowly() -> Engine:
        building.set()
        go_on.wait(PATIENCE)
        return build()

    async def scenario() -> None:
        models.bridge.start(slowly)
        await asyncio.get_running_loop().run_in_executor(None, building.wait, PATIENCE)
        closing = asyncio.ensure_future(models.bridge.close())
        await asyncio.sleep(0)
        go_on.set()
        await closing

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert not models.bridge.is_ready
    assert "engine" not in {thread.name for thread in threading.enumerate()}


def test_closing_before_the_start_drops_what_waits(
    models: Models, window_loop: AbstractEventLoop
) -> None:
    models.draft.change(prompt="A fox runs")
    models.draft.generate()

    window_loop.run_until_complete(models.bridge.close())

    assert not models.bridge.is_ready
