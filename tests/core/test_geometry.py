"""Crops stay inside the picture, have the output's shape, and follow the hand."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from seedance_desktop.core.geometry import (
    CENTRED,
    Box,
    Framing,
    Size,
    crop_box,
    enlargement,
    nearest_ratio,
    ratio_shape,
    settled,
)
from seedance_desktop.core.gestures import panned, zoomed_about

RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9")

sizes = st.builds(Size, st.integers(1, 10_000), st.integers(1, 10_000))
framings = st.builds(
    Framing,
    x=st.floats(-1, 2),
    y=st.floats(-1, 2),
    zoom=st.floats(1, Framing.MAX_ZOOM),
)
wild_framings = st.builds(Framing, x=st.floats(-9, 9), y=st.floats(-9, 9), zoom=st.floats(0.01, 99))
shares = st.tuples(st.floats(0, 1), st.floats(0, 1))


def is_close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)


@given(sizes, sizes, framings)
def test_a_crop_never_leaves_the_picture(source: Size, output: Size, framing: Framing) -> None:
    box = crop_box(source, output, framing)

    assert box.x >= 0
    assert box.y >= 0
    assert box.x + box.width <= source.width * (1 + 1e-9)
    assert box.y + box.height <= source.height * (1 + 1e-9)


@given(sizes, sizes, framings)
def test_a_crop_has_exactly_the_shape_of_the_output(
    source: Size, output: Size, framing: Framing
) -> None:
    box = crop_box(source, output, framing)

    assert is_close(box.width / box.height, output.shape)


@given(sizes, sizes)
def test_a_crop_that_nobody_has_moved_is_the_services_own(source: Size, output: Size) -> None:
    # The rule as the service states it, with A:B for the output's ratio (api.md 5.5).
    a, b = output.width, output.height
    w, h = source.width, source.height
    if w * b < a * h:
        crop_height = w * b / a
        expected = Box(0, (h - crop_height) / 2, w, crop_height)
    else:
        crop_width = h * a / b
        expected = Box((w - crop_width) / 2, 0, crop_width, h)

    box = crop_box(source, output)

    assert is_close(box.x, expected.x)
    assert is_close(box.y, expected.y)
    assert is_close(box.width, expected.width)
    assert is_close(box.height, expected.height)


def test_a_picture_of_the_outputs_shape_is_not_cropped() -> None:
    assert crop_box(Size(3200, 1800), Size(1280, 720)) == Box(0, 0, 3200, 1800)


@given(sizes, sizes, wild_framings)
def test_settling_twice_is_settling_once(source: Size, output: Size, framing: Framing) -> None:
    once = settled(framing, source, output)

    twice = settled(once, source, output)

    assert is_close(once.x, twice.x)
    assert is_close(once.y, twice.y)
    assert once.zoom == twice.zoom


@given(sizes, sizes, wild_framings)
def test_settling_brings_the_zoom_into_its_range(
    source: Size, output: Size, framing: Framing
) -> None:
    assert 1 <= settled(framing, source, output).zoom <= Framing.MAX_ZOOM


@given(sizes, sizes, framings)
def test_settling_does_not_change_what_is_seen(
    source: Size, output: Size, framing: Framing
) -> None:
    before = crop_box(source, output, framing)

    after = crop_box(source, output, settled(framing, source, output))

    assert abs(before.x - after.x) < 1e-6 * source.width
    assert abs(before.y - after.y) < 1e-6 * source.height
    assert before.width == after.width


@given(sizes, sizes, framings, st.floats(1, 10), shares)
def test_zooming_in_keeps_the_point_under_the_pointer(
    source: Size, output: Size, framing: Framing, factor: float, share: tuple[float, float]
) -> None:
    start = settled(framing, source, output)
    before = crop_box(source, output, start)
    point = (before.x + share[0] * before.width, before.y + share[1] * before.height)

    after = crop_box(source, output, zoomed_about(start, source, output, factor, point))

    assert abs((point[0] - after.x) / after.width - share[0]) < 1e-5
    assert abs((point[1] - after.y) / after.height - share[1]) < 1e-5


@given(sizes, sizes, framings, st.floats(0.01, 1), shares)
def test_zooming_out_stops_at_the_whole_picture(
    source: Size, output: Size, framing: Framing, factor: float, share: tuple[float, float]
) -> None:
    point = (share[0] * source.width, share[1] * source.height)

    after = zoomed_about(settled(framing, source, output), source, output, factor, point)

    assert after.zoom >= 1
    assert after == settled(after, source, output) or is_close(
        after.x, settled(after, source, output).x
    )


def test_panning_moves_the_crop_by_source_pixels() -> None:
    source, output = Size(4000, 1000), Size(1000, 1000)

    moved = crop_box(source, output, panned(CENTRED, source, output, (250, 0)))

    assert moved == Box(1750, 0, 1000, 1000)


def test_panning_stops_at_the_edge_and_comes_straight_back() -> None:
    source, output = Size(4000, 1000), Size(1000, 1000)
    at_edge = panned(CENTRED, source, output, (1e9, 0))

    back = crop_box(source, output, panned(at_edge, source, output, (-10, 0)))

    assert back.x == pytest.approx(2990)


def test_enlargement_says_how_many_pixels_are_made_of_one() -> None:
    assert enlargement(Size(640, 360), Size(1280, 720)) == 2
    assert enlargement(Size(1280, 720), Size(1280, 720), Framing(zoom=4)) == 4
    assert enlargement(Size(2560, 1440), Size(1280, 720)) == 0.5


@pytest.mark.parametrize("ratio", RATIOS)
def test_a_picture_of_a_listed_shape_gets_that_ratio(ratio: str) -> None:
    assert nearest_ratio(ratio_shape(ratio), RATIOS) == ratio


@given(st.floats(0.05, 20))
def test_the_nearest_ratio_of_a_turned_picture_is_turned(shape: float) -> None:
    turning = ("16:9", "4:3", "1:1", "3:4", "9:16")
    nearest = nearest_ratio(shape, turning)
    others = [abs(math.log(shape / ratio_shape(ratio))) for ratio in turning if ratio != nearest]
    assume(min(others) - abs(math.log(shape / ratio_shape(nearest))) > 1e-9)

    turned = nearest_ratio(1 / shape, turning)

    assert turned == ":".join(reversed(nearest.split(":")))


@pytest.mark.parametrize("text", ["adaptive", "", "16", "16:9:4", "a:b"])
def test_a_text_that_is_no_ratio_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        ratio_shape(text)


def test_a_size_is_written_as_people_write_it() -> None:
    assert str(Size(1280, 720)) == "1280 × 720"


def test_the_largest_zoom_is_no_field_of_a_framing() -> None:
    assert replace(CENTRED, zoom=2.0) == Framing(0.5, 0.5, 2.0)
