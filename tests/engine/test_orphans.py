"""Left-over parts: those that nobody needs are removed, and nothing that was paid for."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.engine.claims import Claims
from seedance_desktop.engine.orphans import sweep_orphans
from seedance_desktop.engine.places import make_parts_folder, parts_folder
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from tests.engine.bench import a_request, parts_in

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
NAME = JobId("20261122-120000-7f3a9c")
HALF = (f"{NAME}.part", f"{NAME}.part.json")
WHOLE = (f"{NAME}.mp4", f"{NAME}.part")


def a_job(library: Path, state: JobState) -> Job:
    job = Job(
        id=NAME,
        request=a_request(),
        connection=SANDBOX,
        address="",
        library=library,
        created_at=NOW,
        changed_at=NOW,
    )
    return replace(job, state=state)


def leave(library: Path, *names: str, days: float = 2) -> None:
    library.mkdir(exist_ok=True)
    make_parts_folder(library)
    then = time.time() - days * 24 * 60 * 60
    for name in names:
        path = parts_folder(library) / name
        path.write_bytes(b"part")
        os.utime(path, (then, then))


async def sweep(folder: Path, library: Path, state: JobState | None) -> list[str]:
    """What is left when the sweep is done."""
    database, workers = Database.open(folder / "records.sqlite"), Workers()
    claims = Claims(folder / "jobs.lock")
    jobs = JobTable(database)
    if state is not None:
        jobs.add(a_job(library, state))
    await sweep_orphans([library], jobs=jobs, claims=claims, workers=workers)
    claims.close()
    workers.close()
    database.close()
    return parts_in(library)


@pytest.mark.parametrize(
    ("state", "names", "kept"),
    [
        (None, HALF, ()),
        (None, WHOLE, WHOLE),
        (JobState.DONE, HALF, ()),
        (JobState.DONE, WHOLE, ()),
        (JobState.FAILED, HALF, ()),
        (JobState.FAILED, WHOLE, WHOLE),
        (JobState.FETCHING, HALF, HALF),
        (JobState.PAUSED, WHOLE, WHOLE),
        (JobState.UNCERTAIN, HALF, HALF),
    ],
)
async def test_only_what_no_job_needs_is_removed(
    tmp_path: Path, state: JobState | None, names: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    library = tmp_path / "library"
    leave(library, *names)

    assert await sweep(tmp_path, library, state) == sorted(kept)


async def test_a_file_of_today_stays(tmp_path: Path) -> None:
    library = tmp_path / "library"
    leave(library, *HALF, days=0.5)

    assert await sweep(tmp_path, library, None) == sorted(HALF)


async def test_files_of_other_names_stay(tmp_path: Path) -> None:
    library = tmp_path / "library"
    others = ("holiday.part", f"{NAME}.broken.mp4", f"{NAME}.part.json.bak", f"x{NAME}.part")
    leave(library, *others, days=400)

    assert await sweep(tmp_path, library, JobState.DONE) == sorted(others)


async def test_a_library_that_is_gone_is_no_hindrance(tmp_path: Path) -> None:
    assert await sweep(tmp_path, tmp_path / "unplugged", None) == []


HOLD = """
import sys
from pathlib import Path
from seedance_desktop.engine.claims import Claims

print(Claims(Path(sys.argv[1])).take(sys.argv[2]), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_process(tmp_path: Path) -> Iterator[None]:
    """Another window, at work on the job."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "jobs.lock"), NAME],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield
        process.kill()


@pytest.mark.usefixtures("other_process")
async def test_what_another_process_is_at_stays(tmp_path: Path) -> None:
    library = tmp_path / "library"
    leave(library, *HALF)

    assert await sweep(tmp_path, library, None) == sorted(HALF)
