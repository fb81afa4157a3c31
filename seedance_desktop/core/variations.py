"""The requests of one order: alike but for their seeds."""

from dataclasses import replace

from seedance_desktop.core.limits import MAX_SEED
from seedance_desktop.core.request import RANDOM_SEED, GenerationRequest

MOST_VARIATIONS = 8


def variations(request: GenerationRequest, count: int) -> tuple[GenerationRequest, ...]:
    """``count`` requests: with a seed of one's own each has the next one, else all are random."""
    if request.seed == RANDOM_SEED:
        return (request,) * count
    return tuple(replace(request, seed=seed_after(request.seed, step)) for step in range(count))


def seed_after(seed: int, steps: int = 1) -> int:
    """The seed so many steps on; after the largest comes 0."""
    return (seed + steps) % (MAX_SEED + 1)
