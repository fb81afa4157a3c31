"""What is seen is what is sent: every edit, on the screen and encoded, by the shared map."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from seedance_desktop.core.geometry import (
    CENTRED,
    Bars,
    Framing,
    Size,
    enlargement,
    output_to_source,
)
from seedance_desktop.core.gestures import mirrored, turned, with_bars
from seedance_desktop.core.request import Encoding
from seedance_desktop.media.frame_render import render_frame, sent_facts
from tests.media.edits import EDITS, OUTPUT, SOURCE, draw_source, encoded, on_screen, rmse
from tests.support.pictures import make_noise, make_picture

GOLDEN = Path(__file__).parents[1] / "golden" / "frames"
SCREEN_RMSE = 6.0
"""Levels of 255 that a screen, painted from a preview of 3/4 of the size, may be off."""
GOLDEN_RMSE = 2.0
LEVEL = SOURCE.width / 256
"""Source pixels that one level of colour stands for, where the colour tells the place."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_source(tmp_path_factory.mktemp("edits") / "source.png")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Red grows from left to right, green from top to bottom: the colour tells the place."""
    size = (SOURCE.width, SOURCE.height)
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    path = tmp_path_factory.mktemp("edits") / "places.png"
    Image.merge("RGB", (across, down, Image.new("L", size, 90))).save(path)
    return path


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_looks_as_it_always_did(source: Path, edit: str) -> None:
    image = encoded(source, EDITS[edit])
    if os.environ.get("DRAW_GOLDEN"):  # to draw them anew, and then to look at them
        image.save(GOLDEN / f"{edit}.png", optimize=True)

    golden = Image.open(GOLDEN / f"{edit}.png").convert("RGB")

    assert image.size == golden.size == (OUTPUT.width, OUTPUT.height)
    assert rmse(image, golden) < GOLDEN_RMSE


@pytest.mark.parametrize("edit", EDITS)
def test_the_screen_shows_what_is_sent(source: Path, edit: str) -> None:
    assert rmse(on_screen(source, SOURCE, EDITS[edit]), encoded(source, EDITS[edit])) < SCREEN_RMSE


def test_the_measure_would_see_a_shift_of_two_pixels(source: Path) -> None:
    sent = encoded(source, EDITS["zoomed"])
    shifted = ImageChops.offset(encoded(source, CENTRED), 2, 0)

    assert rmse(shifted, encoded(source, CENTRED)) > SCREEN_RMSE
    assert rmse(sent, encoded(source, CENTRED)) > SCREEN_RMSE


