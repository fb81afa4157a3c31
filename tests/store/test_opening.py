"""Opening what a crash or a bad disk left behind: looked through, mended, nothing deleted."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from seedance_desktop.core.errors import DatabaseDamagedError
from seedance_desktop.core.ids import JobId, RemoteId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.store.copies import keep_daily_copy
from seedance_desktop.store.database import Database, OtherProgramsFileError
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.marks import is_suspect, suspect, wants_rebuild
from seedance_desktop.store.opening import Opened, open_records
from seedance_desktop.store.videos import VideoTable
from tests.store.samples import NOON, a_job, a_request, a_video

PAGE = 4096
ROOT = Path(__file__).parents[2]
LATER = NOON + timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "records.sqlite"


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    records = open_records(path, LATER)
    try:
        yield records
    finally:
        records.close()


def fill(path: Path, *jobs: Job) -> None:
    with closing(Database.open(path)) as database:
        for job in jobs:
            JobTable(database).add(job)


def many(count: int) -> list[Job]:
    return [a_job(number % 60, id=JobId(f"job-{number:04}")) for number in range(count)]


def ruin(path: Path) -> None:
    """Not a page of it can be read any more."""
    path.write_bytes(b"\xa5" * path.stat().st_size)


def ruin_page_of(path: Path, job: Job) -> None:
    """Only the page that holds this job's row."""
    content = bytearray(path.read_bytes())
    at = content.index(job.request.prompt.encode()) // PAGE * PAGE
    content[at : at + PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)


def set_aside(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.glob("*.damaged-*"))


def test_a_sound_database_is_opened_as_it_is(path: Path) -> None:
    fill(path, a_job())

    with opened(path) as records:
        assert records.mended is None
        assert JobTable(records.database).newest(10) == [a_job()]
    assert not is_suspect(path)
    assert not wants_rebuild(path)


def test_what_a_killed_program_had_written_is_looked_through_and_kept(path: Path) -> None:
    fill(path)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from seedance_desktop.store.database import Database\n"
        "from seedance_desktop.store.jobs import JobTable\n"
        "from tests.store.samples import a_job\n"
        "JobTable(Database.open(Path(sys.argv[1]))).add(a_job())\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=True, timeout=60)
    left_behind = is_suspect(path)

    with opened(path) as records:
        assert records.mended is None
        assert JobTable(records.database).newest(10) == [a_job()]
    assert left_behind
    assert not is_suspect(path)


def test_a_ruined_database_is_set_aside_and_the_newest_copy_takes_its_place(path: Path) -> None:
    fill(path, a_job(1))
    keep_daily_copy(path, NOON)
    with closing(Database.open(path)) as database:
        JobTable(database).add(a_job(2))
    ruin(path)
    ruined = path.read_bytes()

    with opened(path) as records:
        assert records.mended is not None
        assert records.mended.copy_made == NOON
        assert [job.id for job in JobTable(records.database).newest(10)] == [a_job(1).id]
        assert records.mended.set_aside is not None
        assert records.mended.set_aside.read_bytes() == ruined
    assert wants_rebuild(path)
    with opened(path) as records:
        assert records.mended is None


def test_a_job_that_may_have_been_sent_since_the_copy_is_never_sent_by_itself(path: Path) -> None:
    """The copy says that it waits to be sent; nobody knows what happened after."""
    waiting = a_job(1)
    held = a_job(2, state=JobState.HELD)
    running = a_job(3, state=JobState.RUNNING, remote_id=RemoteId("cgt-1"))
    done = a_job(4, state=JobState.DONE)
    fill(path, waiting, held, running, done)
    keep_daily_copy(path, NOON)
    ruin(path)

    with opened(path) as records:
        assert records.mended is not None
        assert records.mended.unclear == (waiting.id, held.id)
        assert records.mended.followed == (running.id,)
        states = {job.id: job.state for job in JobTable(records.database).newest(10)}
    assert states == {
        waiting.id: JobState.UNCERTAIN,
        held.id: JobState.UNCERTAIN,
        running.id: JobState.RUNNING,
        done.id: JobState.DONE,
    }


def test_without_any_copy_a_new_database_is_begun(path: Path) -> None:
    fill(path, a_job())
    ruin(path)

    with opened(path) as records:
        assert records.mended is not None
        assert records.mended.copy_made is None
        assert JobTable(records.database).newest(10) == []
    assert len(set_aside(path)) == 1


def test_a_damaged_copy_is_passed_over_for_an_older_sound_one(path: Path) -> None:
    fill(path, a_job())
    keep_daily_copy(path, NOON)
    path.with_name("records-daily-20261123-110000.sqlite").write_bytes(b"\xa5" * 5000)
    ruin(path)

    with opened(path) as records:
        assert records.mended is not None
        assert records.mended.copy_made == NOON


