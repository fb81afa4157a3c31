from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel
from pytestqt.qtbot import QtBot
from typing_extensions import override

from seedance_desktop.core.events import VideoAdded, VideoRemoved
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.video import Video
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.video_delegate import VideoDelegate
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Theme
from tests.store.samples import a_job, a_request, a_video
from tests.support.pictures import make_clip
from tests.support.screen_parts import LEFT, click, part, wait, words

pytestmark = pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COUNT = 30
Index = QModelIndex | QPersistentModelIndex


def video(number: int, library: Path) -> Video:
    """The newest has the highest number, and so comes first."""
    name = JobId(f"20261122-12{number:04}-abcdef")
    request = a_request(prompt=f"Video {number}", pictures=())
    return a_video(a_job(number, id=name, library=library, request=request))


@pytest.fixture
def page(window: MainWindow, models: Models, tmp_path: Path, qtbot: QtBot) -> LibraryPage:
    """The library page with thirty videos, whose files are not there."""
    for number in range(COUNT):
        models.bridge._post(VideoAdded(video(number, tmp_path)))
    wait(qtbot, lambda: models.library.rowCount() == COUNT)
    click(window, "page_library")
    shown = part(window, LibraryPage, "library_splitter")
    wait(qtbot, shown.isVisible)
    return shown


@pytest.fixture
def grid(page: LibraryPage) -> GridView:
    return part(page, GridView, "grid")


def place(grid: GridView, row: int) -> QPoint:
    index = grid.model().index(row, 0)
    grid.scrollTo(index)
    return grid.visualRect(index).center()


def press(grid: GridView, row: int, keys: Qt.KeyboardModifier = SHIFT & CONTROL) -> None:
    QTest.mouseClick(grid.viewport(), LEFT, keys, place(grid, row))


def selected(page: LibraryPage) -> set[str]:
    return {chosen.request.prompt for chosen in page.selected()}


def numbers(*rows: int) -> set[str]:
    return {f"Video {COUNT - 1 - row}" for row in rows}


def test_cells_fill_the_width_in_rows_without_overlapping(grid: GridView) -> None:
    areas = [grid.visualRect(grid.model().index(row, 0)) for row in range(COUNT)]

    columns = len({area.x() for area in areas})
    right = max(area.right() for area in areas)
    assert columns > 2
    assert grid.viewport().width() - 190 < right <= grid.viewport().width()
    assert [area.y() for area in areas] == sorted(area.y() for area in areas)
    assert not any(
        one.intersects(other) for row, one in enumerate(areas) for other in areas[row + 1 :]
    )


@pytest.mark.parametrize("width", [230, 700, 1200])
def test_every_cell_is_found_under_its_middle_at_any_width(grid: GridView, width: int) -> None:
    grid.setParent(None)
    grid.resize(width, 500)
    grid.show()

    for row in range(COUNT):
        assert grid.indexAt(place(grid, row)).row() == row
    assert not grid.indexAt(QPoint(2, 2)).isValid()
    grid.close()
    grid.deleteLater()


def test_the_mouse_selects_one_adds_others_and_takes_a_range(
    page: LibraryPage, grid: GridView
) -> None:
    press(grid, 1)
    assert selected(page) == numbers(1)
    press(grid, 3, CONTROL)
    assert selected(page) == numbers(1, 3)
    press(grid, 5, SHIFT)
    assert selected(page) == numbers(1, 3, 4, 5)
    press(grid, 4, CONTROL)
    assert selected(page) == numbers(1, 3, 5)


def test_a_rubber_band_selects_what_it_touches_and_nothing_beside_it(
    page: LibraryPage, grid: GridView
) -> None:
    columns = column_count(grid)
    corner = grid.visualRect(grid.model().index(columns + 1, 0)).center()

    QTest.mousePress(grid.viewport(), LEFT, pos=QPoint(3, 3))
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(grid.viewport(), QPoint(3, 3) + (corner - QPoint(3, 3)) * share)
    QTest.mouseRelease(grid.viewport(), LEFT, pos=corner)

    assert selected(page) == numbers(0, 1, columns, columns + 1)


def column_count(grid: GridView) -> int:
    return len({grid.visualRect(grid.model().index(row, 0)).x() for row in range(COUNT)})


def test_the_keyboard_reaches_every_video(page: LibraryPage, grid: GridView) -> None:
    grid.setFocus()
    columns = column_count(grid)

    def after(key: Qt.Key, keys: Qt.KeyboardModifier = SHIFT & CONTROL) -> int:
        QTest.keyClick(grid, key, keys)
        return grid.currentIndex().row()

    assert after(Qt.Key.Key_Home) == 0
    assert after(Qt.Key.Key_Right) == 1
    assert after(Qt.Key.Key_Down) == 1 + columns
    assert after(Qt.Key.Key_Left) == columns
    assert after(Qt.Key.Key_Up) == 0
    assert after(Qt.Key.Key_Up) == 0
    assert after(Qt.Key.Key_End) == COUNT - 1
    assert after(Qt.Key.Key_Down) == COUNT - 1
    assert after(Qt.Key.Key_PageUp) < COUNT - 1
    assert selected(page) == numbers(grid.currentIndex().row())