framings = st.builds(
    Framing,
    x=st.floats(0, 1),
    y=st.floats(0, 1),
    zoom=st.floats(1, 4),
    quarter_turns=st.integers(0, 3),
    mirrored=st.booleans(),
    straighten=st.sampled_from([0.0, -15.0, -3.3, 7.0, 15.0]),
    bars=st.sampled_from(Bars),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(framings, st.sampled_from([OUTPUT, Size(480, 300), Size(704, 1248)]))
def test_screen_and_encoder_show_every_place_within_one_pixel(
    places: Path, framing: Framing, output: Size
) -> None:
    way = output_to_source(SOURCE, output, framing)
    pixel = 1 / enlargement(SOURCE, output, framing)  # source pixels in one of the output's
    rim = 12 * pixel

    for image in (encoded(places, framing, output), on_screen(places, SOURCE, framing, output)):
        for share_x in (0.04, 0.5, 0.96):
            for share_y in (0.04, 0.5, 0.96):
                at = int(share_x * output.width), int(share_y * output.height)
                x, y = way.at((at[0] + 0.5, at[1] + 0.5))
                if not (rim < x < SOURCE.width - rim and rim < y < SOURCE.height - rim):
                    continue  # a bar, or a block of JPEG's that holds some of it
                around = image.crop((at[0] - 4, at[1] - 4, at[0] + 5, at[1] + 5))
                red, green, _ = ImageStat.Stat(around).mean  # so that a level's noise is nothing
                assert abs((red + 0.5) * SOURCE.width / 256 - x) < pixel + 1.5 * LEVEL
                assert abs((green + 0.5) * SOURCE.height / 256 - y) < pixel + 1.5 * LEVEL


@pytest.mark.parametrize("edit", ["crop", "zoomed", "straightened", "everything"])
def test_four_turns_and_two_mirrors_send_the_same_bytes(source: Path, edit: str) -> None:
    framing = EDITS[edit]
    sent = render_frame(source, framing, OUTPUT)

    assert render_frame(source, turned(turned(turned(turned(framing)))), OUTPUT) == sent
    assert render_frame(source, mirrored(mirrored(framing)), OUTPUT) == sent


@pytest.mark.parametrize("bars", [bars for bars in Bars if bars is not Bars.NONE])
def test_bars_are_drawn_where_the_picture_ends_and_nowhere_else(source: Path, bars: Bars) -> None:
    framing = with_bars(Framing(background="#00ffff"), bars)

    image = encoded(source, framing)

    whole = encoded(source, with_bars(CENTRED, Bars.EDGE))
    edge = (OUTPUT.height - OUTPUT.width * SOURCE.height / SOURCE.width) / 2
    inside = (0, int(edge) + 2, OUTPUT.width, OUTPUT.height - int(edge) - 2)
    assert rmse(image.crop(inside), whole.crop(inside)) < 3
    above = image.getpixel((60, 10))
    assert (above == (0, 255, 255)) is (bars is Bars.COLOUR)


def test_a_colour_that_is_none_becomes_white(source: Path) -> None:
    image = encoded(source, Framing(bars=Bars.COLOUR, background="sky"))

    assert image.getpixel((10, 10)) == (255, 255, 255)


def test_a_turned_picture_of_the_right_size_is_not_sent_as_it_lies(tmp_path: Path) -> None:
    path = draw_source(tmp_path / "square.png", Size(400, 400))

    sent = render_frame(path, turned(CENTRED), Size(400, 400))

    assert sent.content != path.read_bytes()
    assert rmse(encoded(path, turned(CENTRED), Size(400, 400)), Image.open(path).rotate(-90)) < 3


def test_the_readings_are_those_of_what_is_sent(source: Path) -> None:
    frame = render_frame(source, CENTRED, OUTPUT)

    facts = sent_facts(source, CENTRED, OUTPUT)

    assert facts.kind == frame.mime.removeprefix("image/")
    assert (facts.byte_count, facts.size) == (len(frame.content), OUTPUT)


@pytest.mark.parametrize("encoding", [Encoding.JPEG, Encoding.PNG])
def test_the_format_that_is_asked_for_is_sent(tmp_path: Path, encoding: Encoding) -> None:
    """Whatever would be smaller: a drawing as JPEG, noise as PNG."""
    drawing = make_picture(tmp_path / "drawing.png", (1600, 1200))
    noise = make_noise(tmp_path / "noise.png", (1600, 1200))

    for source in (drawing, noise):
        sent = render_frame(source, CENTRED, OUTPUT, encoding=encoding)
        assert sent.mime == f"image/{encoding.value}"
        with Image.open(BytesIO(sent.content)) as image:
            assert image.format == encoding.value.upper()
            assert image.size == (OUTPUT.width, OUTPUT.height)


def test_a_png_that_has_no_room_is_sent_as_a_jpeg_inside_it(tmp_path: Path) -> None:
    noise = make_noise(tmp_path / "noise.png", (1600, 1200))

    sent = render_frame(noise, CENTRED, OUTPUT, 120_000, Encoding.PNG)

    assert sent.mime == "image/jpeg"
    assert len(sent.content) <= 120_000


def test_a_file_of_another_format_than_asked_for_is_not_sent_as_it_is(tmp_path: Path) -> None:
    exact = make_picture(tmp_path / "exact.jpg", (OUTPUT.width, OUTPUT.height))

    as_it_is = render_frame(exact, CENTRED, OUTPUT)
    as_png = render_frame(exact, CENTRED, OUTPUT, encoding=Encoding.PNG)

    assert (as_it_is.mime, as_png.mime) == ("image/jpeg", "image/png")
