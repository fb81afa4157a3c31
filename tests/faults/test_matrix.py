"""Every step of the flow meets every fault, once and for ever; what must come of it, to the letter.

A row tells of one job. ``once``: its end when the fault comes a single time and the user presses
"try now" whenever the job stands still. ``always``: where it stands while the fault lasts, with
the failure on its record, whether that says it was charged, and the exit code that it means.
``mended``: its end when the fault is gone at last. ``tasks``: how many the service had accepted.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from seedance_desktop.cli.outcome import code_of
from seedance_desktop.core.events import Event, JobChanged
from seedance_desktop.core.failure import Charged, ExitCode
from seedance_desktop.core.job import FINAL, Job, JobState
from seedance_desktop.core.request import GenerationRequest
from tests.engine.bench import (
    PATIENCE,
    Bed,
    Bench,
    a_request,
    files_in,
    parts_in,
)
from tests.faults.trouble import NOWHERE, Detour, Guard, hasty, impostor
from tests.support.sandbox import RunningSandbox

TABLE = """
step    fault         once       always     failure                  charged  exit  mended     tasks

create  refuse        uncertain  uncertain  SubmissionUnclearError   maybe    7     uncertain  0
create  reset-before  uncertain  uncertain  SubmissionUnclearError   maybe    7     uncertain  0
create  reset-after   uncertain  uncertain  SubmissionUnclearError   maybe    7     uncertain  1
create  401           done       paused     KeyRejectedError         no       3     done       1
create  403           done       paused     KeyRejectedError         no       3     done       1
create  404           failed     failed     AddressError             no       2     failed     0
create  429=1         done       queued     RateLimitedError         no       4     done       1
create  500           uncertain  uncertain  SubmissionUnclearError   maybe    7     uncertain  0
create  html=502      uncertain  uncertain  SubmissionUnclearError   maybe    7     uncertain  0
create  empty         uncertain  uncertain  SubmissionUnclearError   maybe    7     uncertain  1
create  slow=1.5      uncertain  uncertain  SubmissionUnclearError   maybe    7     uncertain  1
create  no-name       done       queued     NeverLeftError           no       5     done       1
create  no-trust      done       queued     NeverLeftError           no       5     done       1

query   refuse        done       running    ConnectionBrokenError    maybe    5     done       1
query   reset-before  done       running    ConnectionBrokenError    maybe    5     done       1
query   401           done       paused     KeyRejectedError         maybe    3     done       1
query   403           done       paused     KeyRejectedError         maybe    3     done       1
query   404           done       failed     TaskNotFoundError        maybe    4     failed     1
query   429=1         done       running    RateLimitedError         maybe    4     done       1
query   500           done       running    ServiceBrokenError       maybe    4     done       1
query   html=502      done       running    ServiceBrokenError       maybe    4     done       1
query   empty         done       running    ReplyNotUnderstoodError  maybe    4     done       1
query   slow=1.5      done       running    ConnectionBrokenError    maybe    5     done       1
query   no-name       done       running    NeverLeftError           maybe    5     done       1
query   no-trust      done       running    NeverLeftError           maybe    5     done       1
query   dead-link     done       fetching   LinkDeadError            yes      4     done       1

