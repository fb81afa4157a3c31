"""The canvas holds a picture as the encoder does: the very same map, only smaller."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.geometry import Bars, Framing, Size, output_to_source
from seedance_desktop.ui.create.frame_view import FrameView

sizes = st.builds(Size, st.integers(64, 6000), st.integers(64, 6000))
framings = st.builds(
    Framing,
    x=st.floats(0, 1),
    y=st.floats(0, 1),
    zoom=st.floats(1, 8),
    quarter_turns=st.integers(0, 3),
    mirrored=st.booleans(),
    straighten=st.floats(-15, 15),
    bars=st.sampled_from(Bars),
)
views = st.builds(FrameView, sizes, sizes, framings, st.integers(120, 1600), st.integers(90, 1200))


@given(views, st.floats(0, 1), st.floats(0, 1))
def test_a_place_in_the_frame_shows_the_pixel_that_is_sent_there(
    view: FrameView, across: float, down: float
) -> None:
    frame = view.frame
    place = frame.x + across * frame.width, frame.y + down * frame.height
    sent = across * view.output.width, down * view.output.height

    found = view.source_at(place)

    expected = output_to_source(view.source, view.output, view.framing).at(sent)
    assert found == pytest.approx(expected, abs=1e-3 * max(view.source.width, view.source.height))


@given(views)
def test_the_frame_is_on_the_canvas_and_has_the_outputs_shape(view: FrameView) -> None:
    frame = view.frame

    assert frame.width / frame.height == pytest.approx(view.output.shape)
    assert min(frame.x, frame.y) >= -0.01
    assert frame.x + frame.width <= view.width + 0.01
    assert frame.y + frame.height <= view.height + 0.01


@given(views, st.floats(0, 1), st.floats(0, 1))
def test_a_picture_that_fills_its_frame_stands_still_while_the_frame_moves(
    view: FrameView, x: float, y: float
) -> None:
    still = FrameView(view.source, view.output, _moved(view.framing, 0.5, 0.5), 400, 300)
    moved = FrameView(view.source, view.output, _moved(view.framing, x, y), 400, 300)

    corner = still.source_to_canvas.at((0.0, 0.0))

    assert moved.source_to_canvas.at((0.0, 0.0)) == pytest.approx(corner, abs=0.01)


def _moved(framing: Framing, x: float, y: float) -> Framing:
    return Framing(x, y, framing.zoom, framing.quarter_turns, framing.mirrored, framing.straighten)
