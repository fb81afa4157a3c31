import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PySide6.QtGui import QColor, QColorSpace, QImage

from seedance_desktop.core.geometry import Size
from seedance_desktop.media.picture import load_preview, picture_size
from tests.support.pictures import QUARTERS, make_picture

EVERY_SUFFIX = ("jpg", "png", "webp", "bmp", "tiff", "gif", "heic", "avif")
TURNING_SUFFIXES = ("jpg", "png", "webp", "tiff", "heic", "avif")


def assert_quarters(image: QImage) -> None:
    places = ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))
    for (x, y), wanted in zip(places, QUARTERS, strict=True):
        found = image.pixelColor(int(image.width() * x), int(image.height() * y))
        assert_close(found, wanted)


def assert_close(found: QColor, wanted: tuple[int, int, int], tolerance: int = 6) -> None:
    seen = (found.red(), found.green(), found.blue())
    assert all(abs(a - b) <= tolerance for a, b in zip(seen, wanted, strict=True)), (seen, wanted)


@pytest.mark.parametrize("suffix", EVERY_SUFFIX)
def test_every_format_is_measured_and_shown(tmp_path: Path, suffix: str) -> None:
    path = make_picture(tmp_path / f"picture.{suffix}", (640, 400))

    facts = picture_size(path)
    preview = load_preview(path, 320)

    assert facts.size == Size(640, 400)
    assert facts.kind == {"jpg": "jpeg"}.get(suffix, suffix)
    assert facts.byte_count == path.stat().st_size
    assert (preview.width(), preview.height()) == (320, 200)
    assert_quarters(preview)


@pytest.mark.parametrize("turn", range(2, 9))
@pytest.mark.parametrize("suffix", TURNING_SUFFIXES)
def test_a_picture_that_lies_on_its_side_is_shown_upright(
    tmp_path: Path, suffix: str, turn: int
) -> None:
    path = make_picture(tmp_path / f"picture.{suffix}", (320, 200), turn=turn)

    preview = load_preview(path, 1000)

    assert picture_size(path).size == Size(320, 200)
    assert (preview.width(), preview.height()) == (320, 200)
    assert_quarters(preview)


def test_the_bytes_decide_and_not_the_name(tmp_path: Path) -> None:
    path = make_picture(tmp_path / "photo.jpg").rename(tmp_path / "photo.png")

    assert picture_size(path).kind == "jpeg"
    assert_quarters(load_preview(path, 200))


def test_a_preview_is_never_larger_than_the_picture(tmp_path: Path) -> None:
    path = make_picture(tmp_path / "picture.png", (300, 100))

    preview = load_preview(path, 5000)

    assert (preview.width(), preview.height()) == (300, 100)


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tiff", "heic", "avif"])
def test_a_colour_profile_is_followed(tmp_path: Path, suffix: str) -> None:
    wide = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)
    path = make_picture(tmp_path / f"wide.{suffix}", profile=bytes(wide.iccProfile().data()))
    red = QImage(1, 1, QImage.Format.Format_RGB32)
    red.fill(QColor(*QUARTERS[0]))
    red.setColorSpace(wide)
    red.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    wanted = red.pixelColor(0, 0)

    preview = load_preview(path, 100)

    assert wanted.red() - QUARTERS[0][0] > 15
    assert_close(preview.pixelColor(5, 5), (wanted.red(), wanted.green(), wanted.blue()))
    assert not preview.colorSpace().isValid()


def test_a_grey_picture_with_a_lab_profile_is_shown_all_the_same(tmp_path: Path) -> None:
    odd = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    Image.new("L", (100, 100), 120).save(tmp_path / "odd.png", icc_profile=odd)

    preview = load_preview(tmp_path / "odd.png", 100)

    assert_close(preview.pixelColor(5, 5), (120, 120, 120), tolerance=40)


@pytest.mark.parametrize("background", ["#ffffff", "#204060"])
def test_see_through_parts_lie_on_the_colour_that_is_asked_for(
    tmp_path: Path, background: str
) -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (50, 0, 100, 100))
    image.save(tmp_path / "glass.png")

    preview = load_preview(tmp_path / "glass.png", 100, background)

    assert preview.pixelColor(10, 50) == QColor(background)
    assert preview.pixelColor(90, 50) == QColor(255, 0, 0)
    assert not preview.hasAlphaChannel()


@pytest.mark.parametrize("suffix", ["webp", "avif", "gif", "tiff"])
def test_every_format_that_can_be_see_through_is_flattened(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"glass.{suffix}"
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(path)

    assert_close(load_preview(path, 100).pixelColor(50, 50), (255, 255, 255))


@pytest.mark.parametrize("suffix", ["jpg", "tiff"])
def test_printers_colours_are_shown(tmp_path: Path, suffix: str) -> None:
    path = make_picture(tmp_path / f"print.{suffix}", mode="CMYK")

    assert_quarters(load_preview(path, 300))


@pytest.mark.parametrize("suffix", ["png", "tiff"])
def test_sixteen_bits_become_eight(tmp_path: Path, suffix: str) -> None:
    deep = QImage(100, 100, QImage.Format.Format_RGBX64)
    deep.fill(QColor(200, 100, 50))
    deep.save(str(tmp_path / f"deep.{suffix}"))

    preview = load_preview(tmp_path / f"deep.{suffix}", 100)

    assert preview.format() == QImage.Format.Format_RGB32
    assert_close(preview.pixelColor(50, 50), (200, 100, 50), tolerance=1)


@pytest.mark.parametrize(("mode", "suffix"), [("L", "jpg"), ("P", "png"), ("1", "png")])
def test_pictures_with_few_colours_are_shown(tmp_path: Path, mode: str, suffix: str) -> None:
    path = tmp_path / f"few.{suffix}"
    Image.new("L", (100, 100), 255).convert(mode).save(path)

    preview = load_preview(path, 50)

    assert preview.format() == QImage.Format.Format_RGB32
    assert_close(preview.pixelColor(20, 20), (255, 255, 255))


@pytest.mark.parametrize("suffix", ["gif", "webp", "png"])
def test_a_moving_picture_shows_its_first_frame(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"moving.{suffix}"
    first, second = (Image.new("RGB", (100, 100), colour) for colour in ("red", "blue"))
    first.save(path, save_all=True, append_images=[second], duration=100)

    assert_close(load_preview(path, 100).pixelColor(50, 50), (255, 0, 0))


def test_pictures_are_read_in_worker_threads(tmp_path: Path) -> None:
    paths = [make_picture(tmp_path / f"picture.{suffix}") for suffix in EVERY_SUFFIX]

    with ThreadPoolExecutor(2) as workers:
        previews = list(workers.map(lambda path: load_preview(path, 200), paths))

    for preview in previews:
        assert_quarters(preview)


def test_neither_pyav_nor_a_window_system_is_needed_and_pillow_only_for_sending(
    tmp_path: Path,
) -> None:
    path = make_picture(tmp_path / "picture.jpg")
    program = (
        "import sys; from pathlib import Path\n"
        "from seedance_desktop.core.geometry import Framing, Size\n"
        "from seedance_desktop.media.picture import load_preview\n"
        "from seedance_desktop.media.frame_render import render_frame\n"
        "assert load_preview(Path(sys.argv[1]), 100).width() == 100\n"
        "heavy = {'PIL', 'av', 'pillow_heif', 'PySide6.QtWidgets'}\n"
        "assert not heavy & sys.modules.keys()\n"
        "assert render_frame(Path(sys.argv[1]), Framing(), Size(480, 480)).content\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )

    assert (done.stdout.strip(), done.stderr) == ("['PIL']", "")