file    refuse        done       fetching   ConnectionBrokenError    yes      5     done       1
file    reset-before  done       fetching   ConnectionBrokenError    yes      5     done       1
file    401           done       fetching   LinkDeadError            yes      4     done       1
file    403           done       fetching   LinkDeadError            yes      4     done       1
file    404           done       fetching   LinkDeadError            yes      4     done       1
file    429=1         done       fetching   RateLimitedError         yes      4     done       1
file    500           done       fetching   ServiceBrokenError       yes      4     done       1
file    html=502      done       fetching   ServiceBrokenError       yes      4     done       1
file    empty         done       failed     ClipBrokenError          yes      6     failed     1
file    slow=600      done       done       ConnectionBrokenError    -        0     done       1
file    cut@20000     done       fetching   ConnectionBrokenError    yes      5     done       1
file    wrong-length  done       fetching   ConnectionBrokenError    yes      5     done       1
file    corrupt       done       failed     ClipBrokenError          yes      6     failed     1
file    dead-link     done       fetching   LinkDeadError            yes      4     done       1
file    no-name       done       fetching   NeverLeftError           yes      5     done       1
file    no-trust      done       fetching   NeverLeftError           yes      5     done       1
"""

TIMES = 3
"""How often a fault must have struck before a job is believed to stand where it stands."""


@dataclass(frozen=True, slots=True)
class Row:
    step: str
    fault: str
    once: JobState
    always: JobState
    failure: str
    charged: Charged | None
    exit_code: ExitCode
    mended: JobState
    tasks: int

    def __str__(self) -> str:
        return f"{self.step}-{self.fault}"


def rows() -> Iterator[Row]:
    for line in TABLE.splitlines()[2:]:
        if line:
            step, fault, once, always, failure, charged, exit_code, mended, tasks = line.split()
            yield Row(
                step,
                fault,
                JobState(once),
                JobState(always),
                failure,
                None if charged == "-" else Charged(charged),
                ExitCode(int(exit_code)),
                JobState(mended),
                int(tasks),
            )


@dataclass
class Struck:
    """An engine whose service has a fault: how often it struck, and the way to mend it."""

    bed: Bed
    count: Callable[[], int]
    mend: Callable[[], None]


@asynccontextmanager
async def struck(
    row: Row, bench: Bench, sandbox: RunningSandbox, *, times: int | None
) -> AsyncIterator[Struck]:
    async with AsyncExitStack() as stack:
        if row.fault in {"no-name", "no-trust"}:
            address = NOWHERE
            if row.fault == "no-trust":
                address = await stack.enter_async_context(impostor(bench.folders.data.parent))
            detour = Detour(row.step, address, times)
            bed = await stack.enter_async_context(bench.opened(detour))
            yield Struck(bed, lambda: detour.taken, detour.end)
            return
        is_given = row.fault == "dead-link" and row.step == "query"
        turns = f"*{times}" if times and not is_given else ""
        sandbox.misbehave(f"{row.step}:{row.fault}{turns}")
        is_slow = row.fault.startswith("slow")
        before = len(asked(sandbox, row.step))
        opened = bench.opened(hasty) if is_slow else bench.opened()
        bed = await stack.enter_async_context(opened)
        if is_given and times:
            bed.engine.subscribe(mended_when_given(sandbox))
        yield Struck(bed, lambda: len(asked(sandbox, row.step)) - before, sandbox.misbehave)


def mended_when_given(sandbox: RunningSandbox) -> Callable[[Event], None]:
    """A link is given with the last answer of many: the fault comes once if it ends there."""

    def listen(event: Event) -> None:
        if isinstance(event, JobChanged) and event.job.state is JobState.FETCHING:
            sandbox.misbehave()

    return listen


def request_of(row: Row) -> GenerationRequest:
    """A clip in several pieces, so that a transfer that trickles is given up between two."""
    return (
        replace(a_request(), frames=61)
        if (row.step, row.fault[:4]) == ("file", "slow")
        else a_request()
    )


def asked(sandbox: RunningSandbox, step: str) -> list[object]:
    """The requests that the sandbox heard of one step."""
    steps = {"create": ("POST", "/api"), "query": ("GET", "/api"), "file": ("GET", "/files")}
    wanted, below = steps[step]
    heard = sandbox.ledger()["requests"]
    return [path for method, path, _ in heard if method == wanted and path.startswith(below)]


async def pressed_until(bed: Bed, job: Job, fits: Callable[[Job], bool]) -> Job:
    """The job as soon as it fits, with the user pressing "try now" all the while."""
    async with asyncio.timeout(PATIENCE):
        while not fits(now := await bed.engine.job(job.id)):
            assert not bed.bench.bugs
            await bed.engine.resume_line(job.connection)
            await bed.pass_time()
    return now


def is_over(job: Job) -> bool:
    return job.state in FINAL | {JobState.UNCERTAIN}


@pytest.mark.parametrize("row", [row for row in rows() if row.once is not row.always], ids=str)
async def test_a_fault_that_comes_once(row: Row, bench: Bench, sandbox: RunningSandbox) -> None:
    before = sandbox.ledger()

    async with struck(row, bench, sandbox, times=1) as at:
        job = await at.bed.submit_one(request_of(row))
        ended = await pressed_until(at.bed, job, is_over)

    assert ended.state is row.once
    assert at.bed.failures(job) == [row.failure]
    if ended.state is JobState.DONE:
        assert ended.failure is None
    assert_nothing_lost(ended, bench, before, sandbox.ledger())


@pytest.mark.parametrize("row", [*rows()], ids=str)
async def test_a_fault_that_lasts(
    row: Row, bench: Bench, sandbox: RunningSandbox, guard: Guard
) -> None:
    before = sandbox.ledger()

    def stands(job: Job) -> bool:
        if is_over(job):
            return True
        is_there = job.state is row.always and job.failure and job.failure.kind == row.failure
        return bool(is_there) and at.count() >= TIMES

    async with struck(row, bench, sandbox, times=None) as at:
        job = await at.bed.submit_one(request_of(row))
        standing = await pressed_until(at.bed, job, stands)
        at.mend()
        ended = await pressed_until(at.bed, job, is_over)

    assert (standing.state, ended.state) == (row.always, row.mended)
    assert_told(standing, row, at.bed.failures(job))
    after = sandbox.ledger()
    assert after["creates"] - before["creates"] == row.tasks
    assert_nothing_lost(ended, bench, before, after)
    assert guard.asked == ["nosuch.invalid"] * at.count() if row.fault == "no-name" else True


def assert_told(job: Job, row: Row, failures: list[str]) -> None:
    assert row.failure in failures
    if job.state is JobState.DONE:
        assert row.exit_code is ExitCode.OK
        return
    assert job.failure is not None
    assert job.failure.kind == row.failure
    assert job.failure.charged is row.charged
    assert code_of(job.failure) is row.exit_code


def assert_nothing_lost(
    job: Job, bench: Bench, before: dict[str, int], after: dict[str, int]
) -> None:
    """One video was asked for: no more than one is paid for, and one that was made is filed."""
    is_done = job.state is JobState.DONE
    assert after["creates"] - before["creates"] <= 1
    assert after["billed"] - before["billed"] <= 1
    assert after["auth_on_files"] == 0
    assert len(files_in(bench.library)) == is_done
    if is_done:
        assert after["billed"] - before["billed"] == 1
        assert parts_in(bench.library) == []


def test_the_table_has_every_fault_of_the_sandbox_at_every_step_where_there_is_one() -> None:
    told = {(row.step, row.fault.partition("=")[0].partition("@")[0]) for row in rows()}

    assert told >= set(possible())


def possible() -> Iterator[tuple[str, str]]:
    """What the sandbox's language takes, and what is not its to do."""
    from seedance_desktop.sandbox.faults import FaultSyntaxError, Kind, Step, parse_faults

    for step in Step:
        yield step.value, "no-name"
        yield step.value, "no-trust"
        for kind in Kind:
            spec = f"{step}:{kind}@1" if kind is Kind.CUT else f"{step}:{kind}"
            try:
                parse_faults(spec)
            except FaultSyntaxError:
                continue
            yield step.value, kind.value
