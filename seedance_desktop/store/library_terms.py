"""The terms of a query as conditions of SQL. What users typed only ever travels as values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from seedance_desktop.core.found import instant_of
from seedance_desktop.core.query import (
    Choice,
    Days,
    Field,
    Lately,
    Query,
    Range,
    State,
    Term,
    Words,
)
from seedance_desktop.core.search_text import ends_alone, folded, tokens
from seedance_desktop.store.database import Value
from seedance_desktop.store.library_names import Names

_STATES = {
    State.FAVOURITE: "entries.is_favourite",
    State.RATED: "entries.rating > 0",
    State.UNRATED: "entries.rating = 0",
    State.TAGGED: "entries.number IN (SELECT entry FROM tagged)",
    State.UNTAGGED: "entries.number NOT IN (SELECT entry FROM tagged)",
    State.NOTED: "entries.notes <> ''",
    State.MISSING: "entries.is_missing",
    State.DAMAGED: "entries.is_damaged",
    State.DUPLICATE: """entries.content IN (
        SELECT content FROM entries WHERE content IS NOT NULL
        GROUP BY content HAVING count(*) > 1
    )""",
}
_COLUMNS = {
    Field.STARS: "entries.rating",
    Field.LENGTH: "entries.duration",
    Field.COST: "entries.price",
    Field.SEED: "entries.seed",
}
_SHORTEST_MODEL_WORD = 3
"""Signs of a bare word that names a model, so that ``2`` does not stand for all of 2.0."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """``match`` is for the full text, all else for entries; joined by AND."""

    match: str = ""
    parts: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()

    @property
    def sql(self) -> str:
        """Everything but ``match``."""
        return " AND ".join(f"({part})" for part in self.parts) or "1"


def conditions(query: Query, names: Names, today: date, bound: str = "") -> Conditions:
    """What holds for every entry that a query asks for.

    ``bound`` is a comparison, such as ``>= 17``, that holds for the entries' numbers besides.
    """
    match: list[str] = []
    parts: list[str] = [f"entries.number {bound}"] if bound else []
    values: list[Value] = []
    for term in query.terms:
        if isinstance(term, Words):
            part = _words(term, names, match, values, bound)
        else:
            part = _filter(term, names, today, values)
        if part and term.is_negated:
            part = f"({part}) IS NOT TRUE"
        if part:
            parts.append(part)
    return Conditions(" AND ".join(match), tuple(parts), tuple(values))


def _words(term: Words, names: Names, match: list[str], values: list[Value], bound: str) -> str:
    """Words in a prompt, note or name; or a tag that begins so, or a model of that name."""
    meant = meaning(term, names)
    if not meant.expression:
        return ""
    if not meant.is_several and not term.is_negated:
        match.append(meant.expression)
        return ""
    values.append(meant.expression)
    return f"entries.number IN ({' UNION '.join(meant.selects(bound))})"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word may mean: something in a text, a tag that begins so, a model of that name."""

    expression: str = ""
    """For the full text; nothing where the word has no letters."""
    tags: tuple[int, ...] = ()
    looks: tuple[int, ...] = ()

    @property
    def is_several(self) -> bool:
        return bool(self.tags or self.looks)

    def selects(self, bound: str = "") -> list[str]:
        """A statement for each, the first of which takes ``expression`` as its one value."""
        found = [f"SELECT rowid AS number FROM words WHERE words MATCH ?{_and('rowid', bound)}"]
        if self.tags:
            rows = f"FROM tagged WHERE tag IN ({_in(self.tags)})"
            found.append(f"SELECT entry AS number {rows}{_and('entry', bound)}")
        if self.looks:
            rows = f"FROM entries WHERE look IN ({_in(self.looks)})"
            found.append(f"SELECT number {rows}{_and('number', bound)}")
        return found


def meaning(term: Words, names: Names) -> Meaning:
    """What a word or phrase is looked up as."""
    wanted = tokens(term.text)
    if not wanted:
        return Meaning()
    is_prefix = not term.is_phrase and not ends_alone(term.text)
    is_model = len(wanted) > 1 or len(wanted[0]) >= _SHORTEST_MODEL_WORD
    return Meaning(
        f'"{" ".join(wanted)}"' + (" *" if is_prefix else ""),
        tuple(names.tags_with(wanted, is_prefix=is_prefix)),
        tuple(names.looks_of_model(wanted) if is_model else ()),
    )


def _and(column: str, bound: str) -> str:
    return f" AND {column} {bound}" if bound else ""


def _filter(term: Term, names: Names, today: date, values: list[Value]) -> str:
    match term:
        case Choice():
            return _choice(term, names, values)
        case Range(field=field, least=least, most=most, is_open=is_open):
            return _between(_COLUMNS[field], (least, most), is_open=is_open, values=values)
        case Days(first=first, last=last):
            return _days(first, last, values)
        case Lately(days=days):
            return _days(today - timedelta(days=days - 1), None, values)
        case _:
            raise TypeError(term)


def _choice(term: Choice, names: Names, values: list[Value]) -> str:
    match term.field:
        case Field.TAG:
            tags = _each(names.tag, term.values)
            return f"entries.number IN (SELECT entry FROM tagged WHERE tag IN ({_in(tags)}))"
        case Field.COLLECTION:
            found = _each(names.collection, term.values)
            rows = f"SELECT entry FROM collected WHERE collection IN ({_in(found)})"
            return f"entries.number IN ({rows})"
        case Field.TAKE:
            values.extend(term.values)
            return f"entries.take IN ({', '.join('?' * len(term.values))})"
        case Field.IS:
            return " OR ".join(_STATES[State(value)] for value in term.values)
        case _:
            return f"entries.look IN ({_in(names.looks(term.field, term.values))})"


def _between(
    column: str,
    ends: tuple[float | None, float | None],
    *,
    is_open: bool,
    values: list[Value],
) -> str:
    parts = []
    for sign, end in zip("><", ends, strict=True):
        if end is not None:
            parts.append(f"{column} {sign}{'' if is_open else '='} ?")
            values.append(end)
    return " AND ".join(parts)


def _days(first: date | None, last: date | None, values: list[Value]) -> str:
    parts = []
    if first is not None:
        parts.append("entries.number >= ?")
        values.append(instant_of(first))
    if last is not None and last < date.max:
        parts.append("entries.number < ?")
        values.append(instant_of(last + timedelta(days=1)))
    return " AND ".join(parts)


def _each(number_of: Callable[[str], int | None], names: Iterable[str]) -> list[int]:
    found = (number_of(folded(name)) for name in names)
    return [number for number in found if number is not None]


def _in(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
