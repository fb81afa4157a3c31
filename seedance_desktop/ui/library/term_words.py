"""Filters in the words that stand on their pills."""

from dataclasses import replace
from functools import reduce

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.query import (
    Choice,
    Field,
    Range,
    State,
    Term,
    field_of,
    number_text,
)
from seedance_desktop.core.words import Message, tr

_FIELDS = {
    Field.MODEL: Message("model"),
    Field.SIZE: Message("resolution"),
    Field.RATIO: Message("shape"),
    Field.TAG: Message("tag"),
    Field.COLLECTION: Message("collection"),
    Field.CONNECTION: Message("connection"),
    Field.TAKE: Message("take"),
    Field.STARS: Message("★"),
    Field.LENGTH: Message("length"),
    Field.COST: Message("cost"),
    Field.SEED: Message("seed"),
    Field.MADE: Message("made"),
}
_STATES = {
    State.FAVOURITE: Message("favourite"),
    State.RATED: Message("rated"),
    State.UNRATED: Message("unrated"),
    State.TAGGED: Message("tagged"),
    State.UNTAGGED: Message("without tags"),
    State.NOTED: Message("with notes"),
    State.MISSING: Message("missing file"),
    State.DAMAGED: Message("damaged"),
    State.DUPLICATE: Message("duplicate"),
}


def term_words(term: Term, catalogue: Catalogue) -> str:
    """A filter for people, such as ``model: 1.0 pro fast`` or ``★ ≥ 3``."""
    words = _plain_words(term, catalogue)
    return tr("not {filter}", filter=words) if term.is_negated else words


def _plain_words(term: Term, catalogue: Catalogue) -> str:
    match term:
        case Choice(field=Field.IS, values=values):
            return reduce(_either, (_STATES[State(value)].shown() for value in values))
        case Choice(field=field, values=values):
            names = {str(row.id): row.short_name for row in catalogue.rows}
            listed = ", ".join(names.get(value, value) for value in values)
            return f"{_FIELDS[field].shown()}: {listed}"
        case Range():
            return f"{_FIELDS[term.field].shown()} {_ends(term)}"
        case _:
            kind = field_of(term)
            value = str(replace(term, is_negated=False)).partition(":")[2]
            return str(term) if kind is None else f"{_FIELDS[kind].shown()}: {value}"


def _either(one: str, other: str) -> str:
    return tr("{one} or {other}", one=one, other=other)


def _ends(term: Range) -> str:
    if term.most is None:
        return f"{'>' if term.is_open else '≥'} {number_text(term.least or 0)}"
    if term.least is None:
        return f"{'<' if term.is_open else '≤'} {number_text(term.most)}"
    if term.least == term.most:
        return f"= {number_text(term.least)}"
    return f"{number_text(term.least)}–{number_text(term.most)}"
