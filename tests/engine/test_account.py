"""What stands in the way at the account pauses the line; nothing burns through it."""

from dataclasses import replace

import pytest

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import KeyRejectedError
from seedance_desktop.core.events import LinePaused, LineResumed
from seedance_desktop.core.failure import Action, Charged
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import JobState
from tests.engine.bench import Bench, a_request
from tests.support.sandbox import RunningSandbox


async def test_a_wrong_key_pauses_the_line_and_the_right_one_lets_it_go_on(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    address = ConnectionId(sandbox.address)
    bench.keys.use_for_session(address, "sk-wrong")
    before = sandbox.ledger()

    async with bench.opened() as bed:
        first, second = await bed.submit(a_request(), address, count=2)
        paused = await bed.settled(first)
        waiting = await bed.engine.job(second.id)
        asked = len(sandbox.ledger()["requests"]) - len(before["requests"])
        await bed.engine.accounts.keep_key(address, sandbox.key, session_only=True)
        done = [await bed.until(first, JobState.DONE), await bed.until(second, JobState.DONE)]

    assert paused.state is JobState.PAUSED
    assert paused.failure is not None
    assert paused.failure.action is Action.ENTER_KEY
    assert paused.failure.charged is Charged.NO
    assert waiting.state is JobState.QUEUED
    assert asked == 1
    assert [job.failure for job in done] == [None, None]
    assert sandbox.ledger()["creates"] - before["creates"] == 2
    assert len([event for event in bed.events if isinstance(event, LinePaused)]) == 1
    assert LineResumed(address) in bed.events


async def test_without_a_key_or_a_keyring_nothing_is_sent_and_the_job_says_so(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = len(sandbox.ledger()["requests"])

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request(), ConnectionId(sandbox.address))
        paused = await bed.settled(job)

    assert paused.state is JobState.PAUSED
    assert paused.failure is not None
    assert paused.failure.kind == "KeyringMissingError"
    assert JobState.SUBMITTING not in bed.states(job.id)
    assert len(sandbox.ledger()["requests"]) == before


async def test_a_key_that_stops_working_while_a_video_is_made_loses_nothing(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        sandbox.misbehave("query:401")
        job = await bed.submit_one(a_request())
        paused = await bed.settled(job)
        sandbox.misbehave()
        await bed.engine.resume_line(SANDBOX)
        done = await bed.until(job, JobState.DONE)

    assert paused.state is JobState.PAUSED
    assert paused.remote_id == done.remote_id
    assert sandbox.ledger()["creates"] - before == 1


async def test_the_connection_check_costs_nothing_and_tells_a_good_key_from_a_bad_one(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        await bed.engine.accounts.check(SANDBOX)
        bench.endpoint = Endpoint(sandbox.address, "sk-wrong")
        with pytest.raises(KeyRejectedError):
            await bed.engine.accounts.check(SANDBOX)

    assert sandbox.ledger()["creates"] == before


async def test_the_connections_are_listed_with_the_sandbox_last(bench: Bench) -> None:
    bench.settings = replace(bench.settings, sandbox_speed=20)

    async with bench.opened() as bed:
        connections = await bed.engine.accounts.all()
        has_key = await bed.engine.accounts.has_key(SANDBOX)

    assert connections[0].address == "https://gptproto.com"
    assert connections[-1].is_sandbox
    assert connections[-1].speed == 20
    assert has_key
