"""Takes of one request shown among the rows of those that stand for them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from seedance_desktop.core.found import DayRun, Numbers, Order

if TYPE_CHECKING:
    from seedance_desktop.core.query import Query
    from seedance_desktop.model.bridge import Bridge

INSIDE = 0
"""What stands for a take that is shown under its newest one."""


def opened(found: Numbers, takes: Mapping[int, array[int]]) -> Numbers:
    """An answer of grouped takes with those of some groups shown, each group by its newest entry.

    In ``takes`` of what comes back, a group that is open has its count below zero, and the takes
    under it have INSIDE. They belong to the day of their newest.
    """
    if found.takes is None or not takes:
        return found
    places = {number: place for place, number in enumerate(found.all) if number in takes}
    numbers, counts = array("q"), array("q")
    grown: list[tuple[int, int]] = []
    start = 0
    for number, place in places.items():
        under = array("q", (each for each in takes[number] if each != number))
        numbers.extend(found.all[start : place + 1])
        counts.extend(found.takes[start:place])
        counts.append(-found.takes[place])
        numbers.extend(under)
        counts.extend([INSIDE] * len(under))
        grown.append((place, len(under)))
        start = place + 1
    numbers.extend(found.all[start:])
    counts.extend(found.takes[start:])
    return replace(found, all=numbers, takes=counts, days=_grown(found.days, grown))


def _grown(days: tuple[DayRun, ...], grown: list[tuple[int, int]]) -> tuple[DayRun, ...]:
    made = []
    for run in days:
        before = sum(more for place, more in grown if place < run.start)
        inside = sum(more for place, more in grown if run.start <= place < run.start + run.count)
        made.append(DayRun(run.day, run.start + before, run.count + inside))
    return tuple(made)


class OpenTakes:
    """Which groups are open, by their newest take, and what is under each."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._found = Numbers(array("q"))
        self._open: dict[int, array[int]] = {}

    def close_all(self) -> None:
        """For another question."""
        self._open.clear()

    async def shown(self, found: Numbers, query: Query, order: Order) -> Numbers:
        """A new answer to the same question with the same groups open, whatever came or went."""
        self._found = found
        for newest, known in tuple(self._open.items()):
            takes = await self._look(known, query, order)
            if self._open.pop(newest, None) is not None:  # it was not closed meanwhile
                self._keep(takes)
        return opened(self._found, self._open)

    async def toggled(self, newest: int, query: Query, order: Order) -> Numbers:
        """The answer with this group open, or not any more."""
        if self._open.pop(newest, None) is None:
            self._keep(await self._look([newest], query, order))
        return opened(self._found, self._open)

    def _keep(self, takes: array[int]) -> None:
        if len(takes) > 1:
            self._open[max(takes)] = takes

    async def _look(self, known: Iterable[int], query: Query, order: Order) -> array[int]:
        return await self._bridge.call(lambda engine: engine.search.takes_of(known, query, order))
