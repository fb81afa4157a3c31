"""A folder that becomes the library's and has clips in it: they join when the user agrees."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from seedance_desktop.core.entry import Organised
from seedance_desktop.core.ids import VideoId
from seedance_desktop.engine.found_clip import adopted_job
from seedance_desktop.model.models import Models
from seedance_desktop.store.clip_files import fingerprint
from seedance_desktop.store.organised_file import Noted, OrganisedLibrary, write_organised
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.offered_clips import offer_clips
from tests.support.pictures import make_clip
from tests.support.screen_parts import part
from tests.support.shelves import until

SAID = Organised(5, tags=("kept",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Another computer's library: one clip of which something was said, one of which nothing."""
    place = tmp_path / "brought along"
    place.mkdir()
    make_clip(place / "one.mp4", (64, 48), frames=3)
    make_clip(place / "two.mp4", (64, 48), frames=5)
    video = VideoId(adopted_job(fingerprint(place / "one.mp4")))
    write_organised(place, OrganisedLibrary({video: Noted("one.mp4", SAID)}))
    return place


def asked(
    window: MainWindow,
    models: Models,
    folder: Path,
    turn_to_library: Callable[[], LibraryPage],
) -> QMessageBox:
    turn_to_library()
    found: list[QMessageBox] = []

    def look() -> bool:
        found[:] = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
        return bool(found)

    until(look, after=lambda: models.bridge.run(offer_clips(models, window, folder), "offer"))
    return found[0]


def test_they_join_with_all_that_was_said_of_them(
    window: MainWindow,
    models: Models,
    folder: Path,
    turn_to_library: Callable[[], LibraryPage],
) -> None:
    box = asked(window, models, folder, turn_to_library)
    assert box.text() == "Take 2 videos of this folder in?"

    until(
        lambda: models.library.rowCount() == 2,
        after=part(box, QPushButton, "question_yes").click,
    )

    library = models.library
    until(lambda: all(library.entry(row) is not None for row in range(2)))
    said = {
        entry.video.file.name: entry.organised
        for entry in (library.entry(row) for row in range(2))
        if entry is not None
    }
    assert said == {"one.mp4": SAID, "two.mp4": Organised()}
    models.bridge.run(offer_clips(models, window, folder), "nothing is left to offer")
    assert [each for each in window.findChildren(QMessageBox) if each.isVisible()] == []


def test_whoever_does_not_want_them_has_none_of_them(
    window: MainWindow,
    models: Models,
    folder: Path,
    turn_to_library: Callable[[], LibraryPage],
) -> None:
    box = asked(window, models, folder, turn_to_library)

    part(box, QPushButton, "question_no").click()

    until(lambda: not box.isVisible())
    assert models.library.rowCount() == 0
