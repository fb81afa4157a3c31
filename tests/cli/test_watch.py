"""When a command stops waiting, and what it ends with."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from seedance_desktop.cli.json_lines import JsonOutput
from seedance_desktop.cli.outcome import code_of, told_outcome
from seedance_desktop.cli.plain import PlainOutput
from seedance_desktop.cli.watch import (
    MOST_ATTEMPTS,
    MOST_SECONDS,
    MOST_SECONDS_FOR_NOTHING,
    Watch,
)
from seedance_desktop.core.errors import (
    ClipBrokenError,
    ConnectionBrokenError,
    ContentRefusedError,
    DiskFullError,
    KeyMissingError,
    KeyRejectedError,
    KeyringLockedError,
    KnownError,
    LinkDeadError,
    NeverLeftError,
    PictureError,
    RateLimitedError,
    ReplyNotUnderstoodError,
    SubmissionUnclearError,
    TaskExpiredError,
)
from seedance_desktop.core.events import ConnectionTrouble, JobChanged, JobRemoved, LinePaused
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.ids import ConnectionId, JobId, ModelId, RemoteId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.engine.cancelled import cancelled_there

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE, THERE = ConnectionId("here"), ConnectionId("there")
UNREACHABLE = NeverLeftError().failure


def job(name: str, state: JobState = JobState.QUEUED, **facts: Any) -> Job:
    made = Job(
        id=JobId(name),
        request=GenerationRequest(ModelId("m"), "A kite"),
        connection=HERE,
        address="",
        library=Path("library"),
        created_at=NOON,
        changed_at=NOON,
    )
    return replace(made, state=state, **facts)


async def is_over(watch: Watch, *jobs: Job) -> bool:
    """Whether the watch has nothing to wait for, once it has been asked."""
    waiting = asyncio.ensure_future(watch.settled(jobs, lambda: None))
    await asyncio.sleep(0)
    over = waiting.done()
    waiting.cancel()
    await asyncio.wait([waiting])
    return over


def fail(watch: Watch, of: Job, times: int) -> None:
    for _ in range(times):
        watch.listen(JobChanged(replace(of, state=JobState.SUBMITTING, failure=None)))
        watch.listen(JobChanged(replace(of, state=JobState.QUEUED, failure=UNREACHABLE)))


async def test_a_job_is_waited_for_until_it_stands_still() -> None:
    watch = Watch()

    for state in (JobState.QUEUED, JobState.SUBMITTING, JobState.RUNNING, JobState.FETCHING):
        watch.listen(JobChanged(job("a", state)))
        assert not await is_over(watch)
    for state in (JobState.DONE, JobState.FAILED, JobState.PAUSED, JobState.UNCERTAIN):
        watch.listen(JobChanged(job("a", state)))
        assert await is_over(watch)


@pytest.mark.parametrize(
    ("error", "most"),
    [
        (ReplyNotUnderstoodError(), MOST_SECONDS_FOR_NOTHING),
        (LinkDeadError(), MOST_SECONDS_FOR_NOTHING),
        (ConnectionBrokenError(), MOST_SECONDS),
    ],
)
@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.FETCHING])
async def test_a_job_whose_trouble_does_not_end_is_not_waited_for_for_ever(
    state: JobState, error: KnownError, most: float
) -> None:
    now = [1000.0]
    watch = Watch(clock=lambda: now[0])
    troubled = job("a", state, failure=error.failure)

    watch.listen(JobChanged(troubled))
    now[0] += most - 1
    watch.listen(JobChanged(troubled))
    assert not await is_over(watch)
    now[0] += 1

    assert await is_over(watch)


async def test_a_job_that_is_out_of_trouble_is_waited_for_as_long_as_it_takes() -> None:
    now = [0.0]
    watch = Watch(clock=lambda: now[0])

    watch.listen(JobChanged(job("a", JobState.RUNNING, failure=LinkDeadError().failure)))
    watch.listen(JobChanged(job("a", JobState.RUNNING)))
    now[0] += MOST_SECONDS
    watch.listen(JobChanged(job("a", JobState.FETCHING, failure=LinkDeadError().failure)))

    assert not await is_over(watch)


async def test_what_waits_in_a_paused_line_is_not_waited_for_but_what_runs_is() -> None:
    watch = Watch()
    watch.listen(LinePaused(HERE, KeyRejectedError().failure))

    assert await is_over(watch, job("a"), job("b", JobState.PREPARING))
    assert await is_over(watch, job("c", JobState.DONE))
    assert not await is_over(watch, job("d", JobState.RUNNING))


async def test_a_line_paused_elsewhere_stops_nothing_here() -> None:
    watch = Watch()
    watch.listen(LinePaused(THERE, KeyRejectedError().failure))

    assert not await is_over(watch, job("a"))


async def test_attempts_that_reach_nothing_end_the_wait_for_all_that_is_unsent() -> None:
    watch = Watch()

    fail(watch, job("a"), MOST_ATTEMPTS - 1)
    assert not await is_over(watch, job("b"))
    fail(watch, job("a"), 1)

    assert await is_over(watch, job("b"))
    assert not await is_over(watch, job("c", JobState.SUBMITTING))


async def test_an_answer_in_between_starts_the_count_anew() -> None:
    watch = Watch()

    fail(watch, job("a"), MOST_ATTEMPTS - 1)
    watch.listen(ConnectionTrouble(HERE, None))
    fail(watch, job("a"), MOST_ATTEMPTS - 1)
    watch.listen(JobChanged(job("a", failure=RateLimitedError().failure)))
    fail(watch, job("a"), MOST_ATTEMPTS - 1)

    assert not await is_over(watch)


async def test_a_removed_job_is_forgotten_and_a_bug_ends_the_wait() -> None:
    watch = Watch()
    watch.listen(JobChanged(job("a")))
    watch.listen(JobRemoved(JobId("a")))
    assert await is_over(watch)

    watch.report(ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        await watch.settled([job("b", JobState.RUNNING)], lambda: None)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PictureError(), ExitCode.INPUT),
        (KeyMissingError(), ExitCode.ACCOUNT),
        (KeyringLockedError(), ExitCode.ACCOUNT),
        (ContentRefusedError(), ExitCode.SERVICE),
        (TaskExpiredError(), ExitCode.SERVICE),
        (NeverLeftError(), ExitCode.NETWORK),
        (DiskFullError(), ExitCode.DISK),
        (ClipBrokenError(), ExitCode.DISK),
        (SubmissionUnclearError(), ExitCode.UNCERTAIN),
    ],
)
def test_the_kind_of_an_error_decides_the_exit_code(error: Any, code: ExitCode) -> None:
    assert code_of(error.failure) is code


def test_of_several_reasons_the_worst_is_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    jobs = [
        job("a", JobState.DONE),
        job("b", JobState.FAILED, failure=ContentRefusedError().failure),
        job("c", JobState.UNCERTAIN, failure=SubmissionUnclearError().failure),
        job("d", failure=UNREACHABLE),
    ]

    assert told_outcome(jobs, PlainOutput(), None) is ExitCode.UNCERTAIN
    assert told_outcome(jobs[:2], PlainOutput(), None) is ExitCode.SERVICE
    assert told_outcome(jobs[:1], PlainOutput(), None) is ExitCode.OK
    said = capsys.readouterr().err
    assert said.count("Blocked by content policy (b)") == 2
    assert "The job is kept; continue with:\n  seedance-desktop resume\n" in said


def test_a_job_that_was_cancelled_at_the_service_is_no_success() -> None:
    cancelled = job("a", JobState.CANCELLED, remote_id=RemoteId("cgt"), failure=cancelled_there())

    assert told_outcome([cancelled], JsonOutput(ends_with_finished=True), None) is ExitCode.SERVICE


@pytest.mark.parametrize(
    ("error", "advice"),
    [(LinkDeadError(), "Continue it later"), (ReplyNotUnderstoodError(), "jobs show ID")],
)
def test_a_command_that_waits_no_longer_does_not_say_that_the_program_goes_on(
    error: KnownError, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = job("a", JobState.FETCHING, failure=error.failure)

    code = told_outcome([kept], PlainOutput(), None)

    said = capsys.readouterr().err
    assert code is ExitCode.SERVICE
    assert advice in said
    assert "seedance-desktop resume" in said
