"""Every entry by what facets count, so that counting touches no table but the full text's.

An entry's *place* is where its number stands in the census. A *mask* is a whole number with a
binary digit for each place, the first the most significant: what several filters have in common is
``&`` of two masks, and how many that are is counted by the processor, thousands of them at a time.
"""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Self

from seedance_desktop.core.query import Choice, Field, Range, State, Term
from seedance_desktop.store.database import Database
from seedance_desktop.store.library_names import LOOKS, Look, Names, is_meant
from seedance_desktop.store.library_numbers import numbers_in

_COMBINATIONS = """
SELECT look, rating, is_favourite, is_missing, is_damaged, group_concat(number)
FROM entries GROUP BY look, rating, is_favourite, is_missing, is_damaged"""
_MEMBERS = {
    Field.TAG: """
        SELECT name, group_concat(entry) FROM tagged JOIN tags ON tags.number = tag
        GROUP BY tag ORDER BY folded""",
    Field.COLLECTION: """
        SELECT name, group_concat(entry) FROM collected
        JOIN collections ON collections.number = collection
        GROUP BY collection ORDER BY folded""",
}
_AT_ONCE = 4_096
"""Entries that are looked at in one call, in which no other thread has the interpreter."""
_DIGITS = bytes.maketrans(b"\0\1", b"01")
_MARKS = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True, slots=True)
class Census:
    """As it was at one moment."""

    numbers: "array[int]"
    masks: Mapping[Field, Mapping[str, int]]
    """Who has a value of a field, for fields of few values; ratings are written as figures."""
    members: "Mapping[Field, Mapping[str, array[int]]]"
    """The places of those under each tag and in each collection, of which there may be many."""
    found: dict[Hashable, int] = field(default_factory=dict)
    """Masks of what was looked up among these entries, by what it was; 12 kB for 100,000."""

    @classmethod
    def read(cls, database: Database, names: Names) -> Self:
        looks = {look.number: look for look in names.all_looks}
        numbers = array("q")
        runs: dict[Field, dict[str, list[range]]] = defaultdict(lambda: defaultdict(list))
        for look, rating, favourite, missing, damaged, text in database.tuples(_COMBINATIONS):
            if look not in looks:  # a moment younger than the names
                continue
            start = len(numbers)
            numbers.extend(numbers_in(text))
            states = _states(rating, favourite=favourite, missing=missing, damaged=damaged)
            for kind, value in _values(looks[look], rating, states):
                runs[kind][value].append(range(start, len(numbers)))
        masks = {
            field: {value: _mask(alike, len(numbers)) for value, alike in values.items()}
            for field, values in runs.items()
        }
        places = dict(zip(numbers, range(len(numbers)), strict=True))
        members = {
            field: {
                name: array("I", [places[each] for each in numbers_in(text) if each in places])
                for name, text in database.tuples(statement)
            }
            for field, statement in _MEMBERS.items()
        }
        return cls(numbers, masks, members)

    @property
    def everything(self) -> int:
        """The mask of all entries."""
        return (1 << len(self.numbers)) - 1

    def mask_of(self, found: AbstractSet[int]) -> int:
        """Which of the entries have these numbers."""
        starts = range(0, len(self.numbers), _AT_ONCE)
        parts = (self.numbers[start : start + _AT_ONCE] for start in starts)
        marks = b"".join(bytes(map(found.__contains__, part)) for part in parts)
        return int(b"0" + marks.translate(_DIGITS), 2)

    def held(self, terms: Iterable[Term]) -> int:
        """The mask of those that are what all filters ask for: of looks, stars and plain states."""
        mask = self.everything
        for term in terms:
            mask &= self._holding(term)
        return mask

    def counted(self, field: Field, among: int) -> dict[str, int]:
        """How many of each value a mask has, the most frequent first."""
        values = self.masks.get(field, {})
        return _frequent({value: (mask & among).bit_count() for value, mask in values.items()})

    def named(self, field: Field, among: int) -> dict[str, int]:
        """As ``counted``, of tags or collections."""
        marks = f"{among:0{len(self.numbers)}b}".encode().translate(_MARKS)
        counts = {
            name: sum(map(marks.__getitem__, places))
            for name, places in self.members[field].items()
        }
        return _frequent(counts)

    def _holding(self, term: Term) -> int:
        match term:
            case Choice(field=Field.IS, values=values):
                mask = self._having(Field.IS, values)
            case Choice(field=field, values=values):
                known = self.masks.get(field, {})
                mask = self._having(
                    field, [each for each in known if is_meant(field, each, values)]
                )
            case Range(field=Field.STARS, least=least, most=most, is_open=is_open):
                ratings = self.masks.get(Field.STARS, {})
                mask = self._having(
                    Field.STARS,
                    [
                        each
                        for each in ratings
                        if _is_between(int(each), least, most, is_open=is_open)
                    ],
                )
            case _:
                raise TypeError(term)
        return self.everything ^ mask if term.is_negated else mask

    def _having(self, field: Field, values: Iterable[str]) -> int:
        known, mask = self.masks.get(field, {}), 0
        for value in values:
            mask |= known.get(value, 0)
        return mask


def _values(look: Look, rating: int, states: Iterable[State]) -> Iterable[tuple[Field, str]]:
    yield from ((field, look.value(field)) for field in LOOKS)
    yield Field.STARS, str(rating)
    yield from ((Field.IS, str(state)) for state in states)


def _states(rating: int, *, favourite: int, missing: int, damaged: int) -> list[State]:
    flags = {State.FAVOURITE: favourite, State.MISSING: missing, State.DAMAGED: damaged}
    is_rated = State.RATED if rating else State.UNRATED
    return [is_rated, *(state for state, is_set in flags.items() if is_set)]


def _mask(runs: Iterable[range], count: int) -> int:
    digits = bytearray(b"0") * count
    for run in runs:
        digits[run.start : run.stop] = b"1" * len(run)
    return int(digits, 2)


def _frequent(counts: Mapping[str, int]) -> dict[str, int]:
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return {value: count for value, count in ordered if count}


def _is_between(rating: int, least: float | None, most: float | None, *, is_open: bool) -> bool:
    if least is not None and not (rating > least if is_open else rating >= least):
        return False
    return most is None or (rating < most if is_open else rating <= most)
