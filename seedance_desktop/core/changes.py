"""Changes to what users say of their videos, as values. Applying one gives the one that undoes it.

Entries are named by their numbers. What is already as asked for is no part of the opposite, so that
doing and undoing leaves everything as it was.
"""

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What an entry can be put under by name."""

    TAG = "tag"
    """There as long as something has it."""
    COLLECTION = "collection"
    """There until it is removed, also with nothing in it."""


Numbers = tuple[int, ...]


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
