from datetime import UTC, datetime
from pathlib import Path

import pytest

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.ids import JobId, RemoteId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.record import Record
from seedance_desktop.engine.recovery import goes_on, in_order, recovered
from seedance_desktop.engine.story import Story
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.story import StoryTable
from tests.engine.bench import a_request

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
S = JobState


def a_job(state: JobState, remote_id: str | None = None, minute: int = 0) -> Job:
    made = NOON.replace(minute=minute)
    return Job(
        id=JobId(f"20261122-12{minute:02}00-aaaaaa"),
        request=a_request(),
        connection=SANDBOX,
        address="",
        library=Path("library"),
        created_at=made,
        changed_at=made,
        state=state,
        remote_id=RemoteId(remote_id) if remote_id else None,
    )


@pytest.mark.parametrize(
    ("state", "remote_id", "after", "is_going_on"),
    [
        (S.QUEUED, None, S.QUEUED, True),
        (S.PREPARING, None, S.PREPARING, True),
        (S.SUBMITTING, None, S.UNCERTAIN, False),
        (S.SUBMITTING, "cgt-1", S.RUNNING, True),
        (S.RUNNING, "cgt-1", S.RUNNING, True),
        (S.FETCHING, "cgt-1", S.FETCHING, True),
        (S.PAUSED, None, S.QUEUED, True),
        (S.PAUSED, "cgt-1", S.RUNNING, True),
        (S.HELD, None, S.HELD, False),
        (S.UNCERTAIN, None, S.UNCERTAIN, False),
    ],
)
async def test_every_state_that_can_be_found_has_a_way_on(
    tmp_path: Path, state: JobState, remote_id: str | None, after: JobState, is_going_on: bool
) -> None:
    database = Database.open(tmp_path / "records.sqlite")
    story = Story(StoryTable(database), now=lambda: NOON)
    record = Record(JobTable(database), Publisher(), story=story, now=lambda: NOON)
    record.add(a_job(state, remote_id))

    (found,) = record.open()
    job = recovered(found, record)
    saved = record.get(job.id)
    database.close()

    assert job.state is saved.state is after
    assert goes_on(job) is is_going_on
    if (state, after) == (S.SUBMITTING, S.UNCERTAIN):
        assert job.failure is not None
        assert job.failure.charged is Charged.MAYBE


def test_jobs_at_the_service_come_first_and_the_others_as_they_were_made() -> None:
    jobs = [
        a_job(S.QUEUED, minute=1),
        a_job(S.RUNNING, "cgt-2", minute=5),
        a_job(S.QUEUED, minute=0),
        a_job(S.FETCHING, "cgt-1", minute=3),
    ]

    assert [job.created_at.minute for job in in_order(jobs)] == [3, 5, 0, 1]
