from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedance_desktop.core.found import Order, Sort
from seedance_desktop.core.query import Choice, Field, Query, Range, State, Term, Words
from seedance_desktop.core.query_text import parse
from seedance_desktop.store.database import Database
from seedance_desktop.store.library_search import LibrarySearch
from tests.store.shelf import NEWEST_FIRST, Shelf, clip


@pytest.fixture
def shelf(database: Database) -> Iterator[Shelf]:
    shelf = Shelf(database)
    yield shelf
    shelf.close()


def test_each_facet_counts_with_the_filters_of_the_others(shelf: Shelf) -> None:
    one, two, three = clip(1, ratio="9:16"), clip(2, ratio="9:16", prompt="sea"), clip(3)
    shelf.put(one, two, three)
    shelf.say(one, rating=4, is_favourite=1)
    shelf.tag(one, "night")
    shelf.tag(two, "night", "rain")
    shelf.tag(three, "rain")
    shelf.tag(three, "Trailer", table="collections")

    plain = shelf.search.facets(Query())
    by_ratio = shelf.search.facets(parse("ratio:9:16").query)
    by_tag = shelf.search.facets(parse("tag:rain ratio:9:16").query)
    by_words = shelf.search.facets(parse("sea").query)

    assert plain.of(Field.RATIO) == {"9:16": 2, "16:9": 1}
    assert plain.of(Field.TAG) == {"night": 2, "rain": 2}
    assert plain.of(Field.COLLECTION) == {"Trailer": 1}
    assert plain.of(Field.IS) == {State.UNRATED: 2, State.RATED: 1, State.FAVOURITE: 1}
    assert by_ratio.of(Field.RATIO) == {"9:16": 2, "16:9": 1}
    assert by_ratio.of(Field.TAG) == {"night": 2, "rain": 1}
    assert by_tag.of(Field.TAG) == {"night": 2, "rain": 1}
    assert by_tag.of(Field.RATIO) == {"9:16": 1, "16:9": 1}
    assert by_words.of(Field.STARS) == {"0": 1}


def test_counts_and_names_are_those_of_the_latest_write(shelf: Shelf) -> None:
    one, two = clip(1), clip(2, prompt="tag")
    shelf.put(one, two)
    before = shelf.search.facets(Query())
    shelf.tag(one, "tag")
    shelf.say(one, rating=5)

    after = shelf.search.facets(Query())

    assert before.of(Field.TAG) == {}
    assert after.of(Field.TAG) == {"tag": 1}
    assert after.of(Field.STARS) == {"0": 1, "5": 1}
    assert shelf.found("tag") == [2, 1]


@pytest.mark.parametrize("text", ["sea", "tag", "sea tag"])
def test_what_words_found_is_looked_up_anew_after_a_write(shelf: Shelf, text: str) -> None:
    one, two = clip(1, prompt="sea tag"), clip(2, prompt="blue sea")
    shelf.put(one)
    shelf.tag(one, "tagged")
    query = parse(text).query
    before = [shelf.search.facets(query).of(Field.STARS) for _ in range(2)]

    shelf.put(two)
    shelf.tag(two, "tagged")

    assert before == [{"0": 1}, {"0": 1}]
    assert shelf.search.facets(query).of(Field.STARS) == {"0": 2}


conditions: list[Term] = [
    Words("sea"),
    Words("tag"),
    Words("blue", is_negated=True),
    Choice(Field.RATIO, ("9:16",)),
    Choice(Field.RATIO, ("9:16", "1:1"), is_negated=True),
    Choice(Field.TAG, ("tag 1",)),
    Choice(Field.TAG, ("tag 0",), is_negated=True),
    Choice(Field.IS, ("favourite", "untagged")),
    Choice(Field.IS, ("rated",)),
    Range(Field.STARS, least=2),
]
filters = st.lists(st.sampled_from(conditions), max_size=3).map(lambda terms: Query(tuple(terms)))


@pytest.fixture
def many(shelf: Shelf) -> Shelf:
    """Clips that differ in whatever ``filters`` ask for."""
    for number in range(24):
        video = clip(
            number,
            prompt=("sea", "blue sea", "tag")[number % 3],
            ratio=("9:16", "1:1")[number % 2],
        )
        shelf.put(video)
        shelf.say(video, rating=number % 4, is_favourite=number % 5 == 0)
        if number % 3:
            shelf.tag(video, f"tag {number % 2}")
    return shelf


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters)
def test_a_facet_says_how_many_a_click_on_it_finds(many: Shelf, query: Query) -> None:
    found = many.search.facets(query)

    for field in (Field.RATIO, Field.TAG):
        for value, count in found.of(field).items():
            clicked = query.with_chosen(field, [value])
            assert len(many.search.numbers(clicked, NEWEST_FIRST).all) == count


sorts = st.builds(Order, st.sampled_from(Sort), st.booleans())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters, sorts, st.integers(1, 30))
def test_the_first_page_is_how_the_whole_answer_begins(
    many: Shelf, query: Query, order: Order, limit: int
) -> None:
    search = LibrarySearch(many.search._database, near=5)

    first, every = search.find(query, order, limit), search.numbers(query, order)

    assert [entry.number for entry in first.first] == list(every.all[:limit])
    assert first.is_all == (len(every.all) <= limit)
    assert search.find(query, order, -1).is_all
    assert sum(day.count for day in every.days) == (len(every.all) if order.by is Sort.MADE else 0)
