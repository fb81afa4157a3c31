"""A prompt as units that a text field moves over at one step: characters, and whole mentions."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.mentions import mention, mentions_in


def units_of(prompt: str) -> list[str]:
    """The characters of a prompt as it is stored, each token of a mention as one."""
    units: list[str] = []
    after = 0
    for found in mentions_in(prompt):
        units += prompt[after : found.start]
        units.append(prompt[found.start : found.end])
        after = found.end
    return units + list(prompt[after:])


def mentioned(unit: str) -> ReferenceId | None:
    """The reference that a unit mentions; None for a character."""
    found = next(mentions_in(unit), None)
    return None if found is None or mention(found.id) != unit else found.id


def shown_length(units: Iterable[str]) -> int:
    """How long Qt takes units to be: it counts in UTF-16, and a mention as one sign."""
    return sum(
        1 if len(unit) > 1 else len(unit.encode("utf-16-le", "surrogatepass")) // 2
        for unit in units
    )


def shown_place(prompt: str, place: int) -> int:
    """Where a place in the stored prompt is in the field that shows it."""
    stored = shown = 0
    for unit in units_of(prompt):
        if stored >= place:
            break
        stored += len(unit)
        shown += shown_length([unit])
    return shown


def difference(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many units two texts begin and end with alike."""
    start = _shared(before, after)
    rest = min(len(before), len(after)) - start
    return start, min(rest, _shared(before[::-1], after[::-1]))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)
