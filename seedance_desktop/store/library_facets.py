"""How many entries each value of each facet would leave, the others' filters applied.

Model, size, ratio, connection, stars and states are counted in one pass over their combinations,
which are few however many entries there are; tags and collections in one each.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from seedance_desktop.core.found import Facets
from seedance_desktop.core.query import Choice, Field, Query, Range, State, Term, field_of
from seedance_desktop.store.database import Database, Value
from seedance_desktop.store.library_names import Look, Names
from seedance_desktop.store.library_terms import conditions

_OF_LOOKS = (Field.MODEL, Field.SIZE, Field.RATIO, Field.CONNECTION)
_COMBINED = frozenset({*_OF_LOOKS, Field.STARS, Field.IS})
_PLAIN = frozenset({State.FAVOURITE, State.RATED, State.UNRATED, State.MISSING, State.DAMAGED})
"""States that a combination tells."""


@dataclass(frozen=True, slots=True)
class _Combination:
    look: Look
    rating: int
    is_favourite: bool
    is_missing: bool
    is_damaged: bool
    count: int

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

    @property
    def states(self) -> set[State]:
        found = {State.RATED if self.rating else State.UNRATED}
        flags = {
            State.FAVOURITE: self.is_favourite,
            State.MISSING: self.is_missing,
            State.DAMAGED: self.is_damaged,
        }
        return found | {state for state, is_set in flags.items() if is_set}


def facets(database: Database, query: Query, names: Names) -> Facets:
    """Of every kind that can be clicked."""
    counts = _combined_counts(database, query, names)
    counts[Field.TAG] = _listed(database, query, names, Field.TAG)
    counts[Field.COLLECTION] = _listed(database, query, names, Field.COLLECTION)
    return Facets(counts)


def _combined_counts(
    database: Database, query: Query, names: Names
) -> dict[Field, Mapping[str, int]]:
    told = [term for term in query.terms if _is_told(term)]
    rest = Query(tuple(term for term in query.terms if not _is_told(term)))
    found = _combinations(database, rest, names)
    counts: dict[Field, Mapping[str, int]] = {}
    for field in _COMBINED:
        others = [term for term in told if field_of(term) is not field or term.is_negated]
        left = [each for each in found if all(each.holds(term) for term in others)]
        counts[field] = _counted(left, _VALUES[field])
    return counts


def _is_told(term: Term) -> bool:
    if isinstance(term, Choice) and term.field is Field.IS:
        return {State(value) for value in term.values} <= _PLAIN
    return field_of(term) in _COMBINED


def _combinations(database: Database, query: Query, names: Names) -> list[_Combination]:
    looks = {look.number: look for look in names.all_looks}
    columns = "look, rating, is_favourite, is_missing, is_damaged"
    condition, values = _among(query, names, "entries.number")
    rows = database.tuples(
        f"SELECT {columns}, count(*) FROM entries WHERE {condition} GROUP BY {columns}", values
    )
    return [
        _Combination(looks[look], rating, bool(favourite), bool(missing), bool(damaged), count)
        for look, rating, favourite, missing, damaged, count in rows
        if look in looks
    ]


def _listed(database: Database, query: Query, names: Names, field: Field) -> Mapping[str, int]:
    """Of tags and collections, which an entry may have several of."""
    others = Query(tuple(t for t in query.terms if field_of(t) is not field or t.is_negated))
    table, column, kinds = (
        ("tagged", "tag", "tags")
        if field is Field.TAG
        else ("collected", "collection", "collections")
    )
    if not (names.tags if field is Field.TAG else names.collections):
        return {}
    condition, values = _among(others, names, "entry")
    rows = database.tuples(
        f"SELECT name, times FROM {kinds} JOIN (SELECT {column} AS kind, count(*) AS times "
        f"FROM {table} WHERE {condition} GROUP BY {column}) ON kind = number "
        "ORDER BY times DESC, folded",
        values,
    )
    return dict(rows)


def _among(query: Query, names: Names, column: str) -> tuple[str, tuple[Value, ...]]:
    """The condition that an entry's number, in ``column``, is one of those asked for."""
    asked = conditions(query, names, date.today())  # noqa: DTZ011  local
    parts, values = [], list[Value]()
    if asked.match:
        parts.append(f"{column} IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(asked.match)
    if asked.parts and column == "entries.number":
        parts.append(asked.sql)
    elif asked.parts:
        parts.append(f"{column} IN (SELECT entries.number FROM entries WHERE {asked.sql})")
    return " AND ".join(parts) or "1", (*values, *asked.values)


def _counted(
    found: Iterable[_Combination], values: Callable[[_Combination], Iterable[str]]
) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for each in found:
        for value in values(each):
            counts[value] += each.count
    return dict(counts.most_common())


def _is_between(rating: int, least: float | None, most: float | None, *, is_open: bool) -> bool:
    if least is not None and not (rating > least if is_open else rating >= least):
        return False
    return most is None or (rating < most if is_open else rating <= most)


def _of_look(field: Field) -> Callable[[_Combination], Iterable[str]]:
    return lambda each: (each.look.value(field),)


_VALUES: dict[Field, Callable[[_Combination], Iterable[str]]] = {
    **{field: _of_look(field) for field in _OF_LOOKS},
    Field.STARS: lambda each: (str(each.rating),),
    Field.IS: lambda each: each.states,
}
