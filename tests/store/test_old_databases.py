"""A real file of every past version still opens, and nothing in it is lost."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from seedance_desktop.core.errors import ContentRefusedError
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.found import Order
from seedance_desktop.core.ids import FrameHash, RemoteId
from seedance_desktop.core.job import Job, JobState, Usage
from seedance_desktop.core.query_text import parse
from seedance_desktop.store.database import Database
from seedance_desktop.store.descriptions import Descriptions
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.library_search import LibrarySearch
from seedance_desktop.store.migration import migrations
from seedance_desktop.store.story import StoryTable
from seedance_desktop.store.videos import VideoTable

SAMPLES = sorted((Path(__file__).parents[1] / "databases").glob("*.sqlite"))


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    path = tmp_path / "records.sqlite"
    shutil.copyfile(request.param, path)
    return Database.open(path)


def job_in(database: Database, state: JobState) -> Job:
    return next(job for job in JobTable(database).newest(100) if job.state is state)


def test_there_is_a_sample_of_every_version() -> None:
    versions = {f"v{step.version // 1000}.{step.version % 1000}" for step in migrations()}

    assert {path.stem for path in SAMPLES} == versions


def test_every_job_is_still_there(database: Database) -> None:
    jobs = JobTable(database).newest(100)

    assert [job.state for job in jobs] == list(JobState)[::-1]
    assert {job.address for job in jobs} == {"https://gptproto.com"}
    assert all(job.request.prompt == "海边, waves “roll”" for job in jobs)
    database.close()


def test_a_finished_job_still_names_its_task_its_bill_and_its_video(database: Database) -> None:
    job = job_in(database, JobState.DONE)
    (video,) = VideoTable(database).newest(10)

    assert job.remote_id == RemoteId("cgt-20261122120000-abcde")
    assert job.usage == Usage(103_818, 42, "720p", "16:9", 5)
    assert job.video == video.id
    assert video.request.pictures[0].sent == FrameHash("ab" * 32)
    assert str(video.clip.size) == "1248 × 704"
    database.close()


def test_the_story_of_a_job_is_still_told(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    shutil.copyfile(SAMPLES[0].with_name("v1.1.sqlite"), path)
    database = Database.open(path)

    story = StoryTable(database).of(job_in(database, JobState.DONE).id)

    assert [entry.state for entry in story] == [JobState.QUEUED, None, JobState.RUNNING]
    assert story[1].times == 7
    assert story[1].call is not None
    assert story[1].call.request_id == "021779"
    assert story[2].failure is not None
    database.close()


def test_failures_still_say_what_happened(database: Database) -> None:
    refused = job_in(database, JobState.FAILED).failure
    unclear = job_in(database, JobState.UNCERTAIN).failure

    assert refused is not None
    assert refused.kind == ContentRefusedError.__name__
    assert str(refused.message) == "Refused: 1301"
    assert unclear is not None
    assert unclear.charged is Charged.MAYBE
    database.close()


def test_the_videos_of_an_old_library_can_be_found(database: Database) -> None:
    search = LibrarySearch.open(database.path)
    while Descriptions(database).describe_some(10):
        pass

    found = search.find(parse('海边 "waves roll" ratio:16:9 made:2026').query, Order(), 10)

    assert found.is_all
    assert found.first[0].video == VideoTable(database).newest(1)[0]
    assert found.first[0].organised.rating == 0
    search.close()
    database.close()


def test_clips_without_a_recipe_are_no_longer_takes_of_each_other(tmp_path: Path) -> None:
    """Up to version 1.2 they were all described as takes of one empty request."""
    path = tmp_path / "records.sqlite"
    shutil.copyfile(SAMPLES[0].with_name("v1.2.sqlite"), path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE videos SET model = ''")
    connection.execute("UPDATE entries SET take = 'of nobody', is_described = 1")
    connection.commit()
    connection.close()

    database = Database.open(path)

    assert database.tuples("SELECT count(*) FROM entries WHERE take <> video") == [(0,)]
    database.close()
