"""A video that is no longer waited for, and is made all the same, is offered; nothing is sent."""

from dataclasses import replace

from seedance_desktop.core.events import VideoOffered
from seedance_desktop.core.failure import Action, Charged
from seedance_desktop.core.job import Job, JobState
from tests.engine.bench import Bed, Bench, a_request
from tests.support.sandbox import RunningSandbox


async def left(bed: Bed) -> Job:
    """A job that was stopped being waited for while the service was at work on it."""
    job = await bed.submit_one(replace(a_request(), frames=None, duration=12))
    await bed.until(job, JobState.RUNNING)
    return await bed.engine.cancel(job.id)


async def test_it_is_offered_and_fetched_on_demand(bench: Bench, sandbox: RunningSandbox) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        job = await left(bed)
        offered = (await bed.seen(VideoOffered)).job
        back = await bed.engine.fetch_after_all(job.id)
        done = await bed.settled(back)

    assert (offered.id, offered.state) == (job.id, JobState.CANCELLED)
    assert offered.failure is not None
    assert (offered.failure.action, offered.failure.charged) == (Action.FETCH, Charged.YES)
    assert (done.state, done.failure) == (JobState.DONE, None)
    assert sandbox.ledger()["creates"] - before == 1


async def test_it_is_offered_by_the_next_session_too(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await left(bed)
    async with bench.opened() as bed:
        offered = (await bed.seen(VideoOffered)).job

    assert offered.id == job.id


async def test_one_that_fails_there_is_told_not_to_be_charged(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    async with bench.opened() as bed:
        sandbox.misbehave("query:500")
        job = await bed.submit_one(a_request("A kite [fail]"))
        await bed.until(job, JobState.RUNNING)
        cancelled = await bed.engine.cancel(job.id)
        sandbox.misbehave()
        told = await bed.troubled(job, "GenerationFailedError")

    assert cancelled.failure is not None
    assert cancelled.failure.charged is Charged.MAYBE
    assert told.state is JobState.CANCELLED
    assert told.failure is not None
    assert told.failure.charged is Charged.NO


async def test_one_that_is_taken_off_the_list_is_asked_after_no_more(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await left(bed)
        await bed.engine.forget_job(job.id)
        await bed.pass_time()

    assert not [event for event in bed.events if isinstance(event, VideoOffered)]
