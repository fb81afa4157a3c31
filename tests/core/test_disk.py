"""What the system says of a file becomes an error that can be shown."""

import errno
from pathlib import Path

import pytest

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import DiskFullError, FolderUnusableError


def test_no_room_left_is_a_full_disk() -> None:
    found = disk_error(OSError(errno.ENOSPC, "No space left on device"), Path("clip.mp4"))

    assert isinstance(found, DiskFullError)
    assert found.facts["errno"] == "ENOSPC"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOENT, errno.ENOTDIR])
def test_anything_else_names_the_place_and_the_reason(number: int) -> None:
    found = disk_error(OSError(number, "the reason"), Path("clip.mp4"))

    assert isinstance(found, FolderUnusableError)
    assert "clip.mp4" in str(found)
    assert "the reason" in str(found)


def test_a_real_refusal_of_the_system_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file", encoding="utf-8")

    with pytest.raises(OSError) as refused:
        (tmp_path / "file" / "clip.mp4").write_text("", encoding="utf-8")

    assert isinstance(disk_error(refused.value, tmp_path), FolderUnusableError)
