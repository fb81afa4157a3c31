from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from seedance_desktop.core.frame_times import FrameTimes
from seedance_desktop.media.clip import check_clip, frame_at, pictures_of
from seedance_desktop.media.clip_probe import probe_clip
from seedance_desktop.media.clip_times import frame_times
from tests.support.pictures import brightness, cut_from, make_clip


def grey_of(image: QImage) -> int:
    return image.pixelColor(image.width() // 2, image.height() // 2).lightness()


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_frames_beside_a_key_frame_are_found_in_a_clip_of_fragments(
    tmp_path: Path, codec: str
) -> None:
    path = make_clip(tmp_path / "clip.mp4", frames=24, codec=codec, sound=True, group=8)

    greys = [grey_of(frame_at(path, index)) for index in range(24)]

    assert greys == pytest.approx([brightness(index) for index in range(24)], abs=2)


def test_frames_that_a_cut_has_hidden_are_not_counted(tmp_path: Path) -> None:
    path = cut_from(make_clip(tmp_path / "whole.mp4"), tmp_path / "cut.mp4", 10)

    assert probe_clip(path).frame_count == check_clip(path).frame_count == 15
    assert frame_times(path).count == 15
    assert grey_of(frame_at(path, 0)) == pytest.approx(brightness(10), abs=2)


def test_an_even_clip_needs_no_list_of_times(tmp_path: Path) -> None:
    times = frame_times(make_clip(tmp_path / "clip.mp4", frames=9, sound=True))

    assert times == FrameTimes(9, 24.0)


def test_uneven_frames_have_their_own_times(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "clip.mp4", frames=6, place=lambda index: index * index)

    times = frame_times(path)

    assert times.starts == pytest.approx([index * index / 24 for index in range(6)], abs=0.001)


def test_the_pictures_of_a_long_clip_are_key_frames_near_their_moments(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "clip.mp4", (32, 16), frames=1_100, group=4)

    pictures = pictures_of(path, 5, 32)

    assert [grey_of(picture) for picture in pictures] == pytest.approx(
        [brightness(index) for index in (0, 220, 440, 660, 880)], abs=2
    )
