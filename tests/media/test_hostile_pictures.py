"""A hundred broken and hostile pictures: each is read or refused in words, none does any harm."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.geometry import CENTRED, Size
from seedance_desktop.media.frame_render import render_frame
from seedance_desktop.media.picture import load_preview
from tests.media.hostile import cmyk_jpeg, deep_tiff, float_tiff, make_all
from tools.source import ROOT

PATIENCE = 120
"""Seconds in which even a slow machine has long read all of them; it takes three."""

READ_ALL_THE_SAME = {"a-jpeg", "twice", "exif-loop", "many-frames", "float", "cmyk"}
REFUSED = {"bomb", "cut", "signature", "signature-and-noise", "zeros", "empty", "text", "page"}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each file, by a process that may only use so much time and memory."""
    folder = tmp_path_factory.mktemp("hostile")
    make_all(folder)
    count = len(list(folder.iterdir()))
    command = [sys.executable, "-m", "tests.media.hostile", str(folder)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert len(said) == count > 100
    return said


def kind(name: str) -> str:
    stem = name.rsplit(".", 1)[0]
    return stem.rsplit("-", 1)[0] if stem[-1].isdigit() else stem


def test_every_one_is_read_or_refused_in_words(answers: dict[str, str]) -> None:
    for name, words in answers.items():
        assert words == "read" or words.startswith(name), words
        assert words == "read" or words.endswith(".")


def test_what_is_whole_is_read_and_what_is_not_is_refused(answers: dict[str, str]) -> None:
    for name, words in answers.items():
        if kind(name) in READ_ALL_THE_SAME:
            assert words == "read", name
        if kind(name) in REFUSED:
            assert words != "read", name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bomb.png", "60000 × 60000 pixels; at most 201 megapixels"),
        ("large.jpg", "the end of the file is missing"),
        ("large.bmp", "the end of the file is missing"),
        ("flat.png", "damaged"),
        ("loop.tiff", "damaged"),
        ("hole.png", "damaged"),
        ("text.jpg", "is a text, not a picture"),
        ("drawing.svg", "is a drawing (SVG)"),
        ("zeros.heic", "is not a picture that can be read"),
    ],
)
def test_the_answer_names_what_is_wrong(answers: dict[str, str], name: str, words: str) -> None:
    assert words in answers[name]


def brightness(image: QImage, share: float) -> int:
    return image.pixelColor(image.width() // 2, int(share * (image.height() - 1))).green()


def test_floating_point_goes_from_black_to_white(tmp_path: Path) -> None:
    image = load_preview(float_tiff(tmp_path / "ramp.tiff"), 320)

    seen = [brightness(image, share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert seen == pytest.approx([0, 64, 128, 191, 255], abs=6)


def test_a_progressive_jpeg_in_printers_colours_is_red(tmp_path: Path) -> None:
    path = cmyk_jpeg(tmp_path / "print.jpg")

    shown = load_preview(path, 320).pixelColor(100, 100)
    sent = render_frame(path, CENTRED, Size(320, 320))

    assert (shown.red() > 230, shown.green() < 60, shown.blue() < 60) == (True, True, True)
    assert sent.mime in {"image/jpeg", "image/png"}


def test_sixteen_bits_and_compression_keep_their_brightness(tmp_path: Path) -> None:
    image = load_preview(deep_tiff(tmp_path / "deep.tiff"), 320)

    assert brightness(image, 0.5) == pytest.approx(40_000 / 257, abs=2)


@pytest.mark.expected_warnings("can not handle images with 32-bit samples")
def test_a_kind_of_tiff_that_nobody_reads_is_not_called_a_photo(tmp_path: Path) -> None:
    Image.new("I", (320, 240), 2**30).save(tmp_path / "survey.tiff")

    with pytest.raises(PictureError, match="or a kind of TIFF that cannot be read"):
        load_preview(tmp_path / "survey.tiff", 320)


def test_a_plain_jpeg_of_many_pixels_has_bytes_enough(tmp_path: Path) -> None:
    for progressive in (False, True):
        path = tmp_path / f"plain-{progressive}.jpg"
        Image.new("L", (4000, 3000), 128).save(path, quality=1, progressive=progressive)

        assert load_preview(path, 100).width() == 100
