"""The few names that many entries share, as a query needs them: looks, tags and collections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from seedance_desktop.core.query import Field
from seedance_desktop.core.search_text import folded, tokens
from seedance_desktop.store.database import Database

LOOKS = (Field.MODEL, Field.SIZE, Field.RATIO, Field.CONNECTION)
"""Fields whose values a look tells."""


@dataclass(frozen=True, slots=True)
class Look:
    """What many entries have in common."""

    number: int
    model: str
    resolution: str
    ratio: str
    connection: str

    def value(self, field: Field) -> str:
        """What it says of a filter's field."""
        match field:
            case Field.MODEL:
                return self.model
            case Field.SIZE:
                return self.resolution
            case Field.RATIO:
                return self.ratio
            case _:
                return self.connection


def is_meant(field: Field, value: str, wanted: Iterable[str]) -> bool:
    """Whether a filter means a look's ``value``: a model by any part of its name."""
    if field is Field.MODEL:
        return any(_follows(_words_of(value), tokens(each)) for each in wanted)
    mine = folded(value)
    return any(folded(each) == mine for each in wanted)


@dataclass(frozen=True, slots=True)
class Names:
    """As they are at one moment."""

    all_looks: tuple[Look, ...]
    tags: dict[str, int]
    """By their folded names."""
    collections: dict[str, int]

    @classmethod
    def read(cls, database: Database) -> Self:
        looks = database.rows("SELECT number, model, resolution, ratio, connection FROM looks")
        tags = database.rows("SELECT folded, number FROM tags")
        collections = database.rows("SELECT folded, number FROM collections")
        return cls(
            tuple(Look(*row) for row in looks),
            {row["folded"]: row["number"] for row in tags},
            {row["folded"]: row["number"] for row in collections},
        )

    def tag(self, folded_name: str) -> int | None:
        return self.tags.get(folded_name)

    def collection(self, folded_name: str) -> int | None:
        return self.collections.get(folded_name)

    def looks(self, field: Field, values: Iterable[str]) -> list[int]:
        """The numbers of the looks that a filter means."""
        wanted = tuple(values)
        return [
            look.number for look in self.all_looks if is_meant(field, look.value(field), wanted)
        ]

    def looks_of_model(self, words: Sequence[str]) -> list[int]:
        """Of the models whose name holds exactly these words, one after the other."""
        models = {look.model for look in self.all_looks}
        meant = {each for each in models if _follows(_words_of(each), words, is_prefix=False)}
        return [look.number for look in self.all_looks if look.model in meant]

    def tags_with(self, words: Sequence[str], *, is_prefix: bool) -> list[int]:
        """Of the tags that hold these words, the last one perhaps only begun."""
        return [
            number
            for name, number in self.tags.items()
            if _follows(_words_of(name), words, is_prefix=is_prefix)
        ]


@lru_cache(4096)
def _words_of(name: str) -> tuple[str, ...]:
    """Names are few and asked for at every key that is pressed."""
    return tuple(tokens(name))


def _follows(words: Sequence[str], wanted: Sequence[str], *, is_prefix: bool = True) -> bool:
    """Whether ``wanted`` stands in ``words``, one after the other."""
    count = len(wanted)
    for start in range(len(words) - count + 1):
        *whole, last = words[start : start + count]
        is_last = last.startswith(wanted[-1]) if is_prefix else last == wanted[-1]
        if is_last and list(whole) == list(wanted[:-1]):
            return True
    return False
