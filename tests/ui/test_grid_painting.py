"""What the grid paints when it is scrolled, and the pictures that it paints while cells grow."""

import shutil
from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from seedance_desktop.core.video import Video
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.model.thumbnails import POSTER_WIDTH
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.grid_layout import INSET
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.video_delegate import VideoDelegate
from seedance_desktop.ui.theme import Theme
from tests.support.painted import Painted
from tests.support.pictures import make_clip
from tests.support.screen_parts import part
from tests.support.shelves import a_clip, file_clips, until

pytestmark = pytest.mark.expected_warnings(
    "pa_context_connect", "No RHI backend", "Could not open media", maybe=True
)
COUNT = 40


@pytest.fixture
def clips(folders: Folders) -> list[Video]:
    """Forty videos with files that can be played."""
    clips = [a_clip(number, folders) for number in range(COUNT)]
    for clip in clips:
        clip.path.parent.mkdir(parents=True, exist_ok=True)
    made = make_clip(clips[0].path, (640, 360), frames=2)
    for clip in clips[1:]:
        shutil.copy(made, clip.path)
    file_clips(folders, clips)
    return clips


@pytest.fixture
def page(clips: list[Video], turn_to_library: Callable[[], LibraryPage]) -> LibraryPage:
    return turn_to_library()


@pytest.fixture
def grid(page: LibraryPage, models: Models) -> GridView:
    """With nothing left to be loaded, or what arrives would be painted, too."""
    grid = part(page, GridView, "grid")
    rows = [grid.model().index(row, 0) for row in range(COUNT)]
    until(lambda: all(row.data(VideoRole.ENTRY) is not None for row in rows))
    delegate = grid.itemDelegate()
    assert isinstance(delegate, VideoDelegate)
    until(lambda: all(delegate.poster_of(row) is not None for row in rows))
    until(lambda: not models.thumbnails.is_busy)
    return grid


def on_screen(grid: GridView) -> QImage:
    """What a user sees of the cells: not painted anew, as ``grab`` would."""
    window, viewport = grid.window(), grid.viewport()
    place = viewport.mapTo(window, viewport.rect().topLeft())
    whole = window.screen().grabWindow(window.winId()).toImage()
    return whole.copy(place.x(), place.y(), viewport.width(), viewport.height())


def test_only_what_comes_into_sight_is_painted_and_all_is_as_if_painted_anew(
    grid: GridView,
) -> None:
    painted, step = Painted(), 30
    grid.viewport().installEventFilter(painted)
    bar = grid.verticalScrollBar()
    assert bar.maximum() > 3 * step

    over = list[int]()
    grid.hovered.connect(over.append)
    QTest.mouseMove(grid.viewport(), grid.visualRect(grid.model().index(1, 0)).center())
    bar.setValue(step)
    assert over == [1, -1]
    until(lambda: painted.region.boundingRect().height() > step)

    heights = list[int]()
    for value in (2 * step, step) * 4:
        painted.begin()
        bar.setValue(value)
        until(lambda: not painted.region.isEmpty())
        heights.append(painted.region.boundingRect().height())
    assert min(heights) == step
    assert heights.count(step) >= len(heights) // 2, "news of clips may come between, but seldom"

    seen = on_screen(grid)
    assert seen == grid.viewport().grab().toImage().convertToFormat(seen.format())


def test_news_of_rows_that_are_out_of_sight_paint_nothing(grid: GridView) -> None:
    painted, model = Painted(), grid.model()
    grid.viewport().installEventFilter(painted)
    first, second, last = (model.index(row, 0) for row in (0, 1, COUNT - 1))

    model.dataChanged.emit(model.index(COUNT - 3, 0), last)
    model.dataChanged.emit(first, second)
    until(lambda: not painted.region.isEmpty())

    wanted = QRegion(grid.visualRect(first)) + QRegion(grid.visualRect(second))
    assert painted.region == wanted


def test_another_theme_reaches_the_ground_under_the_cells(grid: GridView, theme: Theme) -> None:
    def is_in_theme() -> bool:
        return on_screen(grid).pixelColor(1, 1).name() == theme.colours.window

    for look in ("light", "dark"):
        theme.choose(look)
        until(is_in_theme)


def test_a_picture_is_as_wide_as_its_cell_and_the_old_one_stays_until_it_is_there(
    grid: GridView, models: Models, clips: list[Video]
) -> None:
    def width_of_picture(wanted: int) -> int:
        shown = models.thumbnails.cell(clips[-1], wanted)
        return 0 if shown is None else shown.width()

    usual = grid.visualRect(grid.model().index(0, 0)).width() - 2 * INSET
    grid.hide()  # or it asks for its own width as soon as there is another
    assert width_of_picture(usual) == usual
    assert width_of_picture(usual + 31) == usual
    until(lambda: width_of_picture(usual + 31) == usual + 31)
    until(lambda: width_of_picture(5_000) == POSTER_WIDTH)
    until(lambda: not models.thumbnails.is_busy)
    assert width_of_picture(6_000) == POSTER_WIDTH
    assert not models.thumbnails.is_busy


def test_a_clip_that_is_gone_leaves_no_old_picture_behind(
    grid: GridView, models: Models, page: LibraryPage
) -> None:
    def is_as_if_painted_anew() -> bool:
        seen = on_screen(grid)
        return seen == grid.viewport().grab().toImage().convertToFormat(seen.format())

    page.selection.select_row(1)
    until(lambda: page.player.player is not None)
    until(is_as_if_painted_anew)

    models.organiser.bin(page.selection.numbers)

    until(lambda: grid.model().rowCount() == COUNT - 1)
    undo = part(page, QPushButton, "library_undo")
    until(undo.isVisible)
    until(is_as_if_painted_anew)
    assert undo.isVisible()  # when it goes, all is painted anew


def test_a_clip_that_could_not_be_put_into_the_bin_is_played_again(
    grid: GridView, models: Models, page: LibraryPage
) -> None:
    page.selection.select_row(0)
    until(lambda: page.player.player is not None)
    path = page.selection.entries()[0].video.path
    path.unlink()
    path.mkdir()  # which no bin of files takes

    page.delete_wanted.emit()

    until(lambda: bool(models.notices.shown))
    assert models.notices.shown[0].failure.kind == "BinRefusedError"
    assert page.player.path == path
