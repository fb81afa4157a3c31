"""The engine explored: what a user may do in any order, through faults, against a small model.

The model knows of each job what its prompt makes of it and what the user has done to it. From
that follows how the job may end once every fault is gone.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import FINAL, Job, JobState
from seedance_desktop.core.waiting_order import Move
from tests.engine.bench import PATIENCE, Bed, a_bench, a_request, files_in
from tests.faults.line_model import LineModel, is_unsent
from tests.support.sandbox import RunningSandbox

IS_LONG = "CAMPAIGN_ROUNDS" in os.environ
S = JobState
T = TypeVar("T")
Act = Callable[[JobId], Coroutine[Any, Any, Job]]

ENDS = {
    "A kite": S.DONE,
    "A kite [fail]": S.FAILED,
    "A kite [refuse]": S.FAILED,
    "A kite [expire]": S.EXPIRED,
}
"""What becomes of a prompt when nothing comes between."""
PASSING = ("create:429=1*2", "create:401*1", "query:500*2", "query:reset-before", "query:401*1")
PASSING_FILE = ("file:cut@20000*2", "file:reset-before", "file:dead-link*2", "file:corrupt*1")
UNCLEAR = ("create:reset-before*1", "create:reset-after*1", "create:500*1", "create:empty*1")


@dataclass
class Known:
    """What the model knows of a job."""

    prompt: str
    is_touched: bool = False
    """The user cancelled it once, perhaps to fetch it after all."""


class EngineMachine(RuleBasedStateMachine):
    sandbox: RunningSandbox

    def __init__(self) -> None:
        super().__init__()
        self.sandbox.misbehave()
        self._folder = tempfile.TemporaryDirectory()
        self._bench = a_bench(Path(self._folder.name), self.sandbox)
        self._before = self.sandbox.ledger()["creates"]
        self._known: dict[JobId, Known] = {}
        self._finals: dict[JobId, JobState] = {}
        self._was_unclear = False
        self._line = LineModel()
        self._loop = asyncio.Runner()
        self._open()

    # ── what a user does ──────────────────────────────────────────────────────────────────────

    @rule(prompt=st.sampled_from(sorted(ENDS)), count=st.integers(1, 2))
    def submit(self, prompt: str, count: int) -> None:
        jobs = self._do(self._bed.submit(a_request(prompt), count=count))
        self._known |= {job.id: Known(prompt) for job in jobs}
        self._line.add(jobs)

    @precondition(lambda self: self._known)
    @rule(at=st.integers(0, 99))
    def cancel(self, at: int) -> None:
        before, cancelled, after = self._tried(self._bed.engine.cancel, at)
        if cancelled is None:
            assert after.state in FINAL | {S.SUBMITTING}
            return
        self._known[before.id].is_touched = True
        self._line.held.discard(before.id)
        assert cancelled.state is S.CANCELLED
        assert cancelled.failure is not None
        if cancelled.remote_id is None and before.state is not S.UNCERTAIN:
            assert cancelled.failure.charged is Charged.NO

    @precondition(lambda self: self._known)
    @rule(at=st.integers(0, 99))
    def retry(self, at: int) -> None:
        before, fresh, after = self._tried(self._bed.engine.retry, at)
        if fresh is None:
            assert after.state not in {S.FAILED, S.CANCELLED, S.EXPIRED, S.UNCERTAIN}
            return
        assert fresh.retry_of == before.id
        self._known[before.id].is_touched |= before.state is S.UNCERTAIN
        self._known[fresh.id] = Known(before.request.prompt)
        self._line.add([fresh])

    @precondition(lambda self: self._known)
    @rule(at=st.integers(0, 99))
    def fetch_after_all(self, at: int) -> None:
        before, fetched, after = self._tried(self._bed.engine.fetch_after_all, at)
        if fetched is None:
            assert after.state is not S.CANCELLED or after.remote_id is None
        else:
            self._finals.pop(before.id, None)

    @precondition(lambda self: self._known)
    @rule(at=st.integers(0, 99))
    def hold(self, at: int) -> None:
        before, held, after = self._tried(self._bed.engine.waiting.hold, at)
        if held is None:
            assert not is_unsent(after) or after.state is S.PAUSED
            return
        assert held.state is S.HELD
        self._line.held.add(before.id)

    @precondition(lambda self: self._known)
    @rule(at=st.integers(0, 99))
    def release(self, at: int) -> None:
        before, released, after = self._tried(self._bed.engine.waiting.release, at)
        if released is None:
            assert after.state is not S.HELD
            return
        assert before.state is S.HELD
        assert released.state is S.QUEUED
        self._line.held.discard(before.id)

    @precondition(lambda self: self._known)
    @rule(at=st.integers(0, 99), move=st.sampled_from(Move))
    def move(self, at: int, move: Move) -> None:
        async def moved(name: JobId) -> Job:
            await self._bed.engine.waiting.move(name, move)
            job = await self._bed.engine.job(name)
            self._line.move(job, move, await self._bed.engine.jobs(1000))
            return job

        _, job, after = self._tried(moved, at)
        assert job is not None or not is_unsent(after)

    @rule()
    def pause_or_go_on(self) -> None:
        async def toggled() -> None:
            waiting = self._bed.engine.waiting
            if self._line.is_paused:
                self._line.go_on()
                await waiting.continue_all()
            else:
                await waiting.pause_all()
                self._line.pause(await self._bed.engine.jobs(1000))

        self._do(toggled())

    @rule()
    def resume(self) -> None:
        self._do(self._bed.engine.resume_line(SANDBOX))

    @rule(moments=st.integers(1, 15))
    def wait(self, moments: int) -> None:
        self._do(asyncio.sleep(0.02 * moments))

    @rule()
    def restart(self) -> None:
        self._close()
        self._open()

    @rule(fault=st.sampled_from(PASSING + PASSING_FILE))
    def trouble(self, fault: str) -> None:
        self.sandbox.misbehave(fault)

    @rule(fault=st.sampled_from(UNCLEAR))
    def unclear(self, fault: str) -> None:
        self._was_unclear = True
        self.sandbox.misbehave(fault)

    @rule()
    def behave(self) -> None:
        self.sandbox.misbehave()

    # ── what always holds ─────────────────────────────────────────────────────────────────────

    @invariant()
    def nothing_is_sent_that_was_not_asked_for(self) -> None:
        assert self.sandbox.ledger()["creates"] - self._before <= len(self._known)

    @invariant()
    def the_record_holds_what_the_model_holds(self) -> None:
        jobs = {job.id: job for job in self._jobs()}
        assert jobs.keys() == self._known.keys()
        names = [job.remote_id for job in jobs.values() if job.remote_id]
        assert len(names) == len(set(names))
        for job_id, state in self._finals.items():
            assert jobs[job_id].state is state, "what has ended went on by itself"
        self._finals = {job.id: job.state for job in jobs.values() if job.is_final}
        if not self._was_unclear:
            assert S.UNCERTAIN not in {job.state for job in jobs.values()}

    @invariant()
    def the_line_stands_as_the_model_says(self) -> None:
        arranged = self._do(self._bed.engine.waiting.arranged())
        self._line.check(self._jobs(), arranged.order, is_paused=arranged.is_paused)

    def teardown(self) -> None:
        self.sandbox.misbehave()
        self._do(self._hurried())
        jobs = self._jobs()
        self._close()
        self._loop.close()
        for job in jobs:
            assert job.state in self._ends_of(job), (job.state, job.failure)
        done = sum(job.state is S.DONE for job in jobs)
        assert len(files_in(self._bench.library)) == done
        self._folder.cleanup()

    # ── the machinery ─────────────────────────────────────────────────────────────────────────

    def _ends_of(self, job: Job) -> set[JobState]:
        known = self._known[job.id]
        ends = {ENDS[known.prompt]}
        if self._was_unclear:
            ends.add(S.UNCERTAIN)
        if known.is_touched:
            ends.add(S.CANCELLED)
        return ends

    async def _hurried(self) -> None:
        waiting = self._bed.engine.waiting
        await waiting.continue_all()
        for name in self._line.held:
            await waiting.release(name)
        async with asyncio.timeout(PATIENCE):
            while any(not is_over(job) for job in await self._bed.engine.jobs(1000)):
                await self._bed.engine.resume_line(SANDBOX)
                await self._bed.pass_time()

    def _open(self) -> None:
        self._stack = AsyncExitStack()
        self._bed: Bed = self._do(self._stack.enter_async_context(self._bench.opened()))

    def _close(self) -> None:
        self._do(self._stack.aclose())

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run(work)

    def _jobs(self) -> list[Job]:
        return self._do(self._bed.engine.jobs(1000))

    def _tried(self, act: Act, at: int) -> tuple[Job, Job | None, Job]:
        """A job, what came of an act upon it, if it was allowed, and the job right after.

        All in one task: the engine may have its turn only while the act itself waits.
        """
        names = sorted(self._known)

        async def work() -> tuple[Job, Job | None, Job]:
            engine = self._bed.engine
            before = await engine.job(names[at % len(names)])
            try:
                result: Job | None = await act(before.id)
            except InputError:
                result = None
            return before, result, await engine.job(before.id)

        return self._do(work())


def is_over(job: Job) -> bool:
    return job.state in FINAL | {S.UNCERTAIN}


@pytest.fixture
def explored(sandbox: RunningSandbox) -> type[EngineMachine]:
    EngineMachine.sandbox = sandbox
    return EngineMachine


def test_whatever_a_user_does_through_whatever_fault_the_engine_does_as_the_model(
    explored: type[EngineMachine],
) -> None:
    run_state_machine_as_test(
        explored,
        settings=settings(
            max_examples=100 if IS_LONG else 8,
            stateful_step_count=40 if IS_LONG else 12,
            deadline=None,
            derandomize=not IS_LONG,
            phases=(Phase.reuse, Phase.generate),  # to shrink takes hours: a step takes seconds
            suppress_health_check=list(HealthCheck),
        ),
    )
