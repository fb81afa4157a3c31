"""How a command that makes videos ends: what is said of each job, and the exit code."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from seedance_desktop.cli.output import Output
from seedance_desktop.cli.words import resume_command
from seedance_desktop.core.errors import (
    KeyMissingError,
    KeyringMissingError,
    KnownError,
    LinkDeadError,
    NeverLeftError,
    ReplyNotUnderstoodError,
)
from seedance_desktop.core.failure import ExitCode, Failure
from seedance_desktop.core.job import OPEN, Job, JobState
from seedance_desktop.core.words import Message, tr, tr_count

_WORST_FIRST = (
    ExitCode.UNCERTAIN,
    ExitCode.ACCOUNT,
    ExitCode.DISK,
    ExitCode.NETWORK,
    ExitCode.SERVICE,
    ExitCode.INPUT,
    ExitCode.BUG,
)
NO_KEY = Message(
    "Set SEEDANCE_API_KEY, or enter the key in the window; --connection sandbox needs none."
)
_REMEDIES = {
    NeverLeftError.__name__: Message("Check the network and the address."),
    KeyMissingError.__name__: NO_KEY,
    KeyringMissingError.__name__: NO_KEY,
    LinkDeadError.__name__: Message(
        "Continue it later: the service is asked for a fresh link then."
    ),
    ReplyNotUnderstoodError.__name__: Message(
        "`jobs show ID` shows what was answered; continue it later."
    ),
}
"""Where the usual remedy speaks of a program that goes on, or of a button."""


def told_outcome(jobs: Iterable[Job], output: Output, profile: Path | None) -> ExitCode:
    """Say why videos are missing and what to do; of several reasons the worst is the code."""
    jobs = list(jobs)
    codes = set()
    replaced = {job.retry_of for job in jobs}
    for job in jobs:
        if job.state is JobState.CANCELLED and job.id in replaced:
            continue
        if job.state is not JobState.DONE and job.failure is not None:
            code = code_of(job.failure)
            codes.add(code)
            output.failure(_advised(job), code, job=job.id)
    tell_kept(jobs, output, profile)
    return next((code for code in _WORST_FIRST if code in codes), ExitCode.OK)


def tell_kept(jobs: Iterable[Job], output: Output, profile: Path | None) -> None:
    """Say how to go on with jobs that have not ended."""
    jobs = list(jobs)
    kept = sum(job.state in OPEN - {JobState.SUBMITTING, JobState.HELD} for job in jobs)
    if kept:
        output.note(
            tr_count(
                "The job is kept; continue with:", "{count} jobs are kept; continue with:", kept
            )
        )
        output.note(f"  {resume_command(profile)}")
    if any(job.state in {JobState.UNCERTAIN, JobState.SUBMITTING} for job in jobs):
        output.note(
            tr(
                "What may have been charged is never sent again by itself: "
                "see `jobs look-up ID` and `jobs send-again ID`, or the window."
            )
        )


def code_of(failure: Failure) -> ExitCode:
    """The exit code of an error's kind; a job that was cancelled elsewhere is the service's."""
    kinds = {kind.__name__: kind.exit_code for kind in _kinds(KnownError)}
    return kinds.get(failure.kind, ExitCode.SERVICE)


def _kinds(kind: type[KnownError]) -> Iterator[type[KnownError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def _advised(job: Job) -> Failure:
    failure = job.failure
    if failure is None:
        raise ValueError(job.id)
    return replace(failure, remedy=_REMEDIES.get(failure.kind, failure.remedy))
