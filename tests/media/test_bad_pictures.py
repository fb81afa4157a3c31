import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.geometry import Size
from seedance_desktop.media.picture import load_preview, picture_size
from tests.support.pictures import (
    cut,
    make_bomb,
    make_clip,
    make_heavy,
    make_noise,
    make_picture,
)


def refusal(path: Path) -> str:
    """What both ways in say about a file, which is the same."""
    with pytest.raises(PictureError) as measured:
        picture_size(path)
    with pytest.raises(PictureError) as shown:
        load_preview(path, 200)
    assert str(measured.value) == str(shown.value)
    assert str(shown.value.remedy)
    return str(shown.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello\n" * 20, "photo.png is a text, not a picture."),
        ("schöne Grüße".encode(), "photo.png is a text, not a picture."),
        (b"\n<!DOCTYPE html><html><body>", "photo.png is a web page, not a picture."),
        (b"<?xml version='1.0'?><svg>", "photo.png is a drawing (SVG), not a photo or painting."),
        (b"%PDF-1.7\n\xe2\xe3", "photo.png is a PDF document, not a picture."),
        (b"PK\x03\x04\x14\0\0\0", "photo.png is an archive."),
        (bytes(range(256)) * 8, "photo.png is not a picture that can be read."),
        (b"", "photo.png is empty."),
    ],
)
def test_what_is_no_picture_is_called_what_it_is(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(content)

    assert refusal(path) == words


def test_a_video_is_called_a_video(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "clip.mp4", frames=2)

    assert refusal(path) == "clip.mp4 is a video, not a picture."


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "bmp", "tiff", "gif"])
def test_a_picture_that_is_cut_is_refused_unseen(tmp_path: Path, suffix: str, share: float) -> None:
    path = cut(make_noise(tmp_path / f"photo.{suffix}", (400, 300)), share)

    assert refusal(path) == f"photo.{suffix} is damaged: the end of the file is missing."


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
@pytest.mark.parametrize("suffix", ["heic", "avif"])
def test_a_telephones_picture_that_is_cut_is_refused(
    tmp_path: Path, suffix: str, share: float
) -> None:
    path = cut(make_noise(tmp_path / f"photo.{suffix}", (160, 120)), share)

    with pytest.raises(PictureError, match=f"photo.{suffix} is damaged and cannot be read"):
        load_preview(path, 200)


def test_a_jpeg_whose_thumbnail_is_whole_is_still_seen_to_be_cut(tmp_path: Path) -> None:
    thumbnail = make_picture(tmp_path / "thumbnail.jpg", (160, 100)).read_bytes()
    photo = make_noise(tmp_path / "photo.jpg")
    note = b"Exif\0\0" + thumbnail
    whole = photo.read_bytes()
    segment = b"\xff\xe1" + (len(note) + 2).to_bytes(2, "big") + note
    photo.write_bytes(whole[:2] + segment + whole[2:])
    assert picture_size(photo).size == Size(800, 600)

    assert "end of the file is missing" in refusal(cut(photo, 0.9))


def test_what_follows_a_whole_jpeg_does_no_harm(tmp_path: Path) -> None:
    path = make_picture(tmp_path / "photo.jpg")
    path.write_bytes(path.read_bytes() + b"and some more")

    assert load_preview(path, 100).width() == 100


@pytest.mark.expected_warnings("libpng error", "bad adaptive filter", maybe=True)
def test_a_png_with_wrong_bytes_in_its_middle_is_refused(tmp_path: Path) -> None:
    path = make_noise(tmp_path / "photo.png")
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 50] = bytes(50)
    path.write_bytes(content)

    with pytest.raises(PictureError, match=r"photo\.png is damaged and cannot be read"):
        load_preview(path, 200)


@pytest.mark.parametrize("size", [(1, 1), (63, 900), (900, 63)])
def test_a_tiny_picture_is_refused_with_its_size(tmp_path: Path, size: tuple[int, int]) -> None:
    path = make_picture(tmp_path / "dot.png", size)

    words = f"dot.png has only {size[0]} × {size[1]} pixels; each side needs at least 64."
    assert refusal(path) == words


def test_the_smallest_picture_is_taken(tmp_path: Path) -> None:
    assert picture_size(make_picture(tmp_path / "small.png", (64, 64))).size == Size(64, 64)


def test_an_enormous_picture_is_refused_from_its_header(tmp_path: Path) -> None:
    path = make_bomb(tmp_path / "bomb.png", (50_000, 50_000))

    words = "bomb.png has 50000 × 50000 pixels; at most 201 megapixels can be read."
    assert refusal(path) == words


def test_a_heavy_file_is_refused_unread(tmp_path: Path) -> None:
    path = make_heavy(tmp_path / "heavy.png", 400_000_000)

    assert refusal(path) == "heavy.png has 400 MB; at most 200 MB can be read."


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.jpg") == "gone.jpg is not there."


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "holiday.jpg"
    folder.mkdir()

    assert refusal(folder) == "holiday.jpg is a folder, not a picture."


def test_a_name_that_no_disk_takes_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / ("x" * 300 + ".jpg"))
    assert "cannot be read" in refusal(tmp_path / "zero\0.jpg")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.jpg"
    os.mkfifo(path)

    assert refusal(path) == "pipe.jpg is not an ordinary file."


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = make_picture(tmp_path / "secret.jpg")
    path.chmod(0)

    assert refusal(path) == "You may not read secret.jpg."


def _tampered(content: bytes, places: list[tuple[float, int]], share: float) -> bytes:
    changed = bytearray(content)
    for place, value in places:
        changed[int(place * (len(changed) - 1))] = value
    return bytes(changed[: int(len(changed) * share)])


@pytest.mark.expected_warnings(".", maybe=True)
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "bmp", "tiff", "gif", "heic", "avif"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=6),
    share=st.sampled_from([1.0, 1.0, 0.9, 0.3]),
)
def test_a_damaged_picture_is_shown_or_refused_and_nothing_else(
    tmp_path: Path, suffix: str, places: list[tuple[float, int]], share: float
) -> None:
    path = tmp_path / f"photo.{suffix}"
    path.write_bytes(_tampered(_whole(tmp_path, suffix), places, share))

    with suppress(PictureError):
        assert not load_preview(path, 64).isNull()


def _whole(folder: Path, suffix: str) -> bytes:
    path = folder / f"whole.{suffix}"
    if not path.exists():
        make_picture(path, (96, 80))
    return path.read_bytes()
