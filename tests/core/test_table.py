"""Facts are read with their types, and a mistake is named with its row and field."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.errors import CatalogueError
from seedance_desktop.core.table import Table, inherited, overlaid

nested = st.recursive(
    st.integers() | st.booleans(),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=4,
)
tables = st.dictionaries(st.sampled_from("abcd"), nested, max_size=4)


@pytest.mark.parametrize(
    ("read", "wrong"),
    [
        (Table.text, 3),
        (Table.text, None),
        (Table.texts, "480p"),
        (Table.texts, []),
        (Table.texts, ["480p", 720]),
        (Table.whole, True),
        (Table.whole, 2.5),
        (Table.whole, "2"),
        (Table.number, -1),
        (Table.number, float("nan")),
        (Table.number, True),
        (Table.flag, 1),
        (Table.day, "2026-11-22"),
        (Table.day, datetime(2026, 11, 22, tzinfo=UTC)),
        (Table.table, [1]),
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused_by_name(
    read: Callable[[Table, str], object], wrong: object
) -> None:
    with pytest.raises(CatalogueError) as refused:
        read(Table("models.model.mine", {"fact": wrong}), "fact")

    assert refused.value.where == "models.model.mine"
    assert refused.value.field == "fact"
    assert "models.model.mine" in str(refused.value)
    assert "fact" in str(refused.value)


@pytest.mark.parametrize("read", [Table.text, Table.texts, Table.whole, Table.number, Table.flag])
def test_a_fact_that_is_missing_is_named(read: Callable[[Table, str], object]) -> None:
    with pytest.raises(CatalogueError, match="missing"):
        read(Table("row", {}), "fact")


def test_a_fact_that_is_left_out_may_have_a_default() -> None:
    row = Table("row", {})

    assert row.text("fact", "usual") == "usual"
    assert row.texts("fact", ("a", "b")) == ("a", "b")
    assert row.whole("fact", 3) == 3
    assert row.flag("fact", default=False) is False
    assert row.day("fact") is None
    assert row.table("fact").facts == {}


def test_false_takes_away_a_table_or_a_day() -> None:
    row = Table("row", {"frames": False, "on": False})

    assert row.table("frames").facts == {}
    assert row.day("on") is None
    assert list(row.tables()) == []


def test_facts_of_the_right_kind_are_read() -> None:
    row = Table("row", {"a": "x", "b": ["x", "y"], "c": 3, "d": 2, "e": date(2026, 11, 22)})

    assert row.text("a") == "x"
    assert row.texts("b") == ("x", "y")
    assert row.whole("c") == 3
    assert row.number("d") == 2.0
    assert row.day("e") == date(2026, 11, 22)


def test_a_misspelt_field_is_refused_rather_than_ignored() -> None:
    with pytest.raises(CatalogueError, match="resolutoins"):
        Table("row", {"resolutoins": ["480p"]}).only("resolutions")


@given(tables)
def test_laying_nothing_over_a_table_changes_nothing(table: dict[str, object]) -> None:
    assert overlaid(table, {}) == table
    assert overlaid({}, table) == table
    assert overlaid(table, table) == table


@given(tables, tables)
def test_what_is_laid_over_wins(below: dict[str, object], above: dict[str, object]) -> None:
    merged = overlaid(below, above)

    for name, fact in above.items():
        if not isinstance(fact, dict):
            assert merged[name] == fact


@given(tables, tables)
def test_laying_over_leaves_both_tables_as_they_were(
    below: dict[str, object], above: dict[str, object]
) -> None:
    copies = repr(below), repr(above)

    overlaid(below, above)

    assert (repr(below), repr(above)) == copies


def test_a_row_takes_what_it_does_not_state_from_the_row_it_is_like() -> None:
    rows = Table(
        "family",
        {
            "old": {"sound": False, "scenes": {"text": {}, "first_last": {}}},
            "middle": {"like": "old", "sound": True},
            "new": {"like": "middle", "scenes": {"first_last": False}},
        },
    )

    row = inherited(rows, "new")

    assert row.facts == {"sound": True, "scenes": {"text": {}, "first_last": False}}


@pytest.mark.parametrize(
    "rows",
    [{}, {"a": {"like": "b"}}, {"a": {"like": "a"}}, {"a": {"like": "b"}, "b": {"like": "a"}}],
)
def test_a_row_that_is_like_none_or_like_itself_is_refused(rows: dict[str, object]) -> None:
    with pytest.raises(CatalogueError, match="no such row"):
        inherited(Table("family", rows), "a")
