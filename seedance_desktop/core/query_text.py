"""Reads what is typed into the search box. Nothing that is typed is an error: it gets a hint."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from seedance_desktop.core.query import (
    CHOICES,
    NUMBERS,
    Choice,
    Days,
    Field,
    Lately,
    Query,
    Range,
    State,
    Term,
    Words,
    last_of_month,
    negated,
)
from seedance_desktop.core.words import Message

_FIELD = re.compile(r"(\w+)[:：]")
_NUMBER = re.compile(r"\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,2})?", re.ASCII)
_LEAST, _MOST = 1e-9, 1e15
_COMPARED = re.compile(r"(>=|<=|>|<|≥|≤|=)?(.+)", re.DOTALL)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
_DAYS = re.compile(r"([1-9]\d{0,4})d", re.ASCII)
_OPENING = '"“„'
_CLOSING = '"”“'
_COMMAS = ",，"
_SAME = {"≥": ">=", "≤": "<=", "=": ""}


@dataclass(frozen=True, slots=True)
class Hint:
    """Why a part of the text is not what it seems to be meant as."""

    message: Message
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text and what it means; a filter that is not understood means nothing."""

    start: int
    end: int
    term: Term | None
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text piece by piece."""

    pieces: tuple[Piece, ...]

    @property
    def query(self) -> Query:
        return Query(tuple(piece.term for piece in self.pieces if piece.term is not None))

    @property
    def hints(self) -> tuple[Hint, ...]:
        return tuple(piece.hint for piece in self.pieces if piece.hint is not None)


def parse(text: str) -> Parsed:
    """What is asked for in ``text``. Never raises."""
    pieces = []
    place = _blanks(text, 0)
    while place < len(text):
        piece = _piece(text, place)
        pieces.append(piece)
        place = _blanks(text, piece.end)
    return Parsed(tuple(pieces))


class _Refused(Exception):
    """A value that the filter does not take."""

    def __init__(self, message: Message) -> None:
        self.message = message


def _piece(text: str, start: int) -> Piece:
    is_negated = text[start] == "-" and start + 1 < len(text) and not text[start + 1].isspace()
    place = start + is_negated
    term, end, refused = _term(text, place)
    if term is not None and is_negated:
        term = negated(term)
    return Piece(start, end, term, Hint(refused, start, end) if refused else None)


def _term(text: str, place: int) -> tuple[Term | None, int, Message | None]:
    if text[place] in _OPENING:
        phrase, end = _quoted(text, place)
        return (Words(phrase, is_phrase=True) if phrase.strip() else None), end, None
    name = _FIELD.match(text, place)
    field = _FIELDS.get(name[1].lower()) if name else None
    if name is None or field is None:
        word, end = _bare(text, place, "")
        return Words(word), end, _unknown(name[1]) if name and not _is_address(word) else None
    values, end = _values(text, name.end())
    if not values:
        return None, end, Message("After {name}: comes a value.", {"name": field})
    try:
        return _READERS[field](field, values), end, None
    except _Refused as refused:
        return None, end, refused.message


def _unknown(name: str) -> Message:
    known = ", ".join(f"{field}:" for field in Field)
    return Message(
        "There is no filter {name}:, so these signs are looked for. Filters: {known}",
        {"name": name, "known": known},
    )


def _is_address(word: str) -> bool:
    """``9:16``, ``http://…`` and clock times are words, and no mistake."""
    return "://" in word or word[0].isdigit()


def _values(text: str, place: int) -> tuple[list[str], int]:
    values = []
    while place < len(text) and not text[place].isspace():
        if text[place] in _COMMAS:
            place += 1
        elif text[place] in _OPENING:
            value, place = _quoted(text, place)
            values.append(value)
        else:
            value, place = _bare(text, place, _COMMAS)
            values.append(value)
    return [value for value in values if value.strip()], place


def _bare(text: str, place: int, ends: str) -> tuple[str, int]:
    end = place
    while end < len(text) and not text[end].isspace() and text[end] not in ends:
        end += 1
    return text[place:end], end


