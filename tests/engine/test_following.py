"""Asking after a task goes on through whatever comes between; only the task's own end ends it."""

import pytest

from seedance_desktop.core.failure import Charged
from seedance_desktop.core.job import JobState
from tests.engine.bench import Bench, a_request
from tests.support.sandbox import RunningSandbox


async def test_questions_that_fail_in_every_way_are_asked_again_and_the_job_arrives(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]
    faults = ("reset-before", "500", "html=502", "empty", "429=1", "404")
    sandbox.misbehave(",".join(f"query:{fault}*1" for fault in faults))

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.RUNNING)
        done = await bed.hurried(job)

    assert done.failure is None
    assert set(bed.failures(job)) == {
        "ConnectionBrokenError",
        "ServiceBrokenError",
        "ReplyNotUnderstoodError",
        "RateLimitedError",
        "TaskNotFoundError",
    }
    assert JobState.FAILED not in bed.states(job.id)
    assert sandbox.ledger()["creates"] - before == 1


async def test_a_task_that_the_service_never_heard_of_fails_after_it_has_said_so_three_times(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    sandbox.misbehave("query:404")

    async with bench.opened() as bed:
        failed = await bed.hurried(await bed.submit_one(a_request()))

    assert failed.state is JobState.FAILED
    assert failed.failure is not None
    assert failed.failure.kind == "TaskNotFoundError"
    assert failed.failure.charged is Charged.MAYBE


@pytest.mark.parametrize(
    ("word", "state", "kind"),
    [
        ("[fail]", JobState.FAILED, "GenerationFailedError"),
        ("[blocked]", JobState.FAILED, "ContentRefusedError"),
        ("[expire]", JobState.EXPIRED, "TaskExpiredError"),
    ],
)
async def test_a_task_that_ends_badly_says_how_and_is_not_charged(
    bench: Bench, word: str, state: JobState, kind: str
) -> None:
    async with bench.opened() as bed:
        ended = await bed.settled(await bed.submit_one(a_request(f"A kite {word}")))

    assert ended.state is state
    assert ended.failure is not None
    assert ended.failure.kind == kind
    assert ended.failure.charged is Charged.NO
    assert ended.finished_at is not None
