"""What is on disk when the program is killed: real processes, really killed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from tests.store.samples import a_job

START = """
import sys
from dataclasses import replace
from pathlib import Path
from seedance_desktop.core.job import JobState
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.videos import VideoTable
from tests.store.samples import a_job, a_video

database = Database.open(Path(sys.argv[1]))
jobs = JobTable(database)

def stand_still():
    print("here", flush=True)
    sys.stdin.read()

"""
ROOT = Path(__file__).parents[2]


@contextmanager
def process(script: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", START + script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def killed_at_its_mark(script: str, path: Path) -> None:
    with process(script, path) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "here\n"
        running.kill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.sqlite"


def test_a_step_that_was_saved_survives_a_kill(path: Path) -> None:
    killed_at_its_mark("jobs.add(a_job())\nstand_still()", path)

    database = Database.open(path)
    assert JobTable(database).newest(10) == [a_job()]
    database.close()


def test_a_kill_between_a_video_and_its_job_leaves_neither(path: Path) -> None:
    killed_at_its_mark(
        """
jobs.add(a_job())
with database.transaction():
    VideoTable(database).add(a_video(a_job()))
    database.rows("SELECT 1")
    stand_still()
""",
        path,
    )

    database = Database.open(path)
    assert JobTable(database).newest(10) == [a_job()]
    assert database.rows("SELECT id FROM videos") == []
    assert tuple(database.rows("PRAGMA integrity_check")[0]) == ("ok",)
    database.close()


def test_a_kill_in_the_thick_of_writing_leaves_whole_blocks_only(path: Path) -> None:
    killed_at_its_mark(
        """
number = 0
while True:
    job = a_job(number % 60, id=f"job-{number:09}")
    jobs.add(job)
    video = a_video(job)
    jobs.save_with_video(replace(job, state=JobState.DONE, video=video.id), video)
    number += 1
    if number == 20:
        print("here", flush=True)
""",
        path,
    )

    database = Database.open(path)
    done = database.rows("SELECT video FROM jobs WHERE state = 'done'")
    filed = database.rows("SELECT id FROM videos")
    assert len(filed) >= 20
    assert {row["video"] for row in done} == {row["id"] for row in filed}
    assert tuple(database.rows("PRAGMA integrity_check")[0]) == ("ok",)
    database.close()


def test_programs_that_start_at_the_same_moment_make_one_database(path: Path) -> None:
    script = "import os; jobs.add(a_job(id=f'job-{os.getpid()}'))"
    with process(script, path) as one, process(script, path) as two, process(script, path) as three:
        outcomes = [running.wait(60) for running in (one, two, three)]

    assert outcomes == [0, 0, 0]
    database = Database.open(path)
    assert len(JobTable(database).newest(10)) == 3
    database.close()
