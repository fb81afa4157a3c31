"""A library folder in a cloud drive is warned about, once."""

from collections.abc import Callable
from pathlib import Path

from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.main_window import MainWindow
from tests.support.shelves import a_clip, file_clips, until


def told(models: Models) -> list[str]:
    return [notice.id for notice in models.notices.shown if notice.id.startswith("cloud")]


def test_a_folder_in_a_cloud_is_told_of_once_by_name(
    window: MainWindow,
    models: Models,
    folders: Folders,
    turn_to_library: Callable[[], LibraryPage],
    tmp_path: Path,
) -> None:
    file_clips(folders, [a_clip(1, folders)])
    turn_to_library()
    models.bridge.run(_nothing(), "let the first look end")
    assert told(models) == []
    drive = tmp_path / "Dropbox" / "Clips"
    drive.mkdir(parents=True)

    until(lambda: bool(told(models)), after=lambda: models.preferences.choose("library", drive))

    (notice,) = [each for each in models.notices.shown if each.id.startswith("cloud")]
    assert "Dropbox keeps" in str(notice.failure.message)
    assert str(drive) in str(notice.failure.message)
    models.notices.dismiss(notice.id)
    models.preferences.choose("library", folders.library)
    models.preferences.choose("library", drive)
    until(lambda: str(drive) in models.preferences.recall("told_clouds", ""))
    assert told(models) == []


async def _nothing() -> None:
    return
