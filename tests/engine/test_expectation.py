"""Waits are learned from what was measured, and a late job does not keep others waiting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from statistics import median

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.request import ServiceTier
from seedance_desktop.core.typical import PastWait
from seedance_desktop.engine.expectation import Expectation
from seedance_desktop.engine.ports import EngineParts
from tests.engine.bench import Bench, a_request
from tests.store.samples import a_job
from tests.support.sandbox import RunningSandbox

ELSEWHERE = ConnectionId("gptproto")


def expectation(bench: Bench, past: list[PastWait]) -> Expectation:
    parts = bench.parts()
    parts.close()
    return Expectation(parts.catalogue, parts.connections, past=lambda *_: past, steady=lambda: 0.0)


def a_known_job(connection: ConnectionId = ELSEWHERE, tier: str = "default") -> Job:
    request = replace(a_request(), frames=None, duration=5, service_tier=ServiceTier(tier))
    return a_job(request=request, connection=connection)


def test_the_table_is_believed_until_three_videos_of_the_kind_have_been_made(bench: Bench) -> None:
    past = [PastWait(5, 333.0)] * 2
    waits = expectation(bench, past)
    before = waits.told(a_known_job())

    past.append(PastWait(5, 333.0))
    after = expectation(bench, past).told(a_known_job())

    assert before not in {None, 333.0}
    assert after == 333.0


def test_the_sandbox_is_as_fast_as_it_is_set_whatever_it_was_before(bench: Bench) -> None:
    waits = expectation(bench, [PastWait(5, 333.0)] * 9)

    assert waits.told(a_known_job(SANDBOX)) != 333.0


async def test_what_past_videos_took_is_expected_of_the_next_also_after_a_restart(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    address = ConnectionId(sandbox.address)
    bench.keys.use_for_session(address, sandbox.key)

    async with bench.opened() as bed:
        await bed.settled(*await bed.submit(a_request(), address, count=3))
        waits = [bill.waited for bill in await bed.engine.ledger.all() if bill.waited]
    async with bench.opened() as bed:
        await bed.engine.waiting.pause_all()
        await bed.engine.ledger.learn()
        job = await bed.submit_one(a_request(), address)
        expected = await bed.engine.waiting.expected(job.id)

    assert len(waits) == 3
    assert expected == median(waits)


def test_a_job_of_the_flex_tier_is_late_after_hours_and_any_other_after_half_an_hour(
    bench: Bench,
) -> None:
    waits = expectation(bench, [])

    assert waits.patience(a_known_job()) >= 1800
    assert waits.patience(a_known_job(tier="flex")) >= 10 * 3600


async def test_a_job_that_never_ends_gives_its_place_to_another(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    bench.settings = replace(bench.settings, jobs_at_once=1)
    sandbox.misbehave("query:empty")

    async with bench.opened(hours_pass()) as bed:
        stuck, other = await bed.submit(a_request(), count=2)
        await bed.until(stuck, JobState.RUNNING)
        sent = await bed.until(other, JobState.RUNNING)
        still = await bed.engine.job(stuck.id)
        sandbox.misbehave()
        ends = [await bed.hurried(job) for job in (stuck, other)]

    assert (sent.id, still.state) == (other.id, JobState.RUNNING)
    assert [job.state for job in ends] == [JobState.DONE, JobState.DONE]


def hours_pass() -> Callable[[EngineParts], EngineParts]:
    """A steady clock by which every look at it is ten hours later, as after long sleep."""
    seconds = 0.0

    def steady() -> float:
        nonlocal seconds
        seconds += timedelta(hours=10).total_seconds()
        return seconds

    return lambda parts: replace(parts, steady=steady)