def test_a_page_that_is_lost_takes_only_its_own_rows_along(path: Path) -> None:
    """What can be read of the damaged file itself is newer than any copy."""
    jobs = many(120)
    in_the_middle = replace(jobs[60], request=replace(jobs[60].request, prompt="the lost one"))
    paid = a_job(
        59, id=JobId("job-9999"), state=JobState.RUNNING, remote_id=RemoteId("cgt-9"), video_url="x"
    )
    fill(path, *jobs[:60], in_the_middle, *jobs[61:], paid)
    ruin_page_of(path, in_the_middle)
    suspect(path)

    with opened(path) as records:
        assert records.mended is not None
        kept = {job.id: job for job in JobTable(records.database).newest(200)}
        assert records.mended.followed == (paid.id,)
    assert in_the_middle.id not in kept
    assert len(kept) > 100
    assert kept[paid.id] == paid


def test_a_video_that_can_be_read_comes_along_with_its_job(path: Path) -> None:
    job = a_job()
    with closing(Database.open(path)) as database:
        JobTable(database).add(job)
        done = replace(job, state=JobState.DONE, video=a_video(job).id)
        JobTable(database).save_with_video(done, a_video(job))
        for other in many(60):
            JobTable(database).add(other)
        lost = a_job(1, id=JobId("job-9999"), request=a_request(prompt="the lost one"))
        JobTable(database).add(lost)
    ruin_page_of(path, lost)
    suspect(path)

    with opened(path) as records:
        assert records.mended is not None
        assert VideoTable(records.database).newest(10) == [a_video(job)]
        assert JobTable(records.database).get(job.id) == done
        assert JobTable(records.database).get(lost.id) is None


def test_damage_that_is_met_while_working_is_mended_at_the_next_start(path: Path) -> None:
    fill(path, *many(120))
    keep_daily_copy(path, NOON)
    content = path.read_bytes()
    with opened(path) as records:
        path.write_bytes(content[:PAGE] + b"\xa5" * (len(content) - PAGE))
        with pytest.raises(DatabaseDamagedError):
            JobTable(records.database).newest(200)

    with opened(path) as records:
        assert records.mended is not None
        assert len(JobTable(records.database).newest(200)) == 120


def test_damage_is_not_mended_under_another_program(path: Path) -> None:
    fill(path, *many(120))
    content = path.read_bytes()
    with opened(path):
        path.write_bytes(b"\xa5" * len(content))
        with pytest.raises(DatabaseDamagedError, match="damaged") as caught:
            open_records(path, LATER)

    assert "Close every other window" in str(caught.value.remedy)
    assert set_aside(path) == []


def test_two_programs_may_have_a_sound_database_open(path: Path) -> None:
    with opened(path) as one, opened(path) as two:
        JobTable(one.database).add(a_job())
        assert JobTable(two.database).newest(10) == [a_job()]
        assert two.mended is None


def test_a_database_of_another_program_is_refused_and_stays_where_it_is(path: Path) -> None:
    fill(path)
    with closing(Database.open(path)) as database:
        database.change("PRAGMA application_id = 7")

    with pytest.raises(OtherProgramsFileError):
        open_records(path, LATER)

    assert set_aside(path) == []


def test_a_mending_that_was_cut_short_before_its_last_step_is_finished(path: Path) -> None:
    fill(path, a_job())
    path.rename(path.with_name("records.sqlite.mended"))

    with opened(path) as records:
        assert JobTable(records.database).newest(10) == [a_job()]


def test_records_that_are_gone_come_back_from_the_newest_copy(path: Path) -> None:
    """Whatever took the file away: an empty list beside seven copies is no answer."""
    waiting, done = a_job(1), a_job(2, state=JobState.DONE)
    fill(path, waiting, done)
    keep_daily_copy(path, NOON)
    path.unlink()

    with opened(path) as records:
        assert records.mended is not None
        assert records.mended.set_aside is None
        assert records.mended.copy_made == NOON
        assert records.mended.unclear == (waiting.id,)
        assert len(JobTable(records.database).newest(10)) == 2
    assert wants_rebuild(path)


def test_a_log_that_was_left_without_its_records_is_not_taken_for_that_of_the_copy(
    path: Path,
) -> None:
    fill(path, a_job())
    keep_daily_copy(path, NOON)
    path.unlink()
    path.with_name("records.sqlite-wal").write_bytes(b"\xa5" * 5000)

    with opened(path) as records:
        assert records.mended is not None
        assert records.mended.set_aside is None
        assert [job.id for job in JobTable(records.database).newest(10)] == [a_job().id]


def test_a_first_start_mends_nothing(path: Path) -> None:
    with opened(path) as records:
        assert records.mended is None
    assert not wants_rebuild(path)
