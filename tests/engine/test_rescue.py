"""Tasks that this profile lost or never knew: looked up and taken in on the real sandbox."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import CannotListError, InputError
from seedance_desktop.core.job import JobState
from seedance_desktop.core.story import Errand
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.task_lists import TaskLists
from tests.engine.bench import Bench, a_bench, a_request, files_in
from tests.support.sandbox import RunningSandbox, running_sandbox


@pytest.fixture
def lone_sandbox() -> Iterator[RunningSandbox]:
    """One whose list holds what these tests put there."""
    with running_sandbox(quiet=False) as started:
        yield started


@pytest.fixture
def bench(profile: Path, lone_sandbox: RunningSandbox) -> Iterator[Bench]:
    yield a_bench(profile, lone_sandbox)
    lone_sandbox.misbehave()


async def test_an_uncertain_job_that_was_accepted_is_found_and_brought_home(
    bench: Bench, lone_sandbox: RunningSandbox
) -> None:
    before = lone_sandbox.ledger()["creates"]
    lone_sandbox.misbehave("create:reset-after*1")
    async with bench.opened() as bed:
        job = await bed.settled(await bed.submit_one(a_request("Lost and found")))
        found = await bed.engine.rescue.look_up(job.id)
        done = await bed.settled(job)
        story = await bed.engine.story(job.id)

    assert job.state is JobState.UNCERTAIN
    assert found.job.state is JobState.RUNNING
    assert found.job.remote_id
    assert done.state is JobState.DONE
    assert lone_sandbox.ledger()["creates"] - before == 1
    assert Errand.LIST in [entry.call.errand for entry in story if entry.call]


async def test_an_uncertain_job_that_was_not_accepted_stays_so(
    bench: Bench, lone_sandbox: RunningSandbox
) -> None:
    lone_sandbox.misbehave("create:500*1")
    async with bench.opened() as bed:
        job = await bed.settled(await bed.submit_one(a_request()))
        found = await bed.engine.rescue.look_up(job.id)

    assert found.job.state is JobState.UNCERTAIN
    assert found.candidates == ()


async def test_two_tasks_that_it_may_be_are_for_the_user_to_choose_from(
    bench: Bench, lone_sandbox: RunningSandbox
) -> None:
    lone_sandbox.misbehave("create:reset-after*2")
    async with bench.opened() as bed:
        one, two = await bed.submit(a_request("Twins"), count=2)
        await bed.settled(one, two)
        found = await bed.engine.rescue.look_up(one.id)
        assert len(found.candidates) == 2
        first, second = found.candidates
        await bed.engine.rescue.choose(one.id, second)
        with pytest.raises(InputError):
            await bed.engine.rescue.choose(two.id, second)
        rest = await bed.engine.rescue.look_up(two.id)
        await bed.settled(one, two)
        ended = [await bed.engine.job(job.id) for job in (one, two)]

    assert rest.job.remote_id == first.id
    assert [job.state for job in ended] == [JobState.DONE, JobState.DONE]
    assert {job.remote_id for job in ended} == {first.id, second.id}


async def test_only_an_uncertain_job_is_looked_up(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await bed.settled(await bed.submit_one(a_request()))
        with pytest.raises(InputError):
            await bed.engine.rescue.look_up(job.id)


async def test_a_clock_that_is_hours_wrong_makes_candidates_and_no_certainty(
    bench: Bench, lone_sandbox: RunningSandbox
) -> None:
    def ahead(parts: EngineParts) -> EngineParts:
        return replace(parts, now=lambda: datetime.now(UTC) + timedelta(hours=8))

    lone_sandbox.misbehave("create:reset-after*1")
    async with bench.opened(ahead) as bed:
        job = await bed.settled(await bed.submit_one(replace(a_request(), seed=4711)))
        found = await bed.engine.rescue.look_up(job.id)
        await bed.engine.rescue.choose(job.id, found.candidates[0])
        done = await bed.settled(job)

    assert found.job.state is JobState.UNCERTAIN
    assert len(found.candidates) == 1
    assert done.state is JobState.DONE


async def test_what_another_profile_made_is_found_adopted_and_fetched(
    bench: Bench, lone_sandbox: RunningSandbox, tmp_path: Path
) -> None:
    elsewhere = a_bench(tmp_path / "elsewhere", lone_sandbox)
    async with elsewhere.opened() as bed:
        made = await bed.settled(await bed.submit_one(a_request("Made elsewhere")))

    async with bench.opened() as bed:
        lost = await bed.engine.rescue.unknown_tasks(SANDBOX)
        (task,) = [task for task in lost if task.id == made.remote_id]
        job = await bed.engine.rescue.adopt(SANDBOX, task, library=bench.library)
        done = await bed.settled(job)
        (video,) = await bed.engine.library.newest(10)
        after = await bed.engine.rescue.unknown_tasks(SANDBOX)
        with pytest.raises(InputError):
            await bed.engine.rescue.adopt(SANDBOX, task, library=bench.library)

    assert [task.id for task in lost] == [made.remote_id]
    assert done.state is JobState.DONE
    assert (done.request.model, done.request.resolution) == (made.request.model, "480p")
    assert done.request.frames == 29
    assert files_in(bench.library) == [video.file]
    assert task.id not in [task.id for task in after]


async def test_a_task_whose_job_was_forgotten_after_its_video_came_is_not_lost(
    bench: Bench,
) -> None:
    async with bench.opened() as bed:
        job = await bed.settled(await bed.submit_one(a_request()))
        await bed.engine.forget_job(job.id)
        lost = await bed.engine.rescue.unknown_tasks(SANDBOX)

    assert job.remote_id not in [task.id for task in lost]


async def test_adopting_what_must_be_an_uncertain_jobs_task_settles_that_job(
    bench: Bench, lone_sandbox: RunningSandbox
) -> None:
    lone_sandbox.misbehave("create:reset-after*1")
    async with bench.opened() as bed:
        job = await bed.settled(await bed.submit_one(replace(a_request(), seed=815)))
        lost = await bed.engine.rescue.unknown_tasks(SANDBOX)
        adopted = await bed.engine.rescue.adopt(SANDBOX, lost[0], library=bench.library)
        await bed.settled(job)
        jobs = await bed.engine.jobs(10)

    assert adopted.id == job.id
    assert [job.state for job in jobs] == [JobState.DONE]


async def test_failed_tasks_are_not_lost_videos(bench: Bench) -> None:
    async with bench.opened() as bed:
        failed = await bed.settled(await bed.submit_one(a_request("No [fail]")))
        await bed.engine.forget_job(failed.id)
        lost = await bed.engine.rescue.unknown_tasks(SANDBOX)

    assert failed.remote_id not in [task.id for task in lost]


async def test_a_service_without_a_list_says_so(profile: Path) -> None:
    with running_sandbox("--no-list") as sandbox:
        async with a_bench(profile, sandbox).opened() as bed:
            with pytest.raises(CannotListError) as caught:
                await bed.engine.rescue.unknown_tasks(SANDBOX)

    assert "list" in str(caught.value)


@pytest.mark.parametrize("page", [1, 2, 5, 6])
async def test_a_list_of_several_pages_is_read_whole(bench: Bench, page: int) -> None:
    async with bench.opened() as bed:
        await bed.settled(*await bed.submit(a_request(), count=5))
        listed = await TaskLists(bed.engine._desk.services, page=page).whole(SANDBOX)

    assert len({task.id for task in listed}) == 5


async def test_a_service_that_asks_to_slow_down_is_asked_again(
    bench: Bench, lone_sandbox: RunningSandbox
) -> None:
    lone_sandbox.misbehave("query:429=0.1*2")
    async with bench.opened() as bed:
        await bed.engine.rescue.unknown_tasks(SANDBOX)


async def test_a_video_that_was_put_on_record_from_its_file_is_not_lost(
    bench: Bench, lone_sandbox: RunningSandbox, tmp_path: Path
) -> None:
    elsewhere = a_bench(tmp_path / "elsewhere", lone_sandbox)
    async with elsewhere.opened() as bed:
        await bed.settled(await bed.submit_one(a_request("Carried over")))

    async with bench.opened() as bed:
        await bed.engine.rebuild(elsewhere.library)
        lost = await bed.engine.rescue.unknown_tasks(SANDBOX)
        count = await bed.engine.library.count()

    assert (lost, count) == ((), 1)
