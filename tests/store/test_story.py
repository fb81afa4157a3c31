from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from seedance_desktop.core.errors import OutOfCreditError
from seedance_desktop.core.ids import ConnectionId, JobId, RemoteId
from seedance_desktop.core.job import JobState
from seedance_desktop.core.story import Call, Errand, StoryEntry
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.story import MOST, StoryTable
from tests.store.samples import NOON, a_job


@pytest.fixture
def story(database: Database, jobs: JobTable) -> StoryTable:
    jobs.add(a_job())
    return StoryTable(database)


def calls(count: int) -> Sequence[StoryEntry]:
    asked = Call(Errand.QUERY, "GET", "/tasks/cgt-1", 0.1, outcome="running", status=200)
    return [
        StoryEntry(NOON + timedelta(seconds=at), NOON + timedelta(seconds=at), call=asked)
        for at in range(count)
    ]


def test_a_story_is_read_as_it_was_written(story: StoryTable) -> None:
    step = StoryEntry(
        NOON,
        NOON,
        state=JobState.PAUSED,
        waiting_at_service=True,
        failure=OutOfCreditError().failure,
    )
    asked = replace(calls(1)[0], times=12, last_at=NOON + timedelta(minutes=2))

    story.add(a_job().id, [step, asked])

    assert story.of(a_job().id) == [step, asked]


def test_a_long_story_keeps_its_beginning_and_its_end_and_counts_what_is_left_out(
    story: StoryTable,
) -> None:
    told = calls(MOST + 75)

    for entry in told:
        story.add(a_job().id, [entry])

    kept = story.of(a_job().id)
    assert len(kept) == MOST
    assert kept[:50] == told[:50]
    assert kept[-100:] == told[-100:]
    (gap,) = [entry for entry in kept if entry.is_gap]
    assert gap.times == len(told) - (MOST - 1)
    at = kept.index(gap)
    assert (kept[:at], kept[at + 1 :]) == (told[:at], told[at + gap.times :])
    assert (gap.at, gap.last_at) == (told[at].at, told[at + gap.times - 1].last_at)


def test_many_entries_at_once_are_left_out_at_once(story: StoryTable) -> None:
    for entries in (calls(MOST + 75), calls(30)):
        story.add(a_job().id, entries)

    kept = story.of(a_job().id)
    assert len(kept) == MOST
    assert sum(entry.times for entry in kept if entry.is_gap) == 75 + 30 + 1


def test_a_story_ends_with_its_job(story: StoryTable, jobs: JobTable) -> None:
    story.add(a_job().id, calls(3))

    jobs.remove(a_job().id)

    assert story.of(a_job().id) == []


def test_an_entry_that_cannot_be_read_does_not_hide_the_others(
    story: StoryTable, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    story.add(a_job().id, calls(2))
    database.change("UPDATE story SET state = 'dreaming' WHERE number = 1")

    with caplog.at_level("CRITICAL"):
        assert len(story.of(a_job().id)) == 1


def test_the_task_of_a_finished_job_is_remembered_when_the_job_is_forgotten(
    database: Database, jobs: JobTable
) -> None:
    for number, state in enumerate((JobState.DONE, JobState.CANCELLED)):
        jobs.add(a_job(number, state=state, remote_id=RemoteId(f"cgt-{number}")))

    for job in jobs.newest(10):
        jobs.remove(job.id)

    rows = database.rows("SELECT remote_id, connection FROM fetched_tasks")
    assert [tuple(row) for row in rows] == [("cgt-0", ConnectionId("sandbox"))]
    assert jobs.get(JobId("cgt-0")) is None
