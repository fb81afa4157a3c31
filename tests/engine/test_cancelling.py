"""Cancelling tells the truth: what was stopped, what goes on, and what it costs."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.job import Job, JobState
from tests.engine.bench import Bench, a_bench, a_request
from tests.support.sandbox import RunningSandbox, running_sandbox


@pytest.fixture(scope="module")
def slow_sandbox() -> Iterator[RunningSandbox]:
    """So slow that a task stays in the queue for as long as a test lasts."""
    with running_sandbox(speed=0.01, quiet=False) as started:
        yield started


def charged(job: Job) -> Charged:
    assert job.failure is not None
    return job.failure.charged


async def test_a_job_that_waits_here_is_gone_and_nothing_was_sent(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    bench.settings = replace(bench.settings, jobs_at_once=1)
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        first, second = await bed.submit(a_request(), count=2)
        cancelled = await bed.engine.cancel(second.id)
        await bed.settled(first)

    assert cancelled.state is JobState.CANCELLED
    assert charged(cancelled) is Charged.NO
    assert sandbox.ledger()["creates"] - before == 1


async def test_a_job_queued_at_the_service_is_cancelled_there_and_not_charged(
    bench: Bench, slow_sandbox: RunningSandbox
) -> None:
    bench.endpoint = a_bench(bench.folders.data, slow_sandbox).endpoint

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.RUNNING)
        cancelled = await bed.engine.cancel(job.id)

    assert cancelled.state is JobState.CANCELLED
    assert charged(cancelled) is Charged.NO
    methods = [method for method, *_ in slow_sandbox.ledger()["requests"]]
    assert methods.count("DELETE") == 1


async def test_a_job_that_is_being_made_goes_on_there_and_can_be_fetched_after_all(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        job = await bed.submit_one(replace(a_request(), frames=None, duration=12))
        await bed.until(job, JobState.RUNNING)
        cancelled = await bed.engine.cancel(job.id)
        back = await bed.engine.fetch_after_all(job.id)
        done = await bed.settled(back)

    assert cancelled.state is JobState.CANCELLED
    assert charged(cancelled) is Charged.YES
    assert done.state is JobState.DONE
    assert done.remote_id == cancelled.remote_id
    assert sandbox.ledger()["creates"] - before == 1


async def test_when_the_service_does_not_answer_the_job_may_be_charged(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    async with bench.opened() as bed:
        sandbox.misbehave("query:500")
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.RUNNING)
        cancelled = await bed.engine.cancel(job.id)

    assert cancelled.state is JobState.CANCELLED
    assert charged(cancelled) is Charged.MAYBE


async def test_a_clip_that_is_already_made_is_charged_though_it_is_not_fetched(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    async with bench.opened() as bed:
        sandbox.misbehave("file:500")
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.FETCHING)
        cancelled = await bed.engine.cancel(job.id)

    assert cancelled.state is JobState.CANCELLED
    assert charged(cancelled) is Charged.YES


async def test_a_cancelled_job_stays_cancelled_over_a_restart(bench: Bench) -> None:
    bench.settings = replace(bench.settings, jobs_at_once=1)

    async with bench.opened() as bed:
        first, second = await bed.submit(a_request(), count=2)
        await bed.engine.cancel(second.id)
        await bed.settled(first)
    async with bench.opened() as bed:
        found = await bed.engine.job(second.id)
        with pytest.raises(InputError):
            await bed.engine.fetch_after_all(second.id)

    assert found.state is JobState.CANCELLED


async def test_a_paused_job_can_be_cancelled(bench: Bench, sandbox: RunningSandbox) -> None:
    sandbox.misbehave("create:401")

    async with bench.opened() as bed:
        paused = await bed.settled(await bed.submit_one(a_request()))
        cancelled = await bed.engine.cancel(paused.id)
        await bed.engine.resume_line(SANDBOX)

    assert paused.state is JobState.PAUSED
    assert cancelled.state is JobState.CANCELLED
    assert charged(cancelled) is Charged.NO
