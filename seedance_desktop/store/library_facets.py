"""How many entries each value of each facet would leave, the others' filters applied.

Model, size, ratio, connection, stars and plain states are told by the census; what is asked for
besides is looked up once and then counted by membership alone.
"""

from collections.abc import Callable, Mapping

from seedance_desktop.core.found import Facets
from seedance_desktop.core.query import Choice, Field, Query, State, Term, field_of
from seedance_desktop.store.library_census import Census
from seedance_desktop.store.library_names import LOOKS

_TOLD = (*LOOKS, Field.STARS, Field.IS)
_LISTED = (Field.TAG, Field.COLLECTION)
_PLAIN = frozenset({State.FAVOURITE, State.RATED, State.UNRATED, State.MISSING, State.DAMAGED})
"""States that the census tells."""

Lookup = Callable[[Query], int]


def facets(query: Query, census: Census, look_up: Lookup) -> Facets:
    """Of every kind that can be clicked. ``look_up`` tells the mask of what a query finds."""
    told = tuple(term for term in query.terms if _is_told(term))
    rest = tuple(term for term in query.terms if not _is_told(term))
    known: dict[tuple[Term, ...], int] = {(): census.everything}

    def among(terms: tuple[Term, ...]) -> int:
        if terms not in known:
            known[terms] = look_up(Query(terms))
        return known[terms]

    counts: dict[Field, Mapping[str, int]] = {}
    for field in _TOLD:
        counts[field] = census.counted(field, among(rest) & census.held(_others(told, field)))
    for field in _LISTED:
        counts[field] = census.named(field, among(_others(rest, field)) & census.held(told))
    return Facets(counts)


def _others(terms: tuple[Term, ...], field: Field) -> tuple[Term, ...]:
    """A facet's own filter does not narrow what it offers, unless it takes something away."""
    return tuple(term for term in terms if field_of(term) is not field or term.is_negated)


def _is_told(term: Term) -> bool:
    if isinstance(term, Choice) and term.field is Field.IS:
        return {State(value) for value in term.values} <= _PLAIN
    return field_of(term) in _TOLD