def test_shift_and_ctrl_select_with_the_keyboard(page: LibraryPage, grid: GridView) -> None:
    press(grid, 2)

    QTest.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    assert selected(page) == numbers(2, 3, 4)

    QTest.keyClick(grid, Qt.Key.Key_A, CONTROL)
    assert len(selected(page)) == COUNT


def test_the_last_video_is_scrolled_to_and_painted(grid: GridView) -> None:
    last = grid.model().index(COUNT - 1, 0)

    grid.scrollTo(last)

    assert grid.viewport().rect().contains(grid.visualRect(last))
    assert grid.verticalScrollBar().value() > 0
    grid.scrollTo(grid.model().index(0, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    assert grid.verticalScrollBar().value() == 0


def test_a_new_video_comes_first_and_leaves_the_selection_alone(
    page: LibraryPage, grid: GridView, models: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    press(grid, 2)
    chosen = selected(page)

    models.bridge._post(VideoAdded(video(COUNT, tmp_path)))
    wait(qtbot, lambda: models.library.rowCount() == COUNT + 1)

    first: Video = grid.model().index(0, 0).data(VideoRole.VIDEO)
    assert first.request.prompt == f"Video {COUNT}"
    assert selected(page) == chosen
    assert words(page, "library_count") == f"{COUNT + 1} videos"


def test_the_delete_key_asks_for_all_that_is_selected(
    page: LibraryPage, grid: GridView, qtbot: QtBot
) -> None:
    press(grid, 0)
    press(grid, 2, SHIFT)

    with qtbot.waitSignal(page.delete_wanted) as wanted:
        QTest.keyClick(grid, Qt.Key.Key_Delete)

    assert wanted.args is not None
    assert {gone.request.prompt for gone in wanted.args[0]} == numbers(0, 1, 2)


def test_a_deleted_video_is_gone_from_grid_and_inspector(
    page: LibraryPage, grid: GridView, models: Models, qtbot: QtBot
) -> None:
    press(grid, 0)
    (gone,) = page.selected()

    models.bridge._post(VideoRemoved(gone.id))

    wait(qtbot, lambda: models.library.rowCount() == COUNT - 1)
    assert gone.request.prompt not in selected(page)
    assert words(page, "library_prompt") != gone.request.prompt


def test_a_video_whose_file_is_gone_says_so_and_keeps_its_facts(
    page: LibraryPage, grid: GridView
) -> None:
    press(grid, 0)

    assert "not there any more" in words(page, "library_problem")
    assert words(page, "library_prompt") == f"Video {COUNT - 1}"
    assert words(page, "library_cost") == "103,818 tokens · free, from the sandbox"
    assert words(page, "library_output") == "1248 × 704 · 24 fps · 5.04 s"
    assert words(page, "library_seed") == "42"


def test_a_selected_video_plays_and_its_poster_is_painted(
    page: LibraryPage, grid: GridView, models: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    newest = video(COUNT, tmp_path)
    newest.path.parent.mkdir(parents=True)
    make_clip(newest.path)
    models.bridge._post(VideoAdded(newest))
    wait(qtbot, lambda: models.library.rowCount() == COUNT + 1)
    index = grid.model().index(0, 0)

    press(grid, 0)

    wait(qtbot, lambda: "frame" in player_time(page))
    wait(qtbot, lambda: bool(index.data(VideoRole.POSTER)))
    assert not index.data(VideoRole.POSTER).isNull()


def player_time(page: LibraryPage) -> str:
    found: QLabel | None = page.findChild(QLabel, "player_time")
    return "" if found is None else found.text()


def test_use_all_brings_the_recipe_with_its_seed_to_the_form(
    window: MainWindow, page: LibraryPage, grid: GridView, models: Models
) -> None:
    press(grid, 0)

    click(window, "library_use_all")

    assert models.draft.request.prompt == f"Video {COUNT - 1}"
    assert models.draft.request.seed == 42
    assert not page.isVisible()


def test_an_empty_library_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    click(window, "page_library")
    page = part(window, LibraryPage, "library_splitter")
    wait(qtbot, page.isVisible)

    said = {label.text() for label in page.findChildren(QLabel) if label.isVisible()}

    assert any("No videos yet" in text for text in said)


class ManyRows(QAbstractListModel):
    """A hundred thousand rows that count how often somebody looks at one."""

    looked = 0

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 100_000

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        self.looked += 1


def test_a_hundred_thousand_cells_are_laid_out_without_looking_at_each(
    theme: Theme, qtbot: QtBot
) -> None:
    grid, many = GridView(VideoDelegate(theme)), ManyRows()
    qtbot.addWidget(grid)
    grid.resize(1000, 700)

    grid.setModel(many)
    grid.updateGeometries()
    grid.scrollTo(many.index(99_999, 0))

    assert grid.verticalScrollBar().maximum() > 1_000_000
    assert grid.indexAt(grid.visualRect(many.index(99_999, 0)).center()).row() == 99_999
    assert many.looked < 10
