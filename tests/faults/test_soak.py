"""Many jobs, three at once, through faults at random: every video arrives and nothing is left over.

``make campaign JOBS=N`` runs N jobs. The service's time is compressed; which faults come is fixed.
"""

import asyncio
import gc
import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.events import Event, JobChanged
from seedance_desktop.core.job import FINAL, Job, JobState
from seedance_desktop.engine.engine import Engine
from tests.engine.bench import a_bench, a_request, files_in, parts_in
from tests.support.sandbox import RunningSandbox, running_sandbox

JOBS = int(os.environ.get("CAMPAIGN_JOBS", "40"))
IS_LONG = "CAMPAIGN_JOBS" in os.environ
FAULTS = ",".join(
    (
        *("create:429=1%6", "create:reset-after%3", "create:500%3", "create:empty%2"),
        *("query:reset-before%4", "query:500%4", "query:html%3", "query:429=1%3", "query:empty%2"),
        *("query:dead-link%4", "file:cut@20000%8", "file:reset-before%4", "file:wrong-length%3"),
        *("file:corrupt%4", "file:500%3", "file:dead-link%3"),
    )
)
WARM = 0.4
"""The share of the jobs after which everything has been used once."""
MOST_GROWTH = 16 * 1024 * 1024
"""Bytes of resident memory that the other jobs may add: whatever their number."""
PATIENCE = 120.0 + 3.0 * JOBS


@pytest.fixture
def faulty() -> Iterator[RunningSandbox]:
    with running_sandbox("--seed", "7", faults=FAULTS, quiet=False) as started:
        yield started


async def test_many_jobs_through_many_faults_leave_their_videos_and_nothing_else(
    profile: Path, faulty: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = a_bench(profile, faulty)
    bench.settings = replace(bench.settings, jobs_at_once=3)
    descriptors, threads = open_files(), own_threads()

    async with asyncio.timeout(PATIENCE), bench.opened() as bed:
        bed.engine.subscribe(lambda _: bed.events.clear())  # it would keep every one of them
        with counted(bed.engine) as ended:
            await bed.submit(a_request(), count=JOBS)
            await pressed_until(bed.engine, ended, int(JOBS * WARM))
            warm = resident()
            await pressed_until(bed.engine, ended, JOBS)
            grown = resident() - warm
        jobs = await bed.engine.jobs(JOBS + 1)
        videos = await bed.engine.library.count()

    states = Counter(job.state for job in jobs)
    accepted = faulty.ledger()["creates"]
    with capsys.disabled():
        ends = ", ".join(f"{count} {state}" for state, count in states.items())
        said = f" {ends}, {accepted} tasks accepted, grown by {grown / 2**20:.1f} MB "
        sys.stdout.write(said if IS_LONG else "")
    assert set(states) <= {JobState.DONE, JobState.UNCERTAIN}
    assert (
        videos == len(files_in(bench.library)) == faulty.ledger()["billed"] == states[JobState.DONE]
    )
    assert 0 <= accepted - states[JobState.DONE] <= states[JobState.UNCERTAIN]
    assert [name for name in parts_in(bench.library) if "broken" not in name] == []
    assert grown < MOST_GROWTH
    gc.collect()
    assert own_threads() <= threads
    assert open_files() - descriptors <= 2


@contextmanager
def counted(engine: Engine) -> Iterator[set[str]]:
    """The jobs that are at their end or uncertain."""
    ended: set[str] = set()

    def listen(event: Event) -> None:
        if isinstance(event, JobChanged) and is_over(event.job):
            ended.add(event.job.id)

    unsubscribe = engine.subscribe(listen)
    yield ended
    unsubscribe()


def is_over(job: Job) -> bool:
    return job.state in FINAL | {JobState.UNCERTAIN}


async def pressed_until(engine: Engine, ended: set[str], count: int) -> None:
    """Press "try now" until so many jobs are over: no wait of the program's is waited out."""
    while len(ended) < count:
        await engine.resume_line(SANDBOX)
        await asyncio.sleep(0.1)


def own_threads() -> set[str]:
    """Threads by name, without those of the test's own loop, which go when it goes."""
    names = {thread.name for thread in threading.enumerate()}
    return {name for name in names if not name.startswith(("asyncio_", "AnyIO worker"))}


def open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    gc.collect()
    path = Path("/proc/self/statm")
    if not path.is_file():
        return 0
    return int(path.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
