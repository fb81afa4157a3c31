"""A paid request is sent once: what is repeated by the program, and what never is."""

import socket

import pytest

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.events import ConnectionTrouble
from seedance_desktop.core.failure import Action, Charged
from seedance_desktop.core.job import JobState
from tests.engine.bench import Bench, a_request
from tests.support.sandbox import RunningSandbox

UNCLEAR = ["reset-before", "reset-after", "empty", "500", "html=502"]


def posts(sandbox: RunningSandbox) -> int:
    return sum(1 for method, *_ in sandbox.ledger()["requests"] if method == "POST")


async def test_an_unclear_answer_makes_a_job_uncertain_and_it_is_never_sent_again(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = posts(sandbox)
    sandbox.misbehave(",".join(f"create:{fault}*1" for fault in UNCLEAR))

    async with bench.opened() as bed:
        jobs = await bed.submit(a_request(), count=len(UNCLEAR))
        await bed.hurried(*jobs)
    async with bench.opened() as bed:
        await bed.engine.resume_line(SANDBOX)
        found = await bed.engine.jobs(10)

    assert {job.state for job in found} == {JobState.UNCERTAIN}
    for job in found:
        assert job.failure is not None
        assert job.failure.charged is Charged.MAYBE
        assert job.failure.action is Action.LOOK_UP_OR_SEND_AGAIN
    assert posts(sandbox) - before == len(UNCLEAR)


async def test_an_uncertain_job_is_sent_again_by_the_users_own_choice_alone(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    sandbox.misbehave("create:reset-after*1")

    async with bench.opened() as bed:
        old = await bed.settled(await bed.submit_one(a_request()))
        new = await bed.engine.send_again(old.id)
        done = await bed.settled(new)
        old = await bed.engine.job(old.id)

    assert done.state is JobState.DONE
    assert done.retry_of == old.id
    assert old.state is JobState.CANCELLED
    assert old.failure is not None
    assert old.failure.charged is Charged.MAYBE


async def test_too_many_requests_are_waited_out_as_long_as_the_service_asks(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]
    sandbox.misbehave("create:429=1*1")

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        limited = await bed.troubled(job, "RateLimitedError")
        done = await bed.settled(job)

    assert limited.state is JobState.QUEUED
    assert limited.submitted_at is None
    assert done.state is JobState.DONE
    assert done.failure is None
    assert sandbox.ledger()["creates"] - before == 1


async def test_what_never_left_is_tried_again_until_the_service_can_be_reached(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    real, before = bench.endpoint, sandbox.ledger()["creates"]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    bench.endpoint = Endpoint(f"http://127.0.0.1:{port}", real.key)

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        waiting = await bed.troubled(job, "NeverLeftError")
        trouble = await bed.seen(ConnectionTrouble)
        bench.endpoint = real
        await bed.engine.resume_line(SANDBOX)
        done = await bed.settled(job)

    assert waiting.state is JobState.QUEUED
    assert trouble.failure is not None
    assert done.state is JobState.DONE
    assert ConnectionTrouble(SANDBOX, None) in bed.events
    assert sandbox.ledger()["creates"] - before == 1


async def test_what_the_content_check_refuses_fails_and_costs_nothing(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        failed = await bed.settled(await bed.submit_one(a_request("A kite [refuse]")))

    assert failed.state is JobState.FAILED
    assert failed.failure is not None
    assert failed.failure.kind == "ContentRefusedError"
    assert failed.failure.charged is Charged.NO
    assert sandbox.ledger()["creates"] == before


async def test_a_job_being_sent_cannot_be_cancelled_and_says_why(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    sandbox.misbehave("create:slow=1*1")

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.SUBMITTING)
        with pytest.raises(InputError, match="on its way"):
            await bed.engine.cancel(job.id)
        done = await bed.settled(job)

    assert done.state is JobState.DONE


async def test_closing_waits_for_the_answer_to_a_request_on_its_way(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    sandbox.misbehave("create:slow=1*1")

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.SUBMITTING)
    async with bench.opened() as bed:
        found = await bed.engine.job(job.id)
        done = await bed.settled(job)

    assert found.state in {JobState.RUNNING, JobState.FETCHING}
    assert done.state is JobState.DONE


async def test_only_jobs_that_ended_without_a_video_are_tried_again(bench: Bench) -> None:
    async with bench.opened() as bed:
        done = await bed.settled(await bed.submit_one(a_request()))
        with pytest.raises(InputError):
            await bed.engine.retry(done.id)
        with pytest.raises(InputError):
            await bed.engine.send_again(done.id)
        with pytest.raises(InputError, match="already ended"):
            await bed.engine.cancel(done.id)

    assert done.state is JobState.DONE
