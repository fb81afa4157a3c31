"""What a hand does to a framing: seen where it was done, undone by doing the reverse."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.geometry import (
    CENTRED,
    Bars,
    Box,
    Framing,
    Size,
    covers,
    crop_box,
    enlargement,
    laid_size,
    output_to_source,
    settled,
)
from seedance_desktop.core.gestures import (
    mirrored,
    nudged,
    on_background,
    panned,
    reset,
    straightened,
    turned,
    with_bars,
    zoomed_about,
)

sizes = st.builds(Size, st.integers(64, 9000), st.integers(64, 9000))
outputs = st.builds(Size, st.integers(300, 4400), st.integers(300, 4400))
framings = st.builds(
    Framing,
    x=st.floats(-0.5, 1.5),
    y=st.floats(-0.5, 1.5),
    zoom=st.floats(1, Framing.MAX_ZOOM),
    quarter_turns=st.integers(-5, 5),
    mirrored=st.booleans(),
    straighten=st.floats(-15, 15),
    bars=st.sampled_from(Bars),
    background=st.sampled_from(["#ffffff", "#204060"]),
)
cropped = framings.map(lambda framing: with_bars(framing, Bars.NONE))
shares = st.tuples(st.floats(0, 1), st.floats(0, 1))


def corners(output: Size) -> list[tuple[float, float]]:
    return [(x, y) for x in (0, output.width) for y in (0, output.height)]


@given(framings)
def test_four_turns_are_nothing(framing: Framing) -> None:
    once = turned(framing, 0)  # with its turns counted from 0 to 3

    assert turned(turned(turned(turned(once)))) == once
    assert turned(turned(once, -1)) == once
    assert turned(once, 4) == once


@given(framings)
def test_mirroring_twice_is_nothing(framing: Framing) -> None:
    once = turned(framing, 0)

    assert mirrored(mirrored(once)) == once


@given(sizes, outputs, framings, shares)
def test_a_mirrored_picture_is_seen_the_other_way_round(
    source: Size, output: Size, framing: Framing, share: tuple[float, float]
) -> None:
    point = (share[0] * output.width, share[1] * output.height)
    opposite = (output.width - point[0], point[1])

    before = output_to_source(source, output, framing).at(point)
    after = output_to_source(source, output, mirrored(framing)).at(opposite)

    assert after == pytest.approx(before, abs=1e-5 * max(source.width, source.height))


@given(sizes, st.integers(300, 4400), framings, shares)
def test_a_turned_picture_is_seen_turned_clockwise(
    source: Size, side: int, framing: Framing, share: tuple[float, float]
) -> None:
    square = Size(side, side)
    point = (share[0] * side, share[1] * side)
    clockwise = (side - point[1], point[0])

    before = output_to_source(source, square, framing).at(point)
    after = output_to_source(source, square, turned(framing)).at(clockwise)

    assert after == pytest.approx(before, abs=1e-5 * max(source.width, source.height))


def test_a_straightened_picture_is_turned_clockwise_a_little() -> None:
    source = output = Size(1000, 1000)

    right_of_middle = output_to_source(source, output, straightened(CENTRED, 10)).at((1000, 500))

    assert right_of_middle[1] < 500  # what is seen there was higher up


@given(framings, st.floats(-400, 400))
def test_straightening_stops_at_fifteen_degrees(framing: Framing, degrees: float) -> None:
    angle = straightened(framing, degrees).straighten

    assert angle == max(-15.0, min(15.0, degrees))


@given(sizes, outputs, cropped)
def test_a_filled_frame_never_looks_past_the_pictures_edge(
    source: Size, output: Size, framing: Framing
) -> None:
    way = output_to_source(source, output, framing)

    assert covers(source, output, framing)
    for x, y in map(way.at, corners(output)):
        assert -1e-6 * source.width <= x <= source.width * (1 + 1e-6)
        assert -1e-6 * source.height <= y <= source.height * (1 + 1e-6)


@given(sizes, outputs, framings)
def test_the_crop_box_holds_all_that_the_frame_shows_and_no_more(
    source: Size, output: Size, framing: Framing
) -> None:
    way = output_to_source(source, output, framing)
    xs, ys = zip(*map(way.at, corners(output)), strict=True)

    box = crop_box(source, output, framing)

    slack = 1e-6 * max(source.width, source.height) * max(1, 1 / output.shape, output.shape)
    assert min(xs) == pytest.approx(box.x, abs=slack)
    assert min(ys) == pytest.approx(box.y, abs=slack)
    assert max(xs) == pytest.approx(box.x + box.width, abs=slack)
    assert max(ys) == pytest.approx(box.y + box.height, abs=slack)


@given(sizes, outputs, framings)
def test_pixels_stay_square_whatever_is_done(source: Size, output: Size, framing: Framing) -> None:
    way = output_to_source(source, output, framing)

    across, down = way.step((1, 0)), way.step((0, 1))

    length = (across[0] ** 2 + across[1] ** 2) ** 0.5
    assert (down[0] ** 2 + down[1] ** 2) ** 0.5 == pytest.approx(length)
    assert across[0] * down[0] + across[1] * down[1] == pytest.approx(0, abs=1e-9 * length)
    assert enlargement(source, output, framing) == pytest.approx(1 / length)


@given(sizes, outputs, framings, st.sampled_from([b for b in Bars if b is not Bars.NONE]))
def test_fitted_with_bars_the_whole_picture_is_seen(
    source: Size, output: Size, framing: Framing, bars: Bars
) -> None:
    fitted = with_bars(with_bars(framing, Bars.NONE), bars)

    back = output_to_source(source, output, fitted).inverse()

    for x, y in map(back.at, corners(source)):
        assert -1e-5 * output.width <= x <= output.width * (1 + 1e-5)
        assert -1e-5 * output.height <= y <= output.height * (1 + 1e-5)


@given(sizes, outputs, framings)
def test_cropping_after_fitting_is_as_if_nothing_had_been_fitted(
    source: Size, output: Size, framing: Framing
) -> None:
    start = with_bars(with_bars(framing, Bars.EDGE), Bars.NONE)

    again = with_bars(with_bars(start, Bars.BLURRED), Bars.NONE)

    assert again == start
    box, angled = crop_box(source, output, again), again.straighten
    laid = output if again.quarter_turns % 2 == 0 else Size(output.height, output.width)
    if not angled:
        assert box.width / box.height == pytest.approx(laid.shape)


@given(sizes, outputs, framings, st.floats(0.1, 10), shares)
def test_the_point_under_the_pointer_stays_there_unless_an_edge_is_reached(
    source: Size, output: Size, framing: Framing, factor: float, share: tuple[float, float]
) -> None:
    seen = (share[0] * output.width, share[1] * output.height)
    point = output_to_source(source, output, framing).at(seen)

    after = zoomed_about(framing, source, output, factor, point)

    where = output_to_source(source, output, after).inverse().at(point)
    is_stopped = factor < 1 or framing.bars is not Bars.NONE
    if not is_stopped:
        assert where == pytest.approx(seen, abs=1e-3 * max(output.width, output.height))
    assert after == settled(after, source, output) or is_stopped or after.zoom >= 1


@given(sizes, outputs, cropped, st.sampled_from([(1, 0), (0, 1), (-10, 0), (0, -10)]))
def test_a_nudge_moves_what_is_seen_by_output_pixels(
    source: Size, output: Size, framing: Framing, by: tuple[int, int]
) -> None:
    inside = replace(framing, x=0.5, y=0.5, zoom=8.0)  # far from every edge
    point = (source.width / 2, source.height / 2)
    before = output_to_source(source, output, inside).inverse().at(point)

    after = output_to_source(source, output, nudged(inside, source, output, by)).inverse()

    assert after.at(point) == pytest.approx((before[0] - by[0], before[1] - by[1]), abs=1e-3)


def test_a_pan_is_in_source_pixels_whichever_way_the_picture_lies() -> None:
    source, output = Size(4000, 1000), Size(1000, 1000)

    moved = panned(turned(mirrored(CENTRED)), source, output, (250, 0))

    assert crop_box(source, output, moved) == Box(1750, 0, 1000, 1000)


def test_a_fitted_picture_can_be_moved_from_bar_to_bar() -> None:
    source, output = Size(1000, 1000), Size(2000, 1000)
    fitted = with_bars(CENTRED, Bars.COLOUR)

    left = panned(fitted, source, output, (1e9, 0))

    assert crop_box(source, output, fitted) == Box(-500, 0, 2000, 1000)
    assert crop_box(source, output, left) == Box(0, 0, 2000, 1000)
    assert not covers(source, output, left)


def test_zoomed_in_far_enough_there_are_no_bars() -> None:
    source, output = Size(1000, 1000), Size(2000, 1000)

    zoomed = zoomed_about(with_bars(CENTRED, Bars.COLOUR), source, output, 2.0, (500, 500))

    assert covers(source, output, zoomed)


def test_a_picture_on_its_side_has_its_sides_exchanged() -> None:
    assert laid_size(Size(30, 20), turned(CENTRED)) == Size(20, 30)
    assert laid_size(Size(30, 20), turned(CENTRED, 2)) == Size(30, 20)


@given(framings)
def test_a_reset_leaves_only_the_background(framing: Framing) -> None:
    assert reset(framing) == on_background(CENTRED, framing.background)


@given(sizes, outputs, framings)
def test_settling_changes_nothing_that_is_seen(
    source: Size, output: Size, framing: Framing
) -> None:
    once = settled(framing, source, output)
    before, after = (output_to_source(source, output, each) for each in (framing, once))

    for corner in corners(output):
        slack = 1e-6 * max(source.width, source.height)
        assert after.at(corner) == pytest.approx(before.at(corner), abs=slack)
