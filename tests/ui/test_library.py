from asyncio import AbstractEventLoop
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPushButton, QWidget

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.ids import ModelId
from seedance_desktop.model.captions import video_caption
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.sidebar import Sidebar
from seedance_desktop.ui.main_window import MainWindow
from tests.support.pictures import make_clip
from tests.support.screen_parts import LEFT, click, drop, files, part, turn_wheel, words
from tests.support.shelves import a_clip, file_clips, until

pytestmark = pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
COUNT = 30
Do = Callable[..., None]


@pytest.fixture
def page(folders: Folders, turn_to_library: Callable[[], LibraryPage]) -> LibraryPage:
    """The library page with thirty videos, whose files are not there."""
    file_clips(folders, (a_clip(number, folders) for number in range(COUNT)))
    return turn_to_library()


@pytest.fixture
def grid(page: LibraryPage) -> GridView:
    return part(page, GridView, "grid")


def place(grid: GridView, row: int) -> QPoint:
    index = grid.model().index(row, 0)
    grid.scrollTo(index)
    return grid.visualRect(index).center()


def press(grid: GridView, row: int, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(grid.viewport(), LEFT, keys, place(grid, row))


def selected(page: LibraryPage) -> set[int]:
    ranges = page.selection.ranges
    return {row for first, last in ranges for row in range(first, last + 1)}


def column_count(grid: GridView) -> int:
    top = grid.visualRect(grid.model().index(0, 0)).y()
    return sum(grid.visualRect(grid.model().index(row, 0)).y() == top for row in range(COUNT))


def test_the_mouse_selects_one_adds_others_and_takes_a_range(
    page: LibraryPage, grid: GridView
) -> None:
    press(grid, 1)
    assert selected(page) == {1}
    press(grid, 3, CONTROL)
    assert selected(page) == {1, 3}
    press(grid, 5, SHIFT)
    assert selected(page) == {1, 3, 4, 5}
    press(grid, 4, CONTROL)
    assert selected(page) == {1, 3, 5}


def test_a_rubber_band_selects_what_it_touches_and_nothing_beside_it(
    page: LibraryPage, grid: GridView
) -> None:
    columns = column_count(grid)
    corner = grid.visualRect(grid.model().index(columns + 1, 0)).center()

    QTest.mousePress(grid.viewport(), LEFT, pos=QPoint(3, 3))
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(grid.viewport(), QPoint(3, 3) + (corner - QPoint(3, 3)) * share)
    QTest.mouseRelease(grid.viewport(), LEFT, pos=corner)

    assert selected(page) == {0, 1, columns, columns + 1}


def test_the_keyboard_reaches_every_video(page: LibraryPage, grid: GridView) -> None:
    grid.setFocus()
    columns = column_count(grid)

    def after(key: Qt.Key) -> int:
        QTest.keyClick(grid, key)
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
    assert selected(page) == {grid.currentIndex().row()}


def test_shift_and_ctrl_select_with_the_keyboard(page: LibraryPage, grid: GridView) -> None:
    press(grid, 2)

    QTest.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    assert selected(page) == {2, 3, 4}

    QTest.keyClick(grid, Qt.Key.Key_A, CONTROL)
    assert len(selected(page)) == COUNT


def test_the_last_video_is_scrolled_to_and_painted(grid: GridView) -> None:
    last = grid.model().index(COUNT - 1, 0)

    grid.scrollTo(last)

    assert grid.viewport().rect().contains(grid.visualRect(last))
    assert grid.verticalScrollBar().value() > 0
    grid.scrollTo(grid.model().index(0, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    assert grid.verticalScrollBar().value() == 0


def test_a_new_video_leaves_the_selection_and_what_is_seen_where_they_are(
    page: LibraryPage,
    grid: GridView,
    models: Models,
    folders: Folders,
    live: AbstractEventLoop,
) -> None:
    press(grid, COUNT - 1)
    before = grid.visualRect(grid.currentIndex())
    new = file_clips(folders, [a_clip(COUNT, folders)])[0]

    until(
        lambda: models.library.rowCount() == COUNT + 1,
        after=partial(models.bridge.video_added.emit, new),
    )
    grid.executeDelayedItemsLayout()

    assert selected(page) == {COUNT}
    assert abs(grid.visualRect(grid.currentIndex()).y() - before.y()) <= grid.viewport().height()
    assert grid.viewport().rect().intersects(grid.visualRect(grid.currentIndex()))


def test_ctrl_and_the_wheel_change_the_size_which_is_remembered(
    page: LibraryPage, grid: GridView, models: Models
) -> None:
    before = column_count(grid)

    for _ in range(4):
        turn_wheel(grid.viewport(), QPoint(50, 50), 120, keys=CONTROL)

    assert column_count(grid) < before
    assert models.preferences.recall("library_size", 0) == grid.cell_size


def test_the_status_line_counts_what_is_selected(
    window: MainWindow, page: LibraryPage, grid: GridView
) -> None:
    assert words(window, "status_library") == f"{COUNT} videos"

    press(grid, 0)
    press(grid, 1, CONTROL)

    assert words(window, "status_library") == f"2 selected of {COUNT} · 2.5 MB"


def test_a_video_whose_file_is_gone_says_so_and_keeps_its_facts(
    page: LibraryPage, grid: GridView, folders: Folders
) -> None:
    folders.library.mkdir()

    press(grid, 0)

    assert "not there any more" in words(page, "library_problem")
    assert "adopt the folder where it is now" in words(page, "library_problem")
    assert words(page, "library_prompt") == f"Video {COUNT - 1}"
    assert words(page, "library_cost") == "103,818 tokens · free, from the sandbox"
    assert words(page, "library_output") == "1248 × 704 · 24 fps · 5.04 s"
    assert words(page, "library_codec") == "H.264 · silent"
    assert words(page, "library_seed") == "42"


def test_a_clip_that_does_not_tell_its_model_has_no_hole_in_its_facts(
    folders: Folders, catalogue: Catalogue, turn_to_library: Callable[[], LibraryPage]
) -> None:
    folders.library.mkdir()
    (video,) = file_clips(folders, [a_clip(0, folders, model=ModelId(""), prompt="")])
    page = turn_to_library()

    press(part(page, GridView, "grid"), 0)

    assert words(page, "library_model") == "–"
    assert video_caption(video, catalogue) == "1248 × 704 · 5 s"


def test_a_selected_video_plays_and_its_poster_and_strip_are_painted(
    window: MainWindow,
    models: Models,
    folders: Folders,
    turn_to_library: Callable[[], LibraryPage],
) -> None:
    folders.library.mkdir()
    video = file_clips(folders, [a_clip(0, folders)])[0]
    make_clip(video.path)
    page = turn_to_library()
    grid = part(page, GridView, "grid")
    index = grid.model().index(0, 0)

    def strip() -> QImage | None:
        return models.thumbnails.strip(video)

    until(lambda: "frame" in player_time(page), after=partial(press, grid, 0))
    until(lambda: bool(index.data(VideoRole.POSTER)))
    QTest.mouseMove(grid.viewport(), place(grid, 0))
    until(lambda: strip() is not None)

    poster, moments = index.data(VideoRole.POSTER), strip()
    assert not poster.isNull()
    assert moments is not None
    assert moments.height() == 16 * poster.height()


def player_time(page: LibraryPage) -> str:
    found: QLabel | None = page.findChild(QLabel, "player_time")
    return "" if found is None else found.text()


def test_use_all_and_remix_bring_the_recipe_to_the_form(
    window: MainWindow, page: LibraryPage, grid: GridView, models: Models
) -> None:
    press(grid, 0)

    click(window, "library_use_all")
    used = models.draft.request
    click(window, "page_library")
    click(window, "library_remix")

    assert (used.prompt, used.seed) == (f"Video {COUNT - 1}", 42)
    assert models.draft.request.prompt == f"Video {COUNT - 1}"
    assert models.draft.request.seed == -1
    assert not page.isVisible()


def test_a_typed_filter_becomes_a_pill_and_the_pill_goes_by_a_click(
    page: LibraryPage, models: Models
) -> None:
    edit = part(page, QLineEdit, "library_search")
    until(
        lambda: models.library.has_answer and models.library.rowCount() == 1,
        after=lambda: QTest.keyClicks(edit, "seed:42 video 7"),
    )
    pill = part(page, QPushButton, "library_pill_0")
    typed = edit.text()

    QTest.mouseClick(pill, LEFT)

    assert pill.text().startswith("seed = 42")
    assert typed == "video 7"
    assert models.finder.filters == ()


def test_a_wrong_filter_gets_a_hint_once_it_is_over(page: LibraryPage) -> None:
    edit = part(page, QLineEdit, "library_search")
    edit.setFocus()

    QTest.keyClicks(edit, "stars:many ")

    assert "takes a number" in words(page, "library_search_hint")


def test_nothing_found_offers_to_show_everything(page: LibraryPage, models: Models) -> None:
    until(
        lambda: words(page, "library_empty_title") == "Nothing fits this search.",
        after=lambda: models.finder.look_for("no-such-words"),
    )

    button = part(page, QPushButton, "library_empty_clear")
    until(
        lambda: models.library.rowCount() == COUNT,
        after=lambda: QTest.mouseClick(button, LEFT),
    )

    assert part(page, GridView, "grid").isVisible()


def test_an_empty_library_says_what_to_do(
    window: MainWindow,
    models: Models,
    turn_to_library: Callable[[], LibraryPage],
) -> None:
    page = turn_to_library()

    assert words(page, "library_empty_title") == "No videos yet."
    click(window, "library_empty_create")
    assert not page.isVisible()


def test_the_sidebar_counts_and_filters(page: LibraryPage, models: Models) -> None:
    sidebar = part(page, Sidebar, "library_sidebar")
    until(lambda: models.counts.total == COUNT and bool(models.counts.facets.counts))
    item = next(item for group in sidebar._items for item in group if item.text(0) == "Favourites")

    until(
        lambda: models.library.has_answer and models.library.rowCount() == 0,
        after=lambda: QTest.mouseClick(
            sidebar.viewport(), LEFT, pos=sidebar.visualItemRect(item).center()
        ),
    )

    assert str(models.finder.query) == "is:favourite"
    assert [item.text(0) for item in sidebar._items[0]][:3] == [
        "All videos",
        "Favourites",
        "Unrated",
    ]


def test_copies_leave_the_key_out(page: LibraryPage, grid: GridView, models: Models) -> None:
    press(grid, 0)
    entry = page.selection.entries()[0]

    text = models.deeds.curl(entry.video)

    assert "$SEEDANCE_API_KEY" in text
    assert f"Video {COUNT - 1}" in text
    assert '"seed": 42' in text
    assert "gptproto.com" in text


def test_clips_that_are_dropped_join_and_what_is_none_is_told(
    page: LibraryPage, models: Models, tmp_path: Path
) -> None:
    clip = make_clip(tmp_path / "holiday.mp4")
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"")

    until(
        lambda: models.library.rowCount() == COUNT + 1,
        after=lambda: drop(page, files(clip, broken)),
    )
    until(lambda: bool(models.notices.shown))

    assert clip.is_file()
    assert models.notices.shown[0].failure.kind == "ClipUnusableError"
    assert not drop(page, files(tmp_path / "letter.txt"))
    for name in ("library_notes", "library_tag_field", "library_search"):
        assert not part(page, QWidget, name).acceptDrops()  # an address is no note
