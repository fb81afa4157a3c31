"""Maps between pixels: done and undone, one after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.affine import Affine, scaling

points = st.tuples(st.floats(-9000, 9000), st.floats(-9000, 9000))
maps = st.builds(
    Affine,
    xx=st.floats(1, 9),
    xy=st.floats(-0.5, 0.5),
    x0=st.floats(-900, 900),
    yx=st.floats(-0.5, 0.5),
    yy=st.floats(1, 9),
    y0=st.floats(-900, 900),
)


@given(maps, points)
def test_the_way_back_undoes_the_way_there(there: Affine, point: tuple[float, float]) -> None:
    assert there.inverse().at(there.at(point)) == pytest.approx(point, abs=1e-5)


@given(maps, maps, points)
def test_two_maps_in_one_are_one_after_the_other(
    first: Affine, second: Affine, point: tuple[float, float]
) -> None:
    assert first.then(second).at(point) == pytest.approx(second.at(first.at(point)), abs=1e-6)


@given(maps, points, points)
def test_a_step_is_the_same_wherever_it_starts(
    way: Affine, start: tuple[float, float], step: tuple[float, float]
) -> None:
    end = (start[0] + step[0], start[1] + step[1])

    moved = way.step(step)

    expected = tuple(b - a for a, b in zip(way.at(start), way.at(end), strict=True))
    assert moved == pytest.approx(expected, abs=1e-6)


def test_scaling_keeps_the_corner() -> None:
    assert scaling(2, 3).at((0, 0)) == (0, 0)
    assert scaling(2, 3).at((5, 7)) == (10, 21)


def test_a_flat_map_has_no_way_back() -> None:
    with pytest.raises(ZeroDivisionError):
        scaling(1, 0).inverse()
