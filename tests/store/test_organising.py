from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedance_desktop.core import changes
from seedance_desktop.core.changes import (
    Change,
    Favour,
    Label,
    Make,
    Note,
    Put,
    Rate,
    Remove,
    Rename,
    Several,
    entries_of,
)
from seedance_desktop.core.found import Order
from seedance_desktop.core.query import Query
from seedance_desktop.store.database import Database
from seedance_desktop.store.organising import Organising
from tests.store.shelf import Shelf, clip

COUNT = 4


@pytest.fixture
def shelf(database: Database) -> Iterator[Shelf]:
    shelf = Shelf(database)
    shelf.put(*(clip(number) for number in range(COUNT)))
    yield shelf
    shelf.close()


def numbers_of(shelf: Shelf) -> list[int]:
    return list(shelf.search.numbers(Query(), Order(is_descending=False)).all)


def state_of(shelf: Shelf) -> object:
    """All that users have said, and what is found by it."""
    entries = shelf.search.entries(numbers_of(shelf))
    notes = shelf.database.rows("SELECT rowid, notes FROM words ORDER BY rowid")
    return (
        [entry.organised for entry in entries],
        shelf.search.names(),
        [tuple(row) for row in notes],
    )


places = st.lists(st.integers(0, COUNT - 1), max_size=COUNT, unique=True)
names = st.sampled_from(["Night", "night", "rain", "neon rain", "夜"])
labels = st.sampled_from(Label)


def drawn(numbers: list[int]) -> st.SearchStrategy[Change]:
    some = places.map(lambda found: tuple(numbers[place] for place in found))
    groups = st.lists(st.tuples(names, some), max_size=2).map(tuple)
    plain: st.SearchStrategy[Change] = st.one_of(
        st.builds(Rate, st.lists(st.tuples(st.integers(0, 5), some), max_size=2).map(tuple)),
        st.builds(Favour, some, some),
        st.builds(
            Note,
            st.lists(
                st.tuples(st.sampled_from(numbers), st.sampled_from(["", "海 good", "bad"])),
                max_size=2,
            ).map(tuple),
        ),
        st.builds(Put, labels, groups, groups),
        st.builds(Rename, labels, names, names),
        st.builds(Make, labels, names),
        st.builds(Remove, labels, names),
    )
    return plain | st.lists(plain, max_size=3).map(lambda found: Several(tuple(found)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_doing_and_undoing_leaves_everything_as_it_was(shelf: Shelf, data: st.DataObject) -> None:
    organising = Organising(shelf.database)
    change = data.draw(drawn(numbers_of(shelf)))
    before = state_of(shelf)

    undoing = organising.apply(change)
    after = state_of(shelf)
    redoing = organising.apply(undoing)
    undone = state_of(shelf)
    organising.apply(redoing)

    assert undone == before
    assert state_of(shelf) == after


def test_a_selection_is_rated_at_once_and_each_gets_its_own_stars_back(shelf: Shelf) -> None:
    organising = Organising(shelf.database)
    one, two, *rest = numbers_of(shelf)
    organising.apply(changes.rate(2, (one, two)))

    undoing = organising.apply(changes.rate(5, (one, two, *rest)))

    assert shelf.found("stars:5") == [3, 2, 1, 0]
    organising.apply(undoing)
    assert shelf.found("stars:2") == [1, 0]
    assert shelf.found("stars:0") == [3, 2]


def test_a_tag_that_is_renamed_to_another_one_becomes_that_one(shelf: Shelf) -> None:
    organising = Organising(shelf.database)
    one, two, three, _ = numbers_of(shelf)
    organising.apply(Put(Label.TAG, under=(("nite", (one, two)), ("Night", (two, three)))))

    undoing = organising.apply(Rename(Label.TAG, "nite", "night"))

    assert shelf.found("tag:Night") == [2, 1, 0]
    assert shelf.search.names()[0] == ("Night",)
    organising.apply(undoing)
    assert shelf.found("tag:nite") == [1, 0]
    assert shelf.found("tag:night") == [2, 1]


def test_a_tag_lives_as_long_as_something_has_it_a_collection_until_it_is_removed(
    shelf: Shelf,
) -> None:
    organising = Organising(shelf.database)
    one = numbers_of(shelf)[0]
    for label in Label:
        organising.apply(Put(label, under=(("Trailer", (one,)),)))
        organising.apply(Put(label, away=(("trailer", (one,)),)))

    assert shelf.search.names() == ((), ("Trailer",))
    organising.apply(Remove(Label.COLLECTION, "TRAILER"))
    assert shelf.search.names() == ((), ())


def test_notes_are_found_as_soon_as_they_are_written(shelf: Shelf) -> None:
    organising = Organising(shelf.database)
    one = numbers_of(shelf)[0]

    undoing = organising.apply(Note(((one, "给客户看"),)))

    assert shelf.found("客户") == [0]
    organising.apply(undoing)
    assert shelf.found("客户") == []


def test_a_change_knows_its_entries() -> None:
    change = Several((changes.rate(3, (1, 2)), Put(Label.TAG, (("a", (2, 3)),), (("b", (4,)),))))

    assert entries_of(change) == (1, 2, 3, 4)
    assert entries_of(Several((Favour((5,), (6,)), Note(((7, "x"),)), Make(Label.TAG, "y")))) == (
        5,
        6,
        7,
    )