def _quoted(text: str, place: int) -> tuple[str, int]:
    """Up to the closing mark, or to the end while it is still being typed."""
    closing = '"' if text[place] == '"' else _CLOSING
    signs = []
    place += 1
    while place < len(text):
        if text[place] == "\\" and text[place + 1 : place + 2] in ('"', "\\"):
            signs.append(text[place + 1])
            place += 2
        elif text[place] in closing:
            return "".join(signs), place + 1
        else:
            signs.append(text[place])
            place += 1
    return "".join(signs), place


def _blanks(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _choice(field: Field, values: list[str]) -> Term:
    if field is Field.IS:
        values = [value.lower() for value in values]
        known = {state.value for state in State}
        for value in values:
            if value not in known:
                raise _Refused(
                    Message(
                        "“{value}” is none of: {known}.",
                        {"value": value, "known": ", ".join(State)},
                    )
                )
    return Choice(field, tuple(dict.fromkeys(values)))


def _range(field: Field, values: list[str]) -> Term:
    text = _only(values)
    low, dots, high = text.partition("..")
    if dots:
        least, most = _number(low, field), _number(high, field)
        return Range(field, min(least, most), max(least, most))
    sign, rest = _compared(text)
    number = _number(rest, field)
    match sign:
        case ">" | ">=":
            return Range(field, least=number, is_open=sign == ">")
        case "<" | "<=":
            return Range(field, most=number, is_open=sign == "<")
        case _:
            return Range(field, number, number)


def _number(text: str, field: Field) -> float:
    number = float(text) if _NUMBER.fullmatch(text) else -1.0
    if number and not _LEAST <= number <= _MOST:
        raise _Refused(
            Message(
                "{name}: takes a number such as {name}:3, {name}:>=3 or {name}:2..4.",
                {"name": field},
            )
        )
    return number


def _made(field: Field, values: list[str]) -> Term:  # noqa: ARG001  one of the readers
    text = _only(values).lower()
    if text == "today":
        return Lately(1)
    lately = _DAYS.fullmatch(text)
    if lately:
        return Lately(int(lately[1]))
    low, dots, high = text.partition("..")
    if dots:
        early, late = sorted((_days(low), _days(high)))
        return Days(early[0], max(early[1], late[1]))
    sign, rest = _compared(text)
    first, last = _days(rest)
    match sign:
        case ">" if last < date.max:
            return Days(first=last + timedelta(days=1))
        case ">=" | ">":
            return Days(first=first)
        case "<" if first > date.min:
            return Days(last=first - timedelta(days=1))
        case "<=" | "<":
            return Days(last=last)
        case _:
            return Days(first, last)


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year."""
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in found.groups())
        if month is None:
            return date(year or 0, 1, 1), date(year or 0, 12, 31)
        first = date(year or 0, month, day or 1)
    except ValueError:
        raise _Refused(
            Message(
                "made: takes a date such as made:2026-11, made:>=2026-11-05, made:7d or made:today."
            )
        ) from None
    return first, first if day else last_of_month(first)


def _compared(text: str) -> tuple[str, str]:
    found = _COMPARED.fullmatch(text)
    if found is None:
        return "", text
    sign = found[1] or ""
    return _SAME.get(sign, sign), found[2]


def _only(values: list[str]) -> str:
    if len(values) > 1:
        raise _Refused(Message("This filter takes one value; write a range as 2..4."))
    return values[0]


_READERS: dict[Field, Callable[[Field, list[str]], Term]] = {
    **dict.fromkeys(CHOICES, _choice),
    **dict.fromkeys(NUMBERS, _range),
    Field.MADE: _made,
}
_FIELDS: dict[str, Field] = {
    **{field.value: field for field in Field},
    "rating": Field.STARS,
    "price": Field.COST,
    "resolution": Field.SIZE,
    "duration": Field.LENGTH,
    "date": Field.MADE,
    "collection": Field.COLLECTION,
}
