"""What the user does with jobs that wait: it works, it lasts over a restart, it costs nothing."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

import pytest

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.api.wire import SentFrame
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.events import LinesArranged
from seedance_desktop.core.ids import FrameHash, JobId, RemoteId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.waiting_order import Move
from seedance_desktop.engine.ports import EngineParts, Service, Wire
from seedance_desktop.engine.waiting_line import NotWaitingError
from seedance_desktop.store.line_file import LineFile, SavedLine
from tests.engine.bench import Bed, Bench, a_request
from tests.support.sandbox import RunningSandbox


@pytest.fixture(autouse=True)
def one_place(bench: Bench) -> None:
    bench.settings = replace(bench.settings, jobs_at_once=1)


async def sent(bed: Bed, *jobs: Job) -> list[JobId]:
    """The jobs in the order in which they were sent."""
    ends = [await bed.engine.job(job.id) for job in jobs]
    return [job.id for job in sorted(ends, key=lambda job: str(job.submitted_at))]


async def test_while_everything_is_paused_nothing_is_sent_and_then_it_goes_on(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        await bed.engine.waiting.pause_all()
        jobs = await bed.submit(a_request(), count=2)
        await bed.engine.resume_line(SANDBOX)  # "try now" is no word about this
        await bed.pass_time()
        states = [(await bed.engine.job(job.id)).state for job in jobs]
        sent_meanwhile = sandbox.ledger()["creates"] - before
        await bed.engine.waiting.continue_all()
        await bed.settled(*jobs)

    assert states == [JobState.QUEUED] * 2
    assert sent_meanwhile == 0
    assert sandbox.ledger()["creates"] - before == 2


async def test_what_is_at_the_service_arrives_though_everything_is_paused(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.RUNNING)
        await bed.engine.waiting.pause_all()
        done = await bed.settled(job)

    assert done.state is JobState.DONE


async def test_a_pause_and_the_order_last_over_a_restart(bench: Bench) -> None:
    async with bench.opened() as bed:
        await bed.engine.waiting.pause_all()
        first, second, third = await bed.submit(a_request(), count=3)
        await bed.engine.waiting.move(third.id, Move.FIRST)
        await bed.engine.waiting.move(second.id, Move.SOONER)
    async with bench.opened() as bed:
        arranged = await bed.seen(LinesArranged)
        await bed.engine.waiting.continue_all()
        await bed.settled(first, second, third)
        order = await sent(bed, first, second, third)

    assert arranged.is_paused
    assert order == [third.id, second.id, first.id]


async def test_a_held_job_lets_others_by_until_it_is_released_also_over_a_restart(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        await bed.engine.waiting.pause_all()
        held, other = await bed.submit(a_request(), count=2)
        await bed.engine.waiting.hold(held.id)
        await bed.engine.waiting.continue_all()
        await bed.settled(other)
    async with bench.opened() as bed:
        found = await bed.engine.job(held.id)
        sent_before = sandbox.ledger()["creates"] - before
        released = await bed.engine.waiting.release(held.id)
        done = await bed.settled(released)

    assert (found.state, sent_before) == (JobState.HELD, 1)
    assert released.state is JobState.QUEUED
    assert done.state is JobState.DONE


async def test_a_held_job_can_be_cancelled(bench: Bench) -> None:
    async with bench.opened() as bed:
        await bed.engine.waiting.pause_all()
        job = await bed.submit_one(a_request())
        await bed.engine.waiting.hold(job.id)
        cancelled = await bed.engine.cancel(job.id)

    assert cancelled.state is JobState.CANCELLED


async def test_what_has_been_sent_can_be_neither_held_nor_moved(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.RUNNING)
        with pytest.raises(NotWaitingError):
            await bed.engine.waiting.hold(job.id)
        with pytest.raises(NotWaitingError):
            await bed.engine.waiting.move(job.id, Move.FIRST)
        with pytest.raises(NotWaitingError):
            await bed.engine.waiting.release(job.id)
        await bed.settled(job)


@dataclass
class Gate:
    """Lets requests wait on their way to the service until it is open."""

    wire: Wire
    is_open: asyncio.Event = field(default_factory=asyncio.Event)

    def service(self, endpoint: Endpoint) -> Service:
        return cast("Service", GatedService(self, self.wire.service(endpoint)))

    def __getattr__(self, name: str) -> object:
        return getattr(self.wire, name)


@dataclass
class GatedService:
    gate: Gate
    real: Service

    async def create(
        self, request: GenerationRequest, frames: Mapping[FrameHash, SentFrame]
    ) -> RemoteId:
        await self.gate.is_open.wait()
        return await self.real.create(request, frames)

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)


async def test_a_job_that_the_service_sends_back_is_the_next_again_though_others_were_moved(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    gates: list[Gate] = []

    def gated(parts: EngineParts) -> EngineParts:
        gates.append(Gate(parts.wire))
        return replace(parts, wire=cast("Wire", gates[0]))

    async with bench.opened(gated) as bed:
        first, second, third = await bed.submit(a_request(), count=3)
        await bed.until(first, JobState.SUBMITTING)
        await bed.engine.waiting.move(third.id, Move.FIRST)
        arranged = await bed.engine.waiting.arranged()
        sandbox.misbehave("create:429=1*1")
        gates[0].is_open.set()
        await bed.hurried(first, second, third)
        order = await sent(bed, first, second, third)

    assert bed.states(first.id)[:4] == ["queued", "submitting", "queued", "submitting"]
    assert order == [first.id, third.id, second.id]
    assert [job.id for job in arranged.order.sort([first, second, third])] == order


async def test_what_another_process_decides_is_followed_before_the_next_is_sent(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        LineFile(bench.folders.line_file).write(SavedLine(is_paused=True))
        job = await bed.submit_one(a_request())
        await bed.seen(LinesArranged)
        waiting = await bed.engine.job(job.id)

    assert waiting.state is JobState.QUEUED
    assert sandbox.ledger()["creates"] == before
