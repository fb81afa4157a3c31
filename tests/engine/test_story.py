"""What a job's story tells, from the engine on the real sandbox."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.story import Call, Errand, StoryEntry
from seedance_desktop.engine.story import Story
from seedance_desktop.store.database import Database
from seedance_desktop.store.story import StoryTable
from tests.engine.bench import Bed, Bench, a_bench, a_first_frame, a_request
from tests.store.samples import NOON
from tests.support.sandbox import RunningSandbox, running_sandbox


def steps(story: tuple[StoryEntry, ...]) -> list[JobState]:
    return [entry.state for entry in story if entry.state is not None]


def calls(story: tuple[StoryEntry, ...], errand: Errand) -> list[Call]:
    return [entry.call for entry in story if entry.call and entry.call.errand is errand]


def queries(story: tuple[StoryEntry, ...]) -> int:
    found = [entry for entry in story if entry.call and entry.call.errand is Errand.QUERY]
    return sum(entry.times for entry in found)


async def asked(bed: Bed, job: Job, *, times: int) -> tuple[StoryEntry, ...]:
    """The job's story once the service has been asked so often, with the user pressing for it."""
    await bed.until(job, JobState.RUNNING)
    story = await bed.engine.story(job.id)
    while queries(story) < times:
        await bed.engine.resume_line(SANDBOX)
        await bed.pass_time()
        story = await bed.engine.story(job.id)
    return story


@pytest.fixture
def slow(profile: Path) -> Iterator[Bench]:
    """A service that takes longer for a clip than the test."""
    with running_sandbox(speed=0.01) as sandbox:
        yield a_bench(profile, sandbox)


async def test_every_step_and_every_request_is_told_with_its_time(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await bed.settled(await bed.submit_one(a_request()))
        story = await bed.engine.story(job.id)

    assert list(dict.fromkeys(steps(story))) == [
        JobState.QUEUED,
        JobState.SUBMITTING,
        JobState.RUNNING,
        JobState.FETCHING,
        JobState.DONE,
    ]
    assert story[0].at == job.created_at
    assert story[-1].at == job.changed_at
    (create,) = calls(story, Errand.CREATE)
    assert (create.method, create.status, create.outcome) == ("POST", 200, job.remote_id)
    assert create.path == "/api/v3/contents/generations/tasks"
    assert create.sent > 100
    assert "A red kite" in create.said
    last_query = calls(story, Errand.QUERY)[-1]
    assert last_query.outcome == "succeeded"
    assert last_query.path.endswith(f"/tasks/{job.remote_id}")
    assert '"status":"succeeded"' in last_query.answer
    (fetch,) = calls(story, Errand.FETCH)
    assert fetch.received > 1000
    assert fetch.outcome == "succeeded"


async def test_no_key_no_picture_and_no_signature_is_in_it(bench: Bench, tmp_path: Path) -> None:
    async with bench.opened() as bed:
        job = await bed.settled(
            await bed.submit_one(a_request("It waves", a_first_frame(tmp_path)))
        )
        story = await bed.engine.story(job.id)

    told = repr(story)
    assert bench.endpoint.key not in told
    assert "base64" not in told
    assert "(picture)" in told
    assert not re.search(r"http[^\s\"']*\?(?!…)", told)


async def test_the_answer_to_a_create_is_on_disk_with_the_step_that_it_led_to(
    bench: Bench,
) -> None:
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.RUNNING)
        records = Database.reader(bench.folders.database)
        kept = StoryTable(records).of(job.id)
        records.close()
        await bed.settled(job)

    at = next(at for at, entry in enumerate(kept) if entry.state is JobState.RUNNING)
    before = kept[at - 1].call
    assert before is not None
    assert before.errand is Errand.CREATE


async def test_questions_that_learn_nothing_are_counted(slow: Bench) -> None:
    async with slow.opened() as bed:
        job = await bed.submit_one(a_request())
        story = await asked(bed, job, times=5)
        await bed.engine.cancel(job.id)

    assert [entry.times for entry in story if entry.call][-1] >= 3
    assert len(story) <= 8


async def test_a_refusal_is_told_with_the_services_code_and_a_broken_line_with_its_kind(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    sandbox.misbehave("create:429*1,query:500*1,file:cut=5000*1")
    async with bench.opened() as bed:
        job = await bed.hurried(await bed.submit_one(a_request()))
        story = await bed.engine.story(job.id)

    assert job.state is JobState.DONE
    assert [call.status for call in calls(story, Errand.CREATE)] == [429, 200]
    assert 500 in [call.status for call in calls(story, Errand.QUERY)]
    assert calls(story, Errand.FETCH)[0].outcome == "ConnectionBrokenError"
    failures = [entry.failure.kind for entry in story if entry.failure]
    assert "RateLimitedError" in failures


def test_of_many_different_answers_in_a_row_those_in_the_middle_are_counted(
    tmp_path: Path,
) -> None:
    database = Database.open(tmp_path / "records.sqlite")
    story = Story(StoryTable(database), now=lambda: NOON)

    with story.about(JobId("one")):
        for number in range(40):
            story.heard(Call(Errand.QUERY, "GET", "/tasks/1", 0.1, str(number)))
    told = story.of(JobId("one"))
    database.close()

    (gap,) = [entry for entry in told if entry.is_gap]
    assert len(told) - 1 + gap.times == 40
    outcomes = [entry.call.outcome for entry in told if entry.call]
    assert (outcomes[0], outcomes[-1]) == ("0", "39")


async def test_what_was_asked_at_the_end_of_a_session_is_still_told_in_the_next(
    slow: Bench,
) -> None:
    async with slow.opened() as bed:
        job = await bed.submit_one(a_request())
        before = await asked(bed, job, times=3)

    async with slow.opened() as bed:
        after = await bed.engine.story(job.id)
        await bed.engine.cancel(job.id)

    assert after[: len(before) - 1] == before[:-1]
    assert queries(after) >= queries(before)


async def test_there_is_no_story_of_a_job_that_is_not_there(bench: Bench) -> None:
    async with bench.opened() as bed:
        with pytest.raises(InputError):
            await bed.engine.story(JobId("nobody"))
