"""What a search of the library answers: pages, the whole order, days, and counts."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from operator import neg

from seedance_desktop.core.entry import Entry
from seedance_desktop.core.query import Field, State

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Sort(StrEnum):
    """What comes first is told by this. Saved by these words."""

    MADE = "made"
    RATING = "rating"
    LENGTH = "length"
    COST = "cost"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Order:
    """Entries that are alike go by the moment they were made, in the same direction."""

    by: Sort = Sort.MADE
    is_descending: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The first entries of an answer, and whether there are no others."""

    first: tuple[Entry, ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class DayRun:
    """Entries of one day, in the zone of this machine, that follow one another."""

    day: date
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every entry of an answer in its order, eight bytes each.

    ``takes``, where takes are grouped, has for each how many takes it stands for. ``days`` are
    there where entries are in the order in which they were made.
    """

    all: "array[int]"
    takes: "array[int] | None" = None
    days: tuple[DayRun, ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """How many entries each value would leave, the filters of all other kinds applied.

    ``counts`` holds values that occur, the most frequent first.
    """

    counts: Mapping[Field, Mapping[str, int]] = field(default_factory=dict)

    def of(self, kind: Field) -> Mapping[str, int]:
        return self.counts.get(kind, {})


@dataclass(frozen=True, slots=True)
class Groups:
    """How many entries there are in all, and of each state that the smart groups show."""

    total: int
    states: Mapping[State, int]


def numbers_of(first: Found, order: Order) -> Numbers:
    """A first page as the whole answer looks."""
    numbers = array("q", (int(entry.number) for entry in first.first))
    is_dated = order.by is Sort.MADE
    days = day_runs(numbers, is_descending=order.is_descending) if is_dated else ()
    return Numbers(numbers, days=tuple(days))


def day_runs(numbers: "array[int]", *, is_descending: bool = True) -> Iterator[DayRun]:
    """Where each day begins among entries sorted by when they were made. Fast: it leaps."""
    start, count = 0, len(numbers)
    while start < count:
        day = local_day(numbers[start])
        if is_descending:
            end = bisect_left(numbers, 1 - instant_of(day), lo=start, key=neg)
        else:
            end = bisect_left(numbers, instant_of(day + timedelta(days=1)), lo=start)
        end = max(end, start + 1)
        yield DayRun(day, start, end - start)
        start = end


def local_day(number: int) -> date:
    """The day of an entry, in the zone of this machine."""
    return moment_of(number).astimezone().date()


def moment_of(number: int) -> datetime:
    """The moment that an entry's number stands for, in UTC."""
    return _EPOCH + number * _MICROSECOND


def instant_of(day: date) -> int:
    """When a day begins in the zone of this machine, as numbers of entries count."""
    try:
        return (datetime.combine(day, time()).astimezone(UTC) - _EPOCH) // _MICROSECOND
    except (OverflowError, ValueError, OSError):  # a year that no clock knows
        return (datetime.combine(day, time(), UTC) - _EPOCH) // _MICROSECOND
