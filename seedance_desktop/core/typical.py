"""What past videos teach of the next one's wait: pure arithmetic on what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 3
"""Fewer waits than this say nothing: one of them may have met an hour of rush."""


@dataclass(frozen=True, slots=True)
class PastWait:
    """How long a video of so many seconds took to be made."""

    length: float
    wait: float


def typical_wait(past: Sequence[PastWait], length: float) -> float | None:
    """Seconds that a video of this length will typically take; ``None`` where too few are known.

    ``past`` are videos of the same model, resolution and tier. Those of the same length count
    alone where there are enough; else all do, in proportion to their length.
    """
    from statistics import median  # loaded when there are videos to learn from

    alike = [each.wait for each in past if abs(each.length - length) < 0.1]
    if len(alike) >= ENOUGH:
        return median(alike)
    rates = [each.wait / each.length for each in past if each.length > 0]
    return median(rates) * length if len(rates) >= ENOUGH and length > 0 else None
