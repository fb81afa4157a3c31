"""Changes to what users say of their videos, as values. Applying one gives the one that undoes it.

Entries are named by their numbers. What is already as asked for is no part of the opposite, so that
doing and undoing leaves everything as it was.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from seedance_desktop.core.entry import Organised
from seedance_desktop.core.search_text import folded


class Label(StrEnum):
    """What an entry can be put under by name."""

    TAG = "tag"
    """There as long as something has it."""
    COLLECTION = "collection"
    """There until it is removed, also with nothing in it."""


Numbers = tuple[int, ...]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Rate:
    """Give stars, 0 to 5: one for each group of entries."""

    stars: tuple[tuple[int, Numbers], ...]


@dataclass(frozen=True, slots=True)
class Favour:
    """Make some favourites, and others not."""

    on: Numbers = ()
    off: Numbers = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Write notes."""

    notes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Put:
    """Put entries under names and take others away from names. What does not exist is made."""

    label: Label
    under: tuple[tuple[str, Numbers], ...] = ()
    away: tuple[tuple[str, Numbers], ...] = ()


@dataclass(frozen=True, slots=True)
class Rename:
    """Give another name; where that exists already, both become one."""

    label: Label
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Make:
    """Make a name that nothing is under yet. Only a collection stays so."""

    label: Label
    name: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a name; the entries stay."""

    label: Label
    name: str


@dataclass(frozen=True, slots=True)
class Several:
    """One after the other, all or none."""

    changes: "tuple[Change, ...]"


Change = Rate | Favour | Note | Put | Rename | Make | Remove | Several


def rate(stars: int, numbers: Numbers) -> Rate:
    """The same stars for all."""
    return Rate(((stars, numbers),))


def becoming(entries: Iterable[tuple[int, Organised, Organised]]) -> Several:
    """What makes entries what is to be said of them: each with what is said now, and what shall be.

    One change of a kind for all of them, so that many are no slower than one.
    """
    stars, on, off = _Groups[int](), list[int](), list[int]()
    notes = list[tuple[int, str]]()
    labels = {label: (_Groups[str](), _Groups[str]()) for label in Label}
    for number, now, wanted in entries:
        if wanted.rating != now.rating:
            stars[wanted.rating].append(number)
        if wanted.is_favourite != now.is_favourite:
            (on if wanted.is_favourite else off).append(number)
        if wanted.notes != now.notes:
            notes.append((number, wanted.notes))
        for label, (under, away) in labels.items():
            _tell_apart(names_of(now, label), names_of(wanted, label), (under, away), number)
    puts = (Put(label, _fixed(under), _fixed(away)) for label, (under, away) in labels.items())
    return Several((Rate(_fixed(stars)), Favour(tuple(on), tuple(off)), Note(tuple(notes)), *puts))


def names_of(organised: Organised, label: Label) -> tuple[str, ...]:
    """The tags or the collections."""
    return organised.tags if label is Label.TAG else organised.collections


def entries_of(change: Change) -> Numbers:
    """The entries that a change names; none where it is about a name as such."""
    match change:
        case Rate(stars=groups) | Put(under=groups, away=()):
            found = [number for _, numbers in groups for number in numbers]
        case Put(under=under, away=away):
            found = [number for _, numbers in (*under, *away) for number in numbers]
        case Favour(on=on, off=off):
            found = [*on, *off]
        case Note(notes=notes):
            found = [number for number, _ in notes]
        case Several(changes=changes):
            found = [number for each in changes for number in entries_of(each)]
        case _:
            found = []
    return tuple(dict.fromkeys(found))


def _tell_apart(
    before: Iterable[str],
    after: Iterable[str],
    groups: "tuple[_Groups[str], _Groups[str]]",
    number: int,
) -> None:
    """Names that differ by case alone are the same."""
    under, away = groups
    old, new = ({folded(name): name for name in names} for names in (before, after))
    for same, name in new.items():
        if same not in old:
            under[name].append(number)
    for same, name in old.items():
        if same not in new:
            away[name].append(number)


class _Groups(defaultdict[K, list[int]]):
    """Entries by what is said of them."""

    def __init__(self) -> None:
        super().__init__(list)


def _fixed(groups: "_Groups[K]") -> tuple[tuple[K, Numbers], ...]:
    return tuple((key, tuple(numbers)) for key, numbers in groups.items())
