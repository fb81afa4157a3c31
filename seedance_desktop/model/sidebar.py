"""What stands in the library's sidebar: groups of rows with a count, each one a filter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.found import Facets, Groups
from seedance_desktop.core.query import Field, Query, State
from seedance_desktop.core.words import Message, tr

_MOST = 30
"""Rows of one facet; beyond them the search box is quicker."""
_GROUPS = {
    State.FAVOURITE: Message("Favourites"),
    State.UNRATED: Message("Unrated"),
    State.MISSING: Message("Missing files"),
    State.DAMAGED: Message("Damaged files"),
    State.DUPLICATE: Message("Duplicates"),
}
_ALWAYS = frozenset({State.FAVOURITE, State.UNRATED})
"""The others are shown where there are some."""


class Kind(StrEnum):
    """What a click on a row does."""

    ALL = "all"
    STATE = "state"
    FACET = "facet"
    SAVED = "saved"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class SideRow:
    """One row. ``value`` is what the filter asks for; ``count`` is None where none is told."""

    kind: Kind
    words: str
    value: str
    field: Field | None = None
    count: int | None = None
    is_chosen: bool = False

    def means_as(self, other: "SideRow") -> bool:
        """Whether it is the same row, whatever it says now."""
        return (self.kind, self.field, self.value) == (other.kind, other.field, other.value)


@dataclass(frozen=True, slots=True)
class SideGroup:
    """Rows under a title. ``name`` is for scripts."""

    name: str
    title: str
    rows: tuple[SideRow, ...]


@dataclass(frozen=True, slots=True)
class SideFacts:
    """What the sidebar is made from."""

    groups: Groups
    facets: Facets
    tags: tuple[str, ...]
    collections: tuple[str, ...]
    saved: Mapping[str, str]
    query: Query
    catalogue: Catalogue


def side_groups(facts: SideFacts) -> tuple[SideGroup, ...]:
    """All of it, top to bottom; a group without rows is left out."""
    names = {str(row.id): row.short_name for row in facts.catalogue.rows}
    made = (
        SideGroup("library", tr("Library"), tuple(_library_rows(facts))),
        SideGroup("saved", tr("Saved searches"), tuple(_saved_rows(facts))),
        SideGroup("collections", tr("Collections"), tuple(_collection_rows(facts))),
        SideGroup("tags", tr("Tags"), tuple(_named_rows(facts, Field.TAG, facts.tags))),
        SideGroup("models", tr("Model"), tuple(_facet_rows(facts, Field.MODEL, names))),
        SideGroup("shapes", tr("Shape"), tuple(_facet_rows(facts, Field.RATIO, {}))),
        SideGroup("sizes", tr("Resolution"), tuple(_facet_rows(facts, Field.SIZE, {}))),
    )
    return tuple(group for group in made if group.rows)


def _library_rows(facts: SideFacts) -> Iterable[SideRow]:
    query = facts.query
    yield SideRow(
        Kind.ALL, tr("All videos"), "", count=facts.groups.total, is_chosen=not query.terms
    )
    chosen = query.chosen(Field.IS)
    for state, words in _GROUPS.items():
        count = facts.groups.states.get(state, 0)
        if count or state in _ALWAYS or state in chosen:
            is_chosen = state in chosen
            yield SideRow(Kind.STATE, words.shown(), state, Field.IS, count, is_chosen)


def _saved_rows(facts: SideFacts) -> Iterable[SideRow]:
    now = str(facts.query)
    for name, text in facts.saved.items():
        yield SideRow(Kind.SAVED, name, text, is_chosen=text == now)


def _collection_rows(facts: SideFacts) -> Iterable[SideRow]:
    """The last one makes another, of what is dropped on it or of nothing yet."""
    yield from _named_rows(facts, Field.COLLECTION, facts.collections)
    yield SideRow(Kind.NEW, tr("New collection…"), "", Field.COLLECTION)


def _named_rows(facts: SideFacts, field: Field, names: Iterable[str]) -> Iterable[SideRow]:
    """Also those that nothing is in; the most used come first."""
    counts, chosen = facts.facets.of(field), facts.query.chosen(field)
    rest = [name for name in (*chosen, *names) if name not in counts]
    for name in tuple(dict.fromkeys((*counts, *rest)))[:_MOST]:
        count = counts.get(name, 0)
        yield SideRow(Kind.FACET, name, name, field, count, name in chosen)


def _facet_rows(facts: SideFacts, field: Field, names: Mapping[str, str]) -> Iterable[SideRow]:
    counts, chosen = facts.facets.of(field), facts.query.chosen(field)
    values = [*counts, *(value for value in chosen if value not in counts)]
    for value in values[:_MOST]:
        if value:
            words = names.get(value, value)
            yield SideRow(Kind.FACET, words, value, field, counts.get(value, 0), value in chosen)
