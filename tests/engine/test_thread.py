import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing

import pytest

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import DatabaseDamagedError
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.engine.engine import Engine
from seedance_desktop.engine.thread import EngineThread
from tests.engine.bench import PATIENCE, Bench, a_request


@pytest.fixture
def build(bench: Bench) -> Callable[[], Engine]:
    return lambda: Engine(bench.parts())


def test_a_job_is_done_from_another_thread(bench: Bench, build: Callable[[], Engine]) -> None:
    thread = EngineThread()
    engine = thread.start(build).result(PATIENCE)

    async def made() -> Job:
        (job,) = await submitted(engine, bench)
        return (await engine.wait_for([job.id]))[0]

    done = thread.call(made()).result(PATIENCE)
    thread.stop()

    assert done.state is JobState.DONE
    assert bench.bugs == []


def test_events_come_on_the_engines_thread(bench: Bench, build: Callable[[], Engine]) -> None:
    thread = EngineThread()
    engine = thread.start(build).result(PATIENCE)
    heard: Future[str] = Future()

    def listen(_: object) -> None:
        if not heard.done():
            heard.set_result(threading.current_thread().name)

    async def ask() -> None:
        engine.subscribe(listen)
        await submitted(engine, bench)

    thread.call(ask()).result(PATIENCE)
    name = heard.result(PATIENCE)
    thread.stop()

    assert name == "engine"


def test_stopping_in_the_middle_leaves_the_job_resumable_and_no_thread(
    bench: Bench, build: Callable[[], Engine]
) -> None:
    thread = EngineThread()
    engine = thread.start(build).result(PATIENCE)
    (job,) = thread.call(submitted(engine, bench)).result(PATIENCE)
    thread.stop()

    parts = bench.parts()
    left = parts.jobs.get(job.id)
    parts.close()

    assert left is not None
    assert left.state in {JobState.QUEUED, JobState.RUNNING, JobState.FETCHING, JobState.DONE}
    assert "engine" not in [running.name for running in threading.enumerate()]


def test_an_engine_that_cannot_be_built_says_why(bench: Bench) -> None:
    bench.folders.database.parent.mkdir(parents=True)
    with closing(sqlite3.connect(bench.folders.database)) as other_programs:
        other_programs.execute("CREATE TABLE songs (title TEXT)")
    thread = EngineThread()

    starting = thread.start(lambda: Engine(bench.parts()))

    with pytest.raises(DatabaseDamagedError):
        starting.result(PATIENCE)
    thread.stop()


def test_asking_an_engine_that_is_not_running_is_a_mistake_that_shows() -> None:
    thread = EngineThread()

    with pytest.raises(RuntimeError, match="not running"):
        thread.call(asyncio.sleep(0))


def test_stopping_what_never_started_does_nothing() -> None:
    EngineThread().stop()


async def submitted(engine: Engine, bench: Bench) -> tuple[Job, ...]:
    return await engine.submit(a_request(), SANDBOX, library=bench.library)
