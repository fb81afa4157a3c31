"""What a thousand open jobs take of a processor, and what ten thousand finished ones of a start."""

import subprocess
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median

from benchmarks.figures import Figure, ratio_of, spread
from benchmarks.processes import Home, module, processor_seconds, running, told
from benchmarks.profiles import a_request, fill_library, make_profile
from seedance_desktop.core.ids import ConnectionId, JobId, RemoteId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.database import Database
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.settings import Settings, UserConnection
from seedance_desktop.store.settings_file import SettingsFile

OPEN_JOBS = 1000
MOST_OF_A_PROCESSOR = 10.0
"""Percent of one."""
MOST_SLOWER = 1.1
"""Times a start with ten finished jobs; what two such starts differ by is noise."""
_SERVICE = ConnectionId("busy")


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """The command line's ``resume`` in a process of its own; the service in another."""
    return [*_polled(home, seconds=10 if quick else 30), *_started(home, 2 if quick else 7)]


def _polled(home: Home, seconds: int) -> list[Figure]:
    folders = make_profile(home.folder / "polling")
    with running(module("benchmarks.answering"), home.environment(), niceness=5) as service:
        _fill(folders, f"http://127.0.0.1:{told(service)['port']}")
        command = module("seedance_desktop", "resume", "--profile", str(home.folder / "polling"))
        environment = home.environment(SEEDANCE_API_KEY="sk-bench")
        with running([*command, "--json"], environment) as program:
            while told(program)["event"] != "jobs_taken_up":
                pass
            time.sleep(5)
            before = processor_seconds(program.pid)
            time.sleep(seconds)
            share = 100 * (processor_seconds(program.pid) - before) / seconds
            program.kill()
    what = f"polling: {OPEN_JOBS} open jobs, of one processor"
    return [Figure(what, share, "%", MOST_OF_A_PROCESSOR, f"over {seconds} s")]


def _fill(folders: Folders, address: str) -> None:
    """Jobs that were sent within the last ten minutes."""
    connection = UserConnection(_SERVICE, "Busy", address)
    SettingsFile(folders.settings_file).write(
        Settings(connection=_SERVICE, connections=(connection,))
    )
    request = replace(a_request(load_catalogue(folders).catalogue), pictures=(), ratio="16:9")
    database = Database.open(folders.database)
    jobs, now = JobTable(database), datetime.now(UTC)
    with database.transaction():
        for number in range(OPEN_JOBS):
            sent = now - timedelta(seconds=number * 0.6)
            job = Job(
                id=JobId(f"job-{number:06}"),
                request=request,
                connection=_SERVICE,
                address=address,
                library=folders.library,
                created_at=sent,
                changed_at=sent,
                state=JobState.RUNNING,
                remote_id=RemoteId(f"cgt-{number}"),
                submitted_at=sent,
            )
            jobs.add(job)
    database.close()


def _started(home: Home, rounds: int) -> list[Figure]:
    """The engine's start and a page of jobs, by turns on a short and on a long record."""
    profiles = {count: home.folder / f"finished-{count}" for count in (10, 10_000)}
    taken: dict[int, list[float]] = {count: [] for count in profiles}
    for count, profile in profiles.items():
        fill_library(make_profile(profile), count)
    for _ in range(rounds + 1):
        for count, profile in profiles.items():
            command = module("seedance_desktop", "resume", "--profile", str(profile))
            began = time.perf_counter()
            subprocess.run(command, env=home.environment(), check=True, capture_output=True)
            taken[count].append(time.perf_counter() - began)
    short, long = (taken[count][1:] for count in profiles)
    note = spread([1000 * each for each in long])
    return [
        Figure("start with 10,000 finished jobs", 1000 * median(long), "ms", note=note),
        Figure("start: 10,000 finished ÷ 10", ratio_of(long, short), "×", MOST_SLOWER),
    ]
