from pathlib import Path

import pytest

from seedance_desktop.core.errors import FolderUnusableError, PictureError
from seedance_desktop.core.ids import FrameHash
from seedance_desktop.store.frames import FrameStore
from seedance_desktop.store.pasted import PastedPictures


@pytest.fixture
def frames(tmp_path: Path) -> FrameStore:
    return FrameStore(tmp_path / "frames")


def test_a_frame_comes_back_to_the_byte(frames: FrameStore) -> None:
    name = frames.keep(b"\xff\xd8 a picture", "image/jpeg")

    assert frames.read(name) == ("image/jpeg", b"\xff\xd8 a picture")


def test_a_frame_lies_under_its_hash_in_a_small_folder(frames: FrameStore, tmp_path: Path) -> None:
    name = frames.keep(b"abc", "image/png")

    assert name == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert frames.path(name) == tmp_path / "frames" / "ba" / f"{name}.png"


def test_the_same_bytes_are_stored_once(frames: FrameStore, tmp_path: Path) -> None:
    first = frames.keep(b"abc", "image/png")
    written = frames.path(first).stat().st_mtime_ns

    assert frames.keep(b"abc", "image/png") == first
    assert frames.path(first).stat().st_mtime_ns == written
    assert [path.name for path in tmp_path.rglob("*.*")] == [f"{first}.png"]


def test_a_frame_that_was_cut_short_is_written_again(frames: FrameStore) -> None:
    name = frames.keep(b"abc", "image/png")
    frames.path(name).write_bytes(b"a")

    frames.keep(b"abc", "image/png")

    assert frames.read(name)[1] == b"abc"


def test_a_frame_that_is_gone_is_told(frames: FrameStore) -> None:
    with pytest.raises(PictureError, match="no longer there") as caught:
        frames.read(FrameHash("ab" * 32))

    assert caught.value.facts == {"frame": "ab" * 32}


def test_a_frame_that_was_changed_is_never_sent(frames: FrameStore) -> None:
    name = frames.keep(b"abc", "image/png")
    frames.path(name).write_bytes(b"abd")

    with pytest.raises(PictureError, match="damaged"):
        frames.read(name)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "frames").write_text("a file")

    with pytest.raises(FolderUnusableError):
        FrameStore(tmp_path / "frames").keep(b"abc", "image/png")


def test_a_pasted_picture_becomes_a_file_once(tmp_path: Path) -> None:
    pasted = PastedPictures(tmp_path / "pasted")

    path = pasted.keep(b"abc", ".webp", "sea/side ü")

    assert path.read_bytes() == b"abc"
    assert path.suffix == ".webp"
    assert pasted.keep(b"abc", ".webp", "sea/side ü") == path
