"""Every entry by what facets count, so that counting touches no table but the full text's.

Entries that are alike in look, rating and states stand beside each other, so that they are counted
together; there are few such combinations however many entries there are.
"""

from array import array
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

from seedance_desktop.core.query import Choice, Field, Range, State, Term
from seedance_desktop.store.database import Database
from seedance_desktop.store.library_names import Look, Names
from seedance_desktop.store.library_numbers import numbers_in

_COMBINATIONS = """
SELECT look, rating, is_favourite, is_missing, is_damaged, group_concat(number)
FROM entries GROUP BY look, rating, is_favourite, is_missing, is_damaged"""
_TAGS = """
SELECT name, group_concat(entry) FROM tagged JOIN tags ON tags.number = tag
GROUP BY tag ORDER BY folded"""
_COLLECTIONS = """
SELECT name, group_concat(entry) FROM collected JOIN collections ON collections.number = collection
GROUP BY collection ORDER BY folded"""


@dataclass(frozen=True, slots=True)
class Combination:
    """What entries from ``start`` on have in common."""

    look: Look
    rating: int
    states: frozenset[State]
    start: int
    end: int

    def holds(self, term: Term) -> bool:
        """Whether these entries are what a filter asks for."""
        match term:
            case Choice(field=Field.IS, values=values):
                is_held = any(State(value) in self.states for value in values)
            case Choice(field=field, values=values):
                is_held = self.look.is_one_of(field, values)
            case Range(least=least, most=most, is_open=is_open):
                is_held = _is_between(self.rating, least, most, is_open=is_open)
            case _:
                raise TypeError(term)
        return is_held != term.is_negated


@dataclass(frozen=True, slots=True)
class Census:
    """As it was at one moment. ``numbers`` are all entries', combination by combination."""

    combinations: tuple[Combination, ...]
    numbers: "array[int]"
    tags: "dict[str, array[int]]"
    collections: "dict[str, array[int]]"

    @classmethod
    def read(cls, database: Database, names: Names) -> Self:
        looks = {look.number: look for look in names.all_looks}
        numbers, found = array("q"), list[Combination]()
        for look, rating, favourite, missing, damaged, text in database.tuples(_COMBINATIONS):
            if look in looks:
                start = len(numbers)
                numbers.extend(numbers_in(text))
                states = _states(rating, favourite=favourite, missing=missing, damaged=damaged)
                found.append(Combination(looks[look], rating, states, start, len(numbers)))
        return cls(tuple(found), numbers, _named(database, _TAGS), _named(database, _COLLECTIONS))

    def combined(self, among: AbstractSet[int] | None) -> list[tuple[Combination, int]]:
        """How many of each combination are ``among`` these; ``None`` stands for all entries."""
        if among is None:
            return [(each, each.end - each.start) for each in self.combinations]
        marks = bytes(map(among.__contains__, self.numbers))
        counted = ((each, marks.count(1, each.start, each.end)) for each in self.combinations)
        return [(each, count) for each, count in counted if count]

    def held(
        self, terms: Sequence[Term], among: AbstractSet[int] | None
    ) -> AbstractSet[int] | None:
        """Those ``among`` these that are what all filters ask for; ``None`` as above."""
        if not terms:
            return among
        found = set[int]()
        for each in self.combinations:
            if all(each.holds(term) for term in terms):
                numbers = self.numbers[each.start : each.end]
                found.update(numbers if among is None else filter(among.__contains__, numbers))
        return found

    def named(self, field: Field, among: AbstractSet[int] | None) -> dict[str, int]:
        """As ``combined``, of each tag or collection, the most frequent first."""
        members = self.tags if field is Field.TAG else self.collections
        counts = {
            name: len(entries) if among is None else sum(map(among.__contains__, entries))
            for name, entries in members.items()
        }
        ordered = sorted(counts.items(), key=lambda pair: -pair[1])
        return {name: count for name, count in ordered if count}


def _states(rating: int, *, favourite: int, missing: int, damaged: int) -> frozenset[State]:
    flags = {State.FAVOURITE: favourite, State.MISSING: missing, State.DAMAGED: damaged}
    is_rated = State.RATED if rating else State.UNRATED
    return frozenset({is_rated} | {state for state, is_set in flags.items() if is_set})


def _named(database: Database, statement: str) -> "dict[str, array[int]]":
    return {name: numbers_in(text) for name, text in database.tuples(statement)}


def _is_between(rating: int, least: float | None, most: float | None, *, is_open: bool) -> bool:
    if least is not None and not (rating > least if is_open else rating >= least):
        return False
    return most is None or (rating < most if is_open else rating <= most)
