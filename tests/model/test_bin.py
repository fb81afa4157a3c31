"""The system's own bin, through Qt as the window uses it."""

import sys
from pathlib import Path

import pytest

from seedance_desktop.app import _put_into_bin
from seedance_desktop.store.bin import take_back


@pytest.mark.skipif(sys.platform != "linux", reason="its bin can be put elsewhere for a test")
def test_a_file_goes_into_the_systems_bin_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    clip = tmp_path / "library" / "2026" / "慢 sea.mp4"
    clip.parent.mkdir(parents=True)
    clip.write_bytes(b"a clip")

    in_bin = _put_into_bin(clip)
    was_there = clip.exists()
    assert in_bin is not None
    notes = list(in_bin.parents[1].glob("info/*"))
    back = take_back(in_bin, clip)

    assert not was_there
    assert in_bin.is_relative_to(tmp_path)
    assert len(notes) == 1
    assert back == clip
    assert clip.read_bytes() == b"a clip"
    assert not notes[0].exists()


def test_a_file_that_is_not_there_cannot_go_into_the_bin(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        _put_into_bin(tmp_path / "nothing.mp4")
