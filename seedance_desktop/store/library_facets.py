"""How many entries each value of each facet would leave, the others' filters applied.

Model, size, ratio, connection, stars and states are told by the census's combinations; what is
asked for besides is looked up once and then counted by membership alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from seedance_desktop.core.found import Facets
from seedance_desktop.core.query import Choice, Field, Query, State, Term, field_of
from seedance_desktop.store.library_census import Census, Combination

_OF_LOOKS = (Field.MODEL, Field.SIZE, Field.RATIO, Field.CONNECTION)
_COMBINED = frozenset({*_OF_LOOKS, Field.STARS, Field.IS})
_LISTED = (Field.TAG, Field.COLLECTION)
_PLAIN = frozenset({State.FAVOURITE, State.RATED, State.UNRATED, State.MISSING, State.DAMAGED})
"""States that a combination tells."""

Lookup = Callable[[Query], AbstractSet[int]]


def facets(query: Query, census: Census, look_up: Lookup) -> Facets:
    """Of every kind that can be clicked. ``look_up`` tells the numbers that a query finds."""
    told = [term for term in query.terms if _is_told(term)]
    rest = tuple(term for term in query.terms if not _is_told(term))
    known: dict[tuple[Term, ...], AbstractSet[int] | None] = {(): None}
    held: dict[tuple[Term, ...], AbstractSet[int] | None] = {}

    def among(terms: tuple[Term, ...]) -> AbstractSet[int] | None:
        if terms not in known:
            known[terms] = look_up(Query(terms))
        return known[terms]

    counts = _combined(census.combined(among(rest)), told)
    for field in _LISTED:
        others = tuple(term for term in rest if field_of(term) is not field or term.is_negated)
        if others not in held:
            held[others] = census.held(told, among(others))
        counts[field] = census.named(field, held[others])
    return Facets(counts)


def _is_told(term: Term) -> bool:
    if isinstance(term, Choice) and term.field is Field.IS:
        return {State(value) for value in term.values} <= _PLAIN
    return field_of(term) in _COMBINED


def _combined(
    found: list[tuple[Combination, int]], told: list[Term]
) -> dict[Field, Mapping[str, int]]:
    counts: dict[Field, Mapping[str, int]] = {}
    for field in _COMBINED:
        others = [term for term in told if field_of(term) is not field or term.is_negated]
        left = found
        if others:
            left = [pair for pair in found if all(pair[0].holds(term) for term in others)]
        counts[field] = _counted(left, _VALUES[field])
    return counts


def _counted(
    found: Iterable[tuple[Combination, int]], values: Callable[[Combination], Iterable[str]]
) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for each, count in found:
        for value in values(each):
            counts[value] += count
    return dict(counts.most_common())


def _of_look(field: Field) -> Callable[[Combination], Iterable[str]]:
    return lambda each: (each.look.value(field),)


_VALUES: dict[Field, Callable[[Combination], Iterable[str]]] = {
    **{field: _of_look(field) for field in _OF_LOOKS},
    Field.STARS: lambda each: (str(each.rating),),
    Field.IS: lambda each: each.states,
}
