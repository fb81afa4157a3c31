from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.engine.schedule import LONGEST, SHORTEST, Standing, backoff, next_poll

seconds = st.floats(0, 200_000, allow_nan=False)
waits = st.floats(0.01, 20_000, allow_nan=False)
chances = st.floats(0, 1)
standings = st.builds(
    Standing, age=seconds, expected=waits, waiting=st.booleans(), failures=st.integers(0, 500)
)


@given(standings, chances)
def test_a_wait_is_never_too_short_nor_too_long(standing: Standing, chance: float) -> None:
    assert SHORTEST <= next_poll(standing, chance) <= LONGEST


@given(waits, st.floats(0.6, 50), chances)
def test_the_end_is_noticed_soon_once_it_is_due(
    expected: float, share: float, chance: float
) -> None:
    age = expected * share

    wait = next_poll(Standing(age, expected), chance)

    assert wait <= max(SHORTEST, 5.0, age * 0.15)


@given(st.floats(1, 600), chances)
def test_a_job_that_takes_as_long_as_expected_costs_few_questions(
    expected: float, chance: float
) -> None:
    age, asked = 0.0, 0

    while age < expected:
        age += next_poll(Standing(age, expected), chance)
        asked += 1

    assert asked <= 60 if expected > 100 else asked <= 15


@given(waits)
def test_the_first_question_comes_within_seconds(expected: float) -> None:
    assert next_poll(Standing(0, expected), 0.5) <= 8.0


@given(standings.filter(lambda s: s.failures > 0), chances)
def test_failures_slow_the_questions_down_whatever_else_is_known(
    standing: Standing, chance: float
) -> None:
    other = replace(standing, age=1.0, expected=60.0, waiting=not standing.waiting)

    assert next_poll(standing, chance) == next_poll(other, chance)


@given(st.integers(1, 500), chances)
def test_backing_off_doubles_up_to_half_a_minute(attempt: int, chance: float) -> None:
    assert 0.7 <= backoff(attempt, chance) <= 39.0
    assert backoff(attempt, chance) <= backoff(attempt + 1, chance)


@given(st.integers(1, 20))
def test_two_programs_that_failed_together_do_not_come_back_together(attempt: int) -> None:
    assert backoff(attempt, 0.1) < backoff(attempt, 0.9)


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    assert SHORTEST <= next_poll(Standing(-5000, 60), 0.5) <= 8.0
