from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Words,
)
from seedance_desktop.core.query_text import parse

letters = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
texts = letters.filter(str.strip)
bare = st.from_regex(r"[a-z0-9沙丘é!#][a-z0-9沙丘é\"\\-]{0,8}", fullmatch=True)
signs = st.booleans()
numbers = st.integers(0, 10**14).map(float) | st.floats(1e-8, 1e14)
ranges = st.tuples(numbers, numbers).map(sorted)
day_pairs = st.tuples(st.dates(), st.dates()).map(sorted)
values = st.lists(texts, min_size=1, max_size=3, unique=True).map(tuple)
terms = st.one_of(
    st.builds(Words, bare, is_negated=signs),
    st.builds(Words, texts, is_phrase=st.just(value=True), is_negated=signs),
    st.builds(Choice, st.sampled_from(sorted(CHOICES - {Field.IS})), values, signs),
    st.builds(Choice, st.just(Field.IS), st.sampled_from(State).map(lambda s: (s.value,)), signs),
    st.builds(lambda field, ends: Range(field, *ends), st.sampled_from(sorted(NUMBERS)), ranges),
    st.builds(Range, st.sampled_from(sorted(NUMBERS)), numbers, is_open=signs, is_negated=signs),
    st.builds(lambda field, most: Range(field, most=most), st.just(Field.COST), numbers),
    st.builds(lambda ends: Days(*ends), day_pairs),
    st.builds(Days, st.dates(), is_negated=signs),
    st.builds(lambda last: Days(last=last), st.dates()),
    st.builds(Lately, st.integers(1, 99_999), signs),
)
queries = st.lists(terms, max_size=5).map(lambda found: Query(tuple(found)))


@given(queries)
def test_what_is_written_is_read_back_as_it_was(query: Query) -> None:
    parsed = parse(str(query))

    assert parsed.query == query
    assert parsed.hints == ()


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(
            [
                "-",
                '"',
                "tag:",
                "stars",
                ":",
                ">=",
                "3",
                " ",
                "made:",
                "2026-1",
                "..",
                ",",
                "沙",
                "“",
                "\\",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_anything_typed_is_understood_the_same_once_it_is_written_out(text: str) -> None:
    parsed = parse(text)

    assert parse(str(parsed.query)).query == parsed.query
    ends = [(piece.start, piece.end) for piece in parsed.pieces]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in ends)


def test_every_filter_of_the_manual_is_understood() -> None:
    text = "model:2.0 ratio:9:16 stars:>=3 tag:night seed:16108 made:2026-11 cost:>0.5 is:favourite"

    parsed = parse(f'{text} -tag:x "phrase" 沙丘')

    assert parsed.hints == ()
    assert parsed.query.terms == (
        Choice(Field.MODEL, ("2.0",)),
        Choice(Field.RATIO, ("9:16",)),
        Range(Field.STARS, least=3),
        Choice(Field.TAG, ("night",)),
        Range(Field.SEED, 16108, 16108),
        Days(date(2026, 11, 1), date(2026, 11, 30)),
        Range(Field.COST, least=0.5, is_open=True),
        Choice(Field.IS, ("favourite",)),
        Choice(Field.TAG, ("x",), is_negated=True),
        Words("phrase", is_phrase=True),
        Words("沙丘"),
    )


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("made:2024-02", Days(date(2024, 2, 1), date(2024, 2, 29))),
        ("made:2026", Days(date(2026, 1, 1), date(2026, 12, 31))),
        ("made:>2026-11", Days(first=date(2026, 12, 1))),
        ("made:<2026-11-05", Days(last=date(2026, 11, 4))),
        ("made:2026-11..2026-10", Days(date(2026, 10, 1), date(2026, 11, 30))),
        ("made:today", Lately(1)),
        ("made:7d", Lately(7)),
        ("made:9999-12", Days(date(9999, 12, 1), date(9999, 12, 31))),
    ],
)
def test_days_months_years_and_the_last_days_can_be_asked_for(
    text: str, days: Days | Lately
) -> None:
    assert parse(text).query.terms == (days,)


@pytest.mark.parametrize(
    ("text", "hinted"),
    [
        ("sea stars:many blue", "stars:many"),
        ("made:2026-13", "made:2026-13"),
        ("made:2026-02-30 x", "made:2026-02-30"),
        ("is:nice", "is:nice"),
        ("x tag:", "tag:"),
        ("seed:1,2", "seed:1,2"),
        ("colour:red", "colour:red"),
        ("cost:nan", "cost:nan"),
    ],
)
def test_a_filter_that_is_not_understood_gets_a_hint_at_its_place(text: str, hinted: str) -> None:
    (hint,) = parse(text).hints

    assert text[hint.start : hint.end] == hinted
    assert str(hint.message)


def test_what_is_around_a_mistake_still_counts() -> None:
    assert parse("sea stars:many blue").query.terms == (Words("sea"), Words("blue"))


def test_an_unknown_filter_is_looked_for_as_it_stands() -> None:
    assert parse("colour:red").query.terms == (Words("colour:red"),)
    assert parse("https://example.org 12:30").hints == ()


def test_a_phrase_that_is_still_being_typed_counts_already() -> None:
    assert parse('"slow pan').query.terms == (Words("slow pan", is_phrase=True),)


def test_signs_of_a_chinese_keyboard_do() -> None:
    parsed = parse("tag：夜景，沙丘 “慢慢 走”")

    assert parsed.query.terms == (
        Choice(Field.TAG, ("夜景", "沙丘")),
        Words("慢慢 走", is_phrase=True),
    )


def test_a_click_on_a_facet_adds_a_value_and_a_second_one_takes_it_away() -> None:
    query = parse("sea tag:a -tag:c").query

    both = query.toggled(Field.TAG, "b")
    back = both.toggled(Field.TAG, "b").toggled(Field.TAG, "a")

    assert str(both) == "sea -tag:c tag:a,b"
    assert str(back) == "sea -tag:c"
