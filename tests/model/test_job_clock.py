from dataclasses import replace
from datetime import timedelta

from seedance_desktop.core.job import JobState
from seedance_desktop.model.job_clock import JobClock
from tests.store.samples import NOON, a_job


def test_a_clock_that_is_set_while_a_job_runs_does_not_show_in_its_time() -> None:
    job = replace(a_job(state=JobState.RUNNING), submitted_at=NOON)
    wall, seconds = NOON, 0.0
    clock = JobClock(lambda: wall, lambda: seconds)
    before = clock.now(job)

    wall, seconds = NOON + timedelta(days=3), 60.0

    assert clock.now(job) - before == timedelta(seconds=60)


def test_a_job_that_is_sent_later_goes_by_the_clock_as_it_is_then() -> None:
    job = replace(a_job(state=JobState.RUNNING), submitted_at=NOON)
    wall = NOON
    clock = JobClock(lambda: wall, lambda: 0.0)
    clock.now(job)

    wall = NOON + timedelta(days=3)
    sent_again = replace(job, submitted_at=wall)

    assert clock.now(sent_again) == wall
