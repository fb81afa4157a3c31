"""Takes of one request are opened where they stand: by their badge, by a key, from the menu."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.video_delegate import VideoDelegate
from tests.model.test_takes import seeded
from tests.support.screen_parts import LEFT, part
from tests.support.shelves import a_clip, file_clips, until
from tests.ui.test_library import place, press

pytestmark = pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)


@pytest.fixture
def page(
    models: Models, folders: Folders, turn_to_library: Callable[[], LibraryPage]
) -> LibraryPage:
    """Four takes of one request and one video that stands alone, grouped."""
    clips = (a_clip(n, folders, prompt="The same" if n else "Alone") for n in range(5))
    file_clips(folders, map(seeded, clips, range(5)))
    models.finder.group_takes(True)
    return turn_to_library()


def test_a_click_on_the_badge_opens_and_closes_the_takes_and_selects_nothing(
    page: LibraryPage, models: Models
) -> None:
    grid = part(page, GridView, "grid")
    library = models.library
    until(lambda: library.rowCount() == 2 and library.entry(0) is not None)
    delegate = grid.itemDelegate()
    assert isinstance(delegate, VideoDelegate)
    index = library.index(0)
    badge = delegate.takes_area(grid.visualRect(index), grid.font(), index)
    assert grid.visualRect(index).contains(badge)

    def click() -> None:
        QTest.mouseClick(grid.viewport(), LEFT, pos=badge.center())

    until(lambda: library.rowCount() == 5, after=click)
    assert page.selection.count == 0
    until(lambda: library.rowCount() == 2, after=click)


def test_the_key_opens_them_and_each_is_a_clip_like_any_other(
    page: LibraryPage, models: Models
) -> None:
    grid, library = part(page, GridView, "grid"), models.library
    until(lambda: library.rowCount() == 2)
    press(grid, 0)

    until(lambda: library.rowCount() == 5, after=lambda: QTest.keyClick(grid, Qt.Key.Key_T))

    assert library.index(0).data(VideoRole.TAKES) == -4
    until(lambda: library.entry(2) is not None)
    press(grid, 2)
    (entry,) = page.selection.entries()
    assert entry.video.request.seed == 2
    assert grid.visualRect(library.index(2)).contains(place(grid, 2))

    until(lambda: library.rowCount() == 2, after=lambda: QTest.keyClick(grid, Qt.Key.Key_T))
    assert grid.currentIndex().row() == 0
    assert page.selection.count == 1


def test_those_who_hear_are_told_how_many_there_are(page: LibraryPage, models: Models) -> None:
    until(lambda: models.library.rowCount() == 2 and models.library.entry(0) is not None)

    said = models.library.index(0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert said.endswith("4 takes")
    assert page.selection.count == 0
