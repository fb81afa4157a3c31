import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.ui.library.grid_layout import GridLayout, Section


def sections(counts: list[int]) -> list[Section]:
    starts = [sum(counts[:place]) for place in range(len(counts))]
    return [
        Section(f"Day {place}".upper, start, count)
        for place, (start, count) in enumerate(zip(starts, counts, strict=True))
    ]


counts = st.lists(st.integers(1, 20), min_size=1, max_size=8)
widths = st.integers(100, 2000)


@given(counts, widths, st.integers(120, 460))
def test_every_cell_is_found_under_its_middle_and_under_its_section(
    counts: list[int], width: int, least: int
) -> None:
    layout = GridLayout(sections(counts), width, least)

    areas = [layout.cell(row) for row in range(sum(counts))]

    assert layout.row_count == len(areas)
    for row, area in enumerate(areas):
        x, y = area.left + area.width // 2, area.top + area.height // 2
        assert layout.row_at(x, y) == row
        assert row in layout.rows_between(y, y)
        assert area.left + area.width <= max(width, least + 24)
        assert area.bottom <= layout.height
    tops = [area.top for area in areas]
    assert tops == sorted(tops)
    for place, section in enumerate(layout.sections):
        header = layout.header(place)
        assert header.bottom == areas[section.start].top
        assert layout.row_at(header.left + 1, header.top + 1) == -1


@given(counts, widths)
def test_down_and_up_again_stay_in_the_column_and_never_leave_the_rows(
    counts: list[int], width: int
) -> None:
    layout = GridLayout(sections(counts), width, 190)

    for row in range(layout.row_count):
        below, above = layout.down(row), layout.up(row)
        assert 0 <= above <= row <= below < layout.row_count
        assert layout.cell(below).left <= layout.cell(row).left
        assert layout.cell(above).left <= layout.cell(row).left


@pytest.mark.parametrize("width", [1000, 4000])
def test_a_hundred_thousand_cells_cost_what_their_sections_cost(width: int) -> None:
    layout = GridLayout([Section(None, 0, 100_000)], width, 190)

    last = layout.cell(99_999)

    assert layout.row_at(last.left + 5, last.top + 5) == 99_999
    assert layout.height > 500_000
    assert len(layout.rows_between(last.top, last.top + 700)) <= layout.columns * 2


def test_nothing_has_no_cells() -> None:
    layout = GridLayout((), 1000, 190)

    assert layout.row_count == 0
    assert layout.row_at(50, 50) == -1
    assert layout.rows_between(0, 500) == range(0)
    assert layout.headers_between(0, 500) == range(0)
