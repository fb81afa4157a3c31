import io
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from PIL.PngImagePlugin import PngInfo

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.geometry import CENTRED, Framing, Size, crop_box
from seedance_desktop.media.frame_render import (
    MAX_BYTES,
    RenderedFrame,
    render_frame,
)
from tests.support.pictures import QUARTERS, cut, make_noise, make_picture, srgb_profile

HD = Size(1248, 704)


def seen(frame: RenderedFrame) -> Image.Image:
    """The frame as somebody else's decoder sees it, having checked what it says of itself."""
    image = Image.open(io.BytesIO(frame.content))
    assert image.format in {"JPEG", "PNG"}
    assert frame.mime == f"image/{image.format.lower()}"
    assert image.size == (frame.size.width, frame.size.height)
    assert "icc_profile" not in image.info
    return image.convert("RGB")


def assert_colour(image: Image.Image, x: float, y: float, wanted: tuple[int, ...]) -> None:
    found = image.getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(found, tuple)
    assert all(abs(a - b) <= 8 for a, b in zip(found, wanted, strict=True)), (found, wanted)


def ramp(path: Path, size: tuple[int, int]) -> Path:
    """Red grows from left to right, green from top to bottom: the colour tells the place."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    Image.merge("RGB", (across, down, Image.new("L", size, 90))).save(path)
    return path


@pytest.mark.parametrize("output", [HD, Size(704, 1248), Size(960, 960), Size(300, 300)])
def test_the_result_has_exactly_the_size_asked_for(tmp_path: Path, output: Size) -> None:
    path = make_picture(tmp_path / "picture.jpg", (1500, 1000))

    frame = render_frame(path, CENTRED, output)

    assert frame.size == output
    for (x, y), colour in zip(
        ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)), QUARTERS, strict=True
    ):
        assert_colour(seen(frame), x, y, colour)


@pytest.mark.parametrize("turn", range(1, 9))
def test_the_crop_is_taken_from_the_upright_picture(tmp_path: Path, turn: int) -> None:
    path = make_picture(tmp_path / "picture.jpg", (1600, 1200), turn=turn)

    frame = render_frame(path, Framing(0.25, 0.25, 2.0), Size(800, 600))

    image = seen(frame)
    for x, y in ((0.05, 0.05), (0.95, 0.05), (0.05, 0.95), (0.95, 0.95)):
        assert_colour(image, x, y, QUARTERS[0])


@pytest.mark.parametrize("suffix", ["jpg", "png"])
@pytest.mark.parametrize("size", [(2700, 1900), (1300, 900), (500, 400)])
@pytest.mark.parametrize("framing", [CENTRED, Framing(0.3, 0.7, 2.5), Framing(0.9, 0.1, 7.0)])
def test_every_place_of_the_crop_shows_its_place_in_the_source(
    tmp_path: Path, suffix: str, size: tuple[int, int], framing: Framing
) -> None:
    path = ramp(tmp_path / f"ramp.{suffix}", size)
    box = crop_box(Size(*size), HD, framing)

    image = seen(render_frame(path, framing, HD))

    for x in (0.02, 0.5, 0.98):
        for y in (0.02, 0.5, 0.98):
            across = (box.x + x * box.width) / size[0] * 255
            down = (box.y + y * box.height) / size[1] * 255
            assert_colour(image, x, y, (round(across), round(down), 90))


def test_a_strong_shrinking_averages_and_does_not_flicker(tmp_path: Path) -> None:
    size = (1600, 1600)
    stripes = Image.new("L", (2, 1))
    stripes.putdata([0, 255])
    tile = stripes.resize((2, 1600))
    fine = Image.new("L", size)
    for x in range(0, 1600, 2):
        fine.paste(tile, (x, 0))
    fine.save(tmp_path / "stripes.png")

    image = seen(render_frame(tmp_path / "stripes.png", CENTRED, Size(400, 400)))

    darkest, brightest = image.convert("L").getextrema()
    assert darkest == pytest.approx(127, abs=4)
    assert brightest == pytest.approx(127, abs=4)


def test_a_photo_becomes_a_jpeg_with_full_colour_and_a_drawing_a_png(tmp_path: Path) -> None:
    noise = Image.effect_noise((800, 600), 60).convert("RGB")
    noise.filter(ImageFilter.GaussianBlur(1)).save(tmp_path / "photo.bmp")
    drawing = make_picture(tmp_path / "drawing.png", (800, 600))

    photo_sent = render_frame(tmp_path / "photo.bmp", CENTRED, Size(640, 480))
    drawing_sent = render_frame(drawing, CENTRED, Size(640, 480))

    assert (photo_sent.mime, drawing_sent.mime) == ("image/jpeg", "image/png")
    layers = Image.open(io.BytesIO(photo_sent.content)).layer  # type: ignore[attr-defined]
    assert {(across, down) for _, across, down, _ in layers} == {(1, 1)}


@pytest.mark.parametrize("suffix", ["jpg", "png"])
def test_a_plain_picture_of_the_right_size_is_sent_as_it_is(tmp_path: Path, suffix: str) -> None:
    path = make_noise(tmp_path / f"frame.{suffix}", (640, 480))

    frame = render_frame(path, CENTRED, Size(640, 480))

    assert frame.content == path.read_bytes()


def test_what_was_sent_is_sent_the_same_again(tmp_path: Path) -> None:
    path = make_noise(tmp_path / "photo.bmp", (700, 600))
    first = render_frame(path, Framing(0.4, 0.6, 1.3), Size(640, 480))
    kept = tmp_path / "kept"
    kept.write_bytes(first.content)

    assert render_frame(kept, CENTRED, Size(640, 480)) == first


def test_cameras_and_editors_notes_stay_at_home(tmp_path: Path) -> None:
    image = Image.effect_noise((640, 480), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    notes = PngInfo()
    notes.add_text("prompt", "taken at home")
    image.save(tmp_path / "a.jpg", exif=exif, comment="taken at home", icc_profile=srgb_profile())
    image.save(tmp_path / "a.png", pnginfo=notes, exif=exif)

    for path in (tmp_path / "a.jpg", tmp_path / "a.png"):
        frame = render_frame(path, CENTRED, Size(640, 480))

        assert b"taken at home" in path.read_bytes()
        assert b"taken at home" not in frame.content
        pixels = Image.open(io.BytesIO(frame.content)).tobytes()
        assert pixels == Image.open(path).tobytes()


def test_a_see_through_picture_is_sent_on_the_colour_chosen(tmp_path: Path) -> None:
    Image.new("RGBA", (640, 480), (0, 0, 0, 0)).save(tmp_path / "glass.png")

    frame = render_frame(tmp_path / "glass.png", Framing(background="#204060"), Size(640, 480))

    assert_colour(seen(frame), 0.5, 0.5, (0x20, 0x40, 0x60))


@pytest.mark.parametrize("suffix", ["webp", "bmp", "tiff", "gif", "heic", "avif"])
def test_other_formats_are_sent_as_jpeg_or_png(tmp_path: Path, suffix: str) -> None:
    path = make_picture(tmp_path / f"picture.{suffix}", (640, 480))

    assert_colour(seen(render_frame(path, CENTRED, Size(640, 480))), 0.9, 0.9, QUARTERS[3])


def test_even_the_largest_noise_stays_below_the_limit(tmp_path: Path) -> None:
    pixels = random.Random(1).randbytes(2400 * 1800 * 3)
    Image.frombytes("RGB", (2400, 1800), pixels).save(tmp_path / "noise.bmp")

    frame = render_frame(tmp_path / "noise.bmp", CENTRED, Size(2400, 1800))

    assert len(frame.content) <= MAX_BYTES
    assert Image.open(io.BytesIO(frame.content)).size == (2400, 1800)


@pytest.mark.parametrize("output", [Size(299, 300), Size(6001, 6000), Size(1000, 300)])
def test_an_output_that_the_service_refuses_is_a_bug(tmp_path: Path, output: Size) -> None:
    with pytest.raises(ValueError, match="takes no picture"):
        render_frame(make_picture(tmp_path / "picture.png"), CENTRED, output)


def test_a_cut_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="the end of the file is missing"):
        render_frame(cut(make_noise(tmp_path / "photo.jpg")), CENTRED, HD)


def test_frames_are_rendered_in_worker_threads(tmp_path: Path) -> None:
    path = ramp(tmp_path / "ramp.png", (900, 700))
    framings = [Framing(0.5, 0.5, zoom) for zoom in (1.0, 1.0, 2.0, 2.0)]

    with ThreadPoolExecutor(2) as workers:
        frames = list(workers.map(lambda f: render_frame(path, f, Size(640, 480)), framings))

    assert frames[0] == frames[1]
    assert frames[2] == frames[3]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    source=st.tuples(st.integers(64, 900), st.integers(64, 900)),
    output=st.tuples(st.integers(300, 700), st.integers(300, 700)),
    centre=st.tuples(st.floats(-1, 2), st.floats(-1, 2)),
    zoom=st.floats(0.1, 40),
)
def test_every_framing_of_every_shape_gives_the_size(
    tmp_path: Path,
    source: tuple[int, int],
    output: tuple[int, int],
    centre: tuple[float, float],
    zoom: float,
) -> None:
    path = tmp_path / "plain.bmp"
    Image.new("RGB", source, (70, 130, 190)).save(path)

    image = seen(render_frame(path, Framing(*centre, zoom), Size(*output)))

    for x, y in ((0, 0), (0.999, 0), (0, 0.999), (0.999, 0.999), (0.5, 0.5)):
        assert_colour(image, x, y, (70, 130, 190))
