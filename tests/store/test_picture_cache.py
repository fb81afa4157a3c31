import os
from pathlib import Path

import pytest

from seedance_desktop.core.errors import FolderUnusableError
from seedance_desktop.store.picture_cache import remove_pictures, shorten


def pictures(folder: Path, count: int, *, first: int) -> list[Path]:
    """Of 1,000 bytes each; one minute of use lies between two of them."""
    folder.mkdir()
    made = []
    for number in range(first, first + count):
        path = folder / f"{number}.jpg"
        path.write_bytes(bytes(1000))
        os.utime(path, (number * 60, number * 60))
        made.append(path)
    return made


def test_what_was_used_longest_ago_goes_whichever_folder_it_is_in(tmp_path: Path) -> None:
    posters = pictures(tmp_path / "posters", 10, first=100)
    strips = pictures(tmp_path / "strips", 10, first=90)
    os.utime(strips[0], (9_000, 60))  # was read lately

    gone = shorten([tmp_path / "posters", tmp_path / "strips"], 10_000)

    assert gone == 11
    assert {path for path in posters + strips if path.exists()} == {strips[0], *posters[2:]}


def test_nothing_goes_while_there_is_room(tmp_path: Path) -> None:
    posters = pictures(tmp_path / "posters", 10, first=1)

    assert shorten([tmp_path / "posters", tmp_path / "not there"], 10_000) == 0
    assert all(path.exists() for path in posters)


def test_of_pictures_that_came_all_at_once_only_as_many_go_as_must(tmp_path: Path) -> None:
    posters = pictures(tmp_path / "posters", 20, first=1)
    for path in posters:
        os.utime(path, (60, 60))

    assert shorten([tmp_path / "posters"], 10_000) == 11


def test_a_folder_that_cannot_be_looked_through_is_told(tmp_path: Path) -> None:
    (tmp_path / "posters").touch()

    with pytest.raises(FolderUnusableError):
        shorten([tmp_path / "posters"], 10_000)


def test_the_pictures_of_a_clip_go_with_it(tmp_path: Path) -> None:
    kept, gone = pictures(tmp_path / "posters", 2, first=1)

    remove_pictures([tmp_path / "posters", tmp_path / "strips"], gone.name)

    assert kept.exists()
    assert not gone.exists()
