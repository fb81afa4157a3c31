"""When to ask again: pure functions of time and failures; nothing here waits or knows a clock."""

from dataclasses import dataclass

SHORTEST = 0.25
LONGEST = 60.0
"""Seconds between two questions about one task, at the least and at the most."""

_LONGEST_AFTER_FAILURE = 30.0
_LONGEST_DOUBLING = 10
_FIRST_LOOK = 0.15
"""Share of the expected wait after which the first question is asked: is it queued or running?"""
_NEAR = 0.6
"""Share of the expected wait from which the end is near."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands. Times in seconds; ``failures`` counts questions in a row that failed."""

    age: float
    expected: float
    waiting: bool = False
    failures: int = 0


def next_poll(standing: Standing, chance: float) -> float:
    """Seconds until the next question. ``chance`` from 0 to 1 spreads repeated failures.

    Few questions while the end is far, many near it, fewer again once the wait has grown long:
    whatever is expected, the end is noticed within 5 seconds or 15 % of the age.
    """
    if standing.failures:
        return max(SHORTEST, backoff(standing.failures, chance))
    expected = max(standing.expected, 1.0)
    age = max(standing.age, 0.0)
    first = _clamped(expected * _FIRST_LOOK, SHORTEST, 8.0)
    if age < first:
        return _clamped(first - age, SHORTEST, LONGEST)
    if standing.waiting:
        return _clamped(max(expected * 0.1, age * 0.05), SHORTEST, LONGEST)
    quick = _clamped(expected * 0.08, SHORTEST, 5.0)
    if age < expected * _NEAR:
        return _clamped(min(expected * _NEAR - age, 15.0), quick, LONGEST)
    return _clamped(max(quick, age * 0.05), SHORTEST, LONGEST)


def backoff(attempt: int, chance: float) -> float:
    """Seconds before the attempt after this: doubling from 1 to 30, ± 30 % by ``chance``."""
    doubled = 2.0 ** min(max(attempt, 1) - 1, _LONGEST_DOUBLING)
    return min(doubled, _LONGEST_AFTER_FAILURE) * (0.7 + 0.6 * chance)


def _clamped(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
