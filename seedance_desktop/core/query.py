"""What the library is asked for: words and filters as frozen values, and how they are written.

``query_text`` reads them; what is written here is read back as the same value.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class Field(StrEnum):
    """What a filter is about, by the word that stands before its colon."""

    MODEL = "model"
    SIZE = "size"
    RATIO = "ratio"
    TAG = "tag"
    COLLECTION = "in"
    CONNECTION = "from"
    IS = "is"
    TAKE = "take"
    STARS = "stars"
    LENGTH = "length"
    COST = "cost"
    SEED = "seed"
    MADE = "made"


CHOICES = frozenset(
    {
        Field.MODEL,
        Field.SIZE,
        Field.RATIO,
        Field.TAG,
        Field.COLLECTION,
        Field.CONNECTION,
        Field.IS,
        Field.TAKE,
    }
)
NUMBERS = frozenset({Field.STARS, Field.LENGTH, Field.COST, Field.SEED})


class State(StrEnum):
    """What ``is:`` takes."""

    FAVOURITE = "favourite"
    RATED = "rated"
    UNRATED = "unrated"
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    NOTED = "noted"
    MISSING = "missing"
    DAMAGED = "damaged"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Words:
    """A word that is looked for by its beginning, or a phrase that stands there as it is."""

    text: str
    is_phrase: bool = False
    is_negated: bool = False

    def __str__(self) -> str:
        return _sign(self.is_negated) + (quoted(self.text) if self.is_phrase else self.text)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of ``values``."""

    field: Field
    values: tuple[str, ...]
    is_negated: bool = False

    def __str__(self) -> str:
        values = ",".join(_value(value) for value in self.values)
        return f"{_sign(self.is_negated)}{self.field}:{values}"


@dataclass(frozen=True, slots=True)
class Range:
    """A number from ``least`` to ``most``, ``None`` for no end; without the end itself if open."""

    field: Field
    least: float | None = None
    most: float | None = None
    is_open: bool = False
    is_negated: bool = False

    def __str__(self) -> str:
        return f"{_sign(self.is_negated)}{self.field}:{self._ends()}"

    def _ends(self) -> str:
        equals = "" if self.is_open else "="
        if self.most is None:
            return f">{equals}{number_text(self.least or 0)}"
        if self.least is None:
            return f"<{equals}{number_text(self.most)}"
        if self.least == self.most:
            return number_text(self.least)
        return f"{number_text(self.least)}..{number_text(self.most)}"


@dataclass(frozen=True, slots=True)
class Days:
    """Made from one day to another, both included; ``None`` for no end."""

    first: date | None = None
    last: date | None = None
    is_negated: bool = False

    def __str__(self) -> str:
        return f"{_sign(self.is_negated)}{Field.MADE}:{self._ends()}"

    def _ends(self) -> str:
        if self.first is None:
            return f"<={self.last}"
        if self.last is None:
            return f">={self.first}"
        if self.first == self.last:
            return str(self.first)
        if self.first == first_of_month(self.first) and self.last == last_of_month(self.first):
            return str(self.first)[:7]
        if (self.first, self.last) == (date(self.first.year, 1, 1), date(self.first.year, 12, 31)):
            return str(self.first)[:4]
        return f"{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class Lately:
    """Made in the last ``days`` days, of which today is one."""

    days: int
    is_negated: bool = False

    def __str__(self) -> str:
        days = "today" if self.days == 1 else f"{self.days}d"
        return f"{_sign(self.is_negated)}{Field.MADE}:{days}"


Term = Words | Choice | Range | Days | Lately


@dataclass(frozen=True, slots=True)
class Query:
    """Videos for which every term holds; all of them where there is none."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(str(term) for term in self.terms)

    def chosen(self, field: Field) -> tuple[str, ...]:
        """The values that are asked for, in order."""
        return tuple(value for term in self._choices(field) for value in term.values)

    def with_chosen(self, field: Field, values: Iterable[str]) -> "Query":
        """One of ``values`` instead of what was chosen; what is excluded stays so."""
        kept = self.without(field).terms
        wanted = tuple(dict.fromkeys(values))
        excluded = tuple(t for t in self.terms if field_of(t) == field and t.is_negated)
        chosen = (Choice(field, wanted),) if wanted else ()
        return Query(kept + excluded + chosen)

    def without(self, field: Field) -> "Query":
        """The same with every filter of one kind taken away."""
        return Query(tuple(term for term in self.terms if field_of(term) != field))

    def toggled(self, field: Field, value: str) -> "Query":
        """As a click on a facet does: the value is added, or taken away where it was chosen."""
        chosen = self.chosen(field)
        left = [each for each in chosen if each != value]
        return self.with_chosen(field, left if value in chosen else [*chosen, value])

    def _choices(self, field: Field) -> list[Choice]:
        return [
            term
            for term in self.terms
            if isinstance(term, Choice) and term.field is field and not term.is_negated
        ]


def field_of(term: Term) -> Field | None:
    """What a filter is about; ``None`` for words."""
    match term:
        case Words():
            return None
        case Days() | Lately():
            return Field.MADE
        case _:
            return term.field


def negated(term: Term) -> Term:
    """The opposite."""
    return replace(term, is_negated=not term.is_negated)


def quoted(text: str) -> str:
    """``text`` between quotation marks, so that anything may stand in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def number_text(number: float) -> str:
    """A number without a needless point."""
    return str(int(number)) if number == int(number) and abs(number) < 2**53 else repr(number)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    following = (
        day.replace(day=28) + timedelta(days=4) if day.year < 9999 or day.month < 12 else None
    )
    return date(9999, 12, 31) if following is None else following.replace(day=1) - timedelta(days=1)


def _value(text: str) -> str:
    is_plain = text and not any(sign.isspace() or sign in '",“”„，' for sign in text)
    return text if is_plain else quoted(text)


def _sign(is_negated: bool) -> str:  # noqa: FBT001  a sign is all it is about
    return "-" if is_negated else ""
