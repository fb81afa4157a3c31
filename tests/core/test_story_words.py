from datetime import UTC, datetime, timedelta

import pytest

from seedance_desktop.core.errors import ServiceBrokenError
from seedance_desktop.core.job import JobState
from seedance_desktop.core.story import Call, Errand, StoryEntry, gap_for
from seedance_desktop.core.story_words import story_lines

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize("state", JobState)
def test_every_step_has_a_line(state: JobState) -> None:
    (line,) = story_lines(StoryEntry(NOON, NOON, state=state))

    assert line.startswith(f"{NOON.astimezone():%Y-%m-%d %H:%M:%S}  ")
    assert len(line) > 22


def test_the_trouble_that_a_step_is_in_stands_below_it() -> None:
    failure = ServiceBrokenError().failure

    step, trouble = story_lines(
        StoryEntry(NOON, NOON, state=JobState.RUNNING, waiting_at_service=True, failure=failure)
    )

    assert "Queued at the service" in step
    assert trouble.strip().startswith("The service has a problem.")


@pytest.mark.parametrize("errand", Errand)
def test_every_request_has_its_line_and_its_facts(errand: Errand) -> None:
    call = Call(errand, "GET", "/tasks", 0.5, "running", 200, "", "r-1", 12, 345, "{}", "[]")

    what, facts, *bodies = story_lines(StoryEntry(NOON, NOON, call=call))

    assert what.endswith(": running")
    assert facts.strip() == (
        "GET /tasks · HTTP 200 · r-1 · 12 bytes sent · 345 bytes received · 0.50 s"
    )
    assert [body.strip() for body in bodies] == ["{}", "[]"]


def test_what_is_left_out_is_told_in_its_place() -> None:
    last = NOON + timedelta(minutes=3)
    asked = Call(Errand.QUERY, "GET", "/tasks/1", 0.1, "running", 200)
    one = StoryEntry(NOON, NOON, times=9, call=asked)

    gap = gap_for((gap_for((one, one)), StoryEntry(last, last, state=JobState.RUNNING)))

    assert story_lines(gap) == [
        f"{NOON.astimezone():%F %T} – {last.astimezone():%F %T}  3 entries are left out"
    ]


def test_like_answers_in_a_row_are_one_line() -> None:
    call = Call(Errand.QUERY, "GET", "/tasks/1", 0.1, "running", 200)
    last = NOON + timedelta(minutes=3)

    first, *_ = story_lines(StoryEntry(NOON, last, times=7, call=call))

    assert f"(7 times, the last at {last.astimezone():%H:%M:%S})" in first
