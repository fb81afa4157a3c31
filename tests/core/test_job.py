"""A job takes only the steps that the table holds."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from seedance_desktop.core.ids import ConnectionId, JobId, RemoteId
from seedance_desktop.core.job import (
    AT_SERVICE,
    FINAL,
    OPEN,
    IllegalStepError,
    Job,
    JobState,
    is_legal,
)
from seedance_desktop.core.request import GenerationRequest
from tests.core.shipped import FAST

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = START + timedelta(minutes=2)
EVERY_STEP = list(product(JobState, JobState))


def job_in(state: JobState) -> Job:
    return Job(
        id=JobId("20261122-093000-abcdef"),
        request=GenerationRequest(FAST, "a cat"),
        connection=ConnectionId("sandbox"),
        address="http://127.0.0.1:8000",
        library=Path("library"),
        created_at=START,
        changed_at=START,
        state=state,
    )


@pytest.mark.parametrize(("before", "after"), [s for s in EVERY_STEP if is_legal(*s)])
def test_a_legal_step_gives_a_job_in_the_new_state(before: JobState, after: JobState) -> None:
    moved = job_in(before).moved(after, LATER)

    assert moved.state is after
    assert moved.changed_at == LATER
    assert moved.created_at == START


@pytest.mark.parametrize(("before", "after"), [s for s in EVERY_STEP if not is_legal(*s)])
def test_an_illegal_step_raises(before: JobState, after: JobState) -> None:
    with pytest.raises(IllegalStepError, match=f"from {before} to {after}"):
        job_in(before).moved(after, LATER)


def test_nothing_leaves_a_final_state_but_a_cancelled_job_that_finished_all_the_same() -> None:
    ways_out = {(b, a) for b, a in EVERY_STEP if b in FINAL and is_legal(b, a)}

    assert ways_out == {(JobState.CANCELLED, JobState.RUNNING)}


def test_every_state_can_be_reached_from_the_start() -> None:
    reached = {JobState.QUEUED}
    for _ in JobState:
        reached |= {
            after for before, after in EVERY_STEP if before in reached and is_legal(before, after)
        }

    assert reached == set(JobState)


def test_every_state_that_is_not_final_can_end() -> None:
    ending = set(FINAL)
    for _ in JobState:
        ending |= {
            before for before, after in EVERY_STEP if after in ending and is_legal(before, after)
        }

    assert ending == set(JobState)


def test_a_job_of_unknown_fate_is_never_sent_again_by_a_step() -> None:
    after_uncertain = {after for after in JobState if is_legal(JobState.UNCERTAIN, after)}

    assert after_uncertain == {JobState.RUNNING, JobState.CANCELLED}


def test_every_job_is_open_final_or_uncertain() -> None:
    assert OPEN | FINAL | {JobState.UNCERTAIN} == set(JobState)
    assert not OPEN & FINAL
    assert AT_SERVICE <= OPEN


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_job_that_ends_remembers_when(state: JobState) -> None:
    before = next(b for b in JobState if b not in FINAL and is_legal(b, state))

    ended = job_in(before).moved(state, LATER)

    assert ended.is_final
    assert ended.finished_at == LATER


def test_a_step_takes_along_what_was_learned() -> None:
    running = job_in(JobState.SUBMITTING).moved(
        JobState.RUNNING, LATER, remote_id=RemoteId("cgt-1"), submitted_at=START
    )

    assert running.remote_id == "cgt-1"
    assert running.submitted_at == START
    assert not running.is_final


def test_a_note_leaves_the_state_alone() -> None:
    noted = job_in(JobState.RUNNING).noted(LATER, waiting_at_service=True)

    assert noted.state is JobState.RUNNING
    assert noted.waiting_at_service
    assert noted.changed_at == LATER


def test_a_job_is_a_value_that_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        job_in(JobState.QUEUED).state = JobState.DONE  # type: ignore[misc]
