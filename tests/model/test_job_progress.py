from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.events import JobProgress
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.model.job_progress import UNKNOWN, elapsed, progress, remaining
from tests.store.samples import NOON, a_job

EXPECTED = 60.0


def _job(state: JobState) -> Job:
    return replace(a_job(), state=state, submitted_at=NOON)


def _after(seconds: float, *, expected: float | None = EXPECTED) -> float:
    now = NOON + timedelta(seconds=seconds)
    return progress(_job(JobState.RUNNING), now, expected=expected, arriving=None)


@given(st.floats(0, 10_000), st.floats(0, 1_000))
def test_waiting_only_ever_brings_it_forward_and_never_to_the_end(
    seconds: float, more: float
) -> None:
    assert 0 <= _after(seconds) <= _after(seconds + more) <= 0.95


def test_at_the_expected_time_it_is_nearly_done() -> None:
    assert _after(EXPECTED) == pytest.approx(0.85)


def test_without_an_expected_time_nothing_is_claimed() -> None:
    assert _after(10, expected=None) == UNKNOWN


@pytest.mark.parametrize(
    ("arriving", "share"),
    [
        (None, 0.95),
        (JobProgress(a_job().id, 500, 1000), 0.975),
        (JobProgress(a_job().id, 500, None), 0.95),
        (JobProgress(a_job().id, 2000, 1000), 1.0),
    ],
)
def test_fetching_goes_by_bytes(arriving: JobProgress | None, share: float) -> None:
    found = progress(_job(JobState.FETCHING), NOON, expected=EXPECTED, arriving=arriving)

    assert found == pytest.approx(share)


@pytest.mark.parametrize(
    ("state", "share"),
    [
        (JobState.QUEUED, 0.0),
        (JobState.PAUSED, 0.0),
        (JobState.DONE, 1.0),
        (JobState.FAILED, UNKNOWN),
        (JobState.UNCERTAIN, UNKNOWN),
    ],
)
def test_other_states_have_their_own_share(state: JobState, share: float) -> None:
    assert progress(_job(state), NOON, expected=EXPECTED, arriving=None) == share


def test_time_stands_still_once_a_job_has_ended() -> None:
    ended = replace(_job(JobState.DONE), finished_at=NOON + timedelta(seconds=42))

    assert elapsed(ended, NOON + timedelta(hours=5)) == 42
    assert elapsed(_job(JobState.RUNNING), NOON + timedelta(seconds=7)) == 7


def test_what_remains_is_told_while_it_can_be() -> None:
    running = _job(JobState.RUNNING)

    assert remaining(running, NOON + timedelta(seconds=20), EXPECTED) == 40
    assert remaining(running, NOON + timedelta(seconds=90), EXPECTED) is None
    assert remaining(_job(JobState.QUEUED), NOON, EXPECTED) is None
