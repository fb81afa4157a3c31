"""The Library page by keyboard alone: where the tab key comes to, and where the keyboard stays."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from seedance_desktop.core.changes import Label
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.widgets.stars import Stars
from tests.support.painted import Painted
from tests.support.pictures import make_clip
from tests.support.screen_parts import part
from tests.support.shelves import a_clip, file_clips, until
from tests.ui.test_library import press, selected

pytestmark = pytest.mark.expected_warnings(
    "pa_context_connect", "No RHI backend", "Could not open media", maybe=True
)

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COUNT = 12
READ = (
    "page_library",
    "library_sidebar",
    "library_searches",
    "library_pill_0",
    "library_search",
    "library_search_clear",
    "library_sort",
    "library_size",
    "grid",
    "player",
    "player_position",
    "player_back",
    "player_play",
    "player_forward",
    "player_loop",
    "player_more",
    "player_full_screen",
    "library_use_all",
    "library_remix",
    "library_more",
    "library_stars",
    "library_favourite",
    "library_tag_0",
    "library_tag_1",
    "library_tag_field",
    "library_notes",
    "library_facts",
)
"""The parts of the page, in the order in which they are read."""


@pytest.fixture
def page(folders: Folders, turn_to_library: Callable[[], LibraryPage]) -> LibraryPage:
    """A dozen videos, of which the first has its file."""
    videos = file_clips(folders, (a_clip(number, folders) for number in range(COUNT)))
    videos[-1].path.parent.mkdir(parents=True, exist_ok=True)
    make_clip(videos[-1].path, frames=10)
    return turn_to_library()


@pytest.fixture
def grid(page: LibraryPage) -> Iterator[GridView]:
    """With its first video selected."""
    grid = part(page, GridView, "grid")
    press(grid, 0)
    grid.setFocus()
    yield grid
    page.let_go()


def tag(page: LibraryPage, models: Models, *names: str) -> None:
    for name in names:
        models.organiser.put(Label.TAG, name, page.selection.numbers)
    until(lambda: page.selection.common().tags == names)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(name: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press it where the keyboard is."""
    QTest.keyClick(focus(), name, keys)


def walked(window: MainWindow, keys: Iterable[Qt.Key] = (Qt.Key.Key_Tab,)) -> list[QWidget]:
    """What the tab key comes to, once around, from the page's name on."""
    first = part(window, QPushButton, "page_library")
    first.setFocus()
    stops: list[QWidget] = [first]
    while True:
        for pressed in keys:
            key(pressed)
        if focus() is first:
            return stops
        stops.append(focus())
        assert len(stops) < 100, "the keyboard never comes back"


def test_the_tab_key_goes_through_the_page_as_it_is_read_and_back(
    page: LibraryPage, grid: GridView, models: Models, window: MainWindow
) -> None:
    tag(page, models, "night", "sea")
    models.finder.look_for("ratio:16:9")
    until(lambda: models.library.has_answer and models.library.rowCount() == COUNT)
    press(grid, 0)
    until(lambda: part(page, QPushButton, "library_tag_1").isVisible())
    until(lambda: page.player.player is not None and page.player.player.isVisible())

    forwards = [stop.objectName() for stop in walked(window)]
    backwards = [stop.objectName() for stop in walked(window, [Qt.Key.Key_Backtab])]

    assert [name for name in forwards if name in READ] == list(READ)
    assert forwards[1:] == backwards[:0:-1]


def test_the_focus_is_seen_wherever_the_keyboard_is(
    page: LibraryPage, grid: GridView, models: Models, window: MainWindow
) -> None:
    tag(page, models, "night")
    page.pause()
    unseen = []

    for stop in walked(window):
        box = part(page, QFrame, "library_search_box") if _is_search(stop) else stop
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        focused = box.grab().toImage()
        stop.clearFocus()
        QApplication.processEvents()
        if box.grab().toImage() == focused:
            unseen.append(stop.objectName())

    assert unseen == []


def _is_search(stop: QWidget) -> bool:
    return stop.objectName() == "library_search"


def test_notes_are_kept_and_taken_back(page: LibraryPage, grid: GridView, models: Models) -> None:
    notes = part(page, QPlainTextEdit, "library_notes")
    notes.setFocus()
    QTest.keyClicks(notes, "colour is right")
    key(Qt.Key.Key_Tab)

    until(lambda: page.selection.entries()[0].organised.notes == "colour is right")
    until(lambda: notes.toPlainText() == "", after=models.organiser.undo)


def test_a_tag_is_chosen_from_the_suggestions_and_the_field_is_empty_again(
    page: LibraryPage, grid: GridView, models: Models
) -> None:
    tag(page, models, "night")
    press(grid, 1)
    field = part(page, QLineEdit, "library_tag_field")
    field.setFocus()
    completer = field.completer()
    assert completer is not None
    until(lambda: completer.model().rowCount() == 1)
    QTest.keyClicks(field, "ni")
    popup = completer.popup()
    assert popup is not None
    until(popup.isVisible)

    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)

    until(lambda: page.selection.common().tags == ("night",))
    assert field.text() == ""


def test_ctrl_z_in_a_field_that_has_nothing_to_take_back_takes_back_the_tag(
    page: LibraryPage, grid: GridView
) -> None:
    field = part(page, QLineEdit, "library_tag_field")
    field.setFocus()
    QTest.keyClicks(field, "sea")
    key(Qt.Key.Key_Return)
    until(lambda: page.selection.common().tags == ("sea",))

    QTest.keyClicks(field, "x")
    key(Qt.Key.Key_Z, CONTROL)
    assert field.text() == ""
    assert page.selection.common().tags == ("sea",)

    until(lambda: page.selection.common().tags == (), after=lambda: key(Qt.Key.Key_Z, CONTROL))


def test_the_keyboard_stays_beside_the_tag_that_it_takes_away(
    page: LibraryPage, grid: GridView, models: Models
) -> None:
    tag(page, models, "night", "sea")
    until(lambda: part(page, QPushButton, "library_tag_1").isVisible())
    part(page, QPushButton, "library_tag_0").setFocus()

    key(Qt.Key.Key_Space)
    until(lambda: page.selection.common().tags == ("sea",))
    until(lambda: focus().accessibleName() == "Remove the tag sea")
    key(Qt.Key.Key_Space)

    until(lambda: page.selection.common().tags == ())
    until(lambda: focus().objectName() == "library_tag_field")


def test_the_keyboard_stays_in_the_search_box_whose_filters_it_takes_away(
    page: LibraryPage, grid: GridView, models: Models
) -> None:
    models.finder.look_for("ratio:16:9 is:unrated words")
    pill = part(page, QPushButton, "library_pill_0")
    pill.setFocus()

    key(Qt.Key.Key_Space)
    until(lambda: len(models.finder.filters) == 1)
    assert focus().objectName() == "library_pill_0"
    part(page, QToolButton, "library_search_clear").setFocus()
    key(Qt.Key.Key_Space)

    assert not models.finder.filters
    assert focus().objectName() == "library_search"


def test_stars_are_a_slider_for_others_and_rate_by_its_value(
    page: LibraryPage, grid: GridView
) -> None:
    stars = part(page, Stars, "library_stars")
    stars.setFocus()
    for pressed, rating in ((Qt.Key.Key_4, 4), (Qt.Key.Key_Left, 3), (Qt.Key.Key_End, 5)):
        key(pressed)
        until(lambda rating=rating: page.selection.common().rating == rating)  # type: ignore[misc]
        assert stars.value() == rating

    stars.setValue(2)  # as a screen reader does it

    until(lambda: page.selection.common().rating == 2)
    assert stars.accessibleName() == "Rating: 2 stars"


def test_shift_and_f10_open_the_menu_of_the_clip_that_the_keyboard_is_at(
    page: LibraryPage, grid: GridView
) -> None:
    grid.clearSelection()

    key(Qt.Key.Key_F10, SHIFT)

    menus = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    assert selected(page) == {0}
    assert any(action.objectName() == "library_rename" for action in menus[0].actions())
    QTest.keyClick(menus[0], Qt.Key.Key_Escape)
    assert grid.hasFocus()


def test_how_a_clip_was_made_is_read_where_the_keyboard_comes_to_it(
    page: LibraryPage, grid: GridView
) -> None:
    facts = part(page, QFrame, "library_facts")

    assert facts.accessibleDescription().startswith("Video 11\nModel: ")
    assert "\nSeed: " in facts.accessibleDescription()


def test_what_is_below_a_video_that_has_gone_moves_up_at_once(
    page: LibraryPage, grid: GridView, models: Models, folders: Folders
) -> None:
    last = grid.visualRect(grid.model().index(COUNT - 1, 0))
    until(lambda: page.selection.count == 1)
    QTest.qWait(50)
    painted = Painted()
    grid.viewport().installEventFilter(painted)
    grid.model().rowsRemoved.connect(painted.begin)

    models.organiser.bin([page.selection.entries()[0].number])

    until(lambda: grid.model().rowCount() == COUNT - 1)
    QTest.qWait(300)  # by and by something else would have it painted
    assert painted.region.contains(last)


def test_the_keyboard_goes_on_at_the_prompt_when_a_recipe_is_in_the_form(
    page: LibraryPage, grid: GridView, window: MainWindow
) -> None:
    part(page, QPushButton, "library_use_all").setFocus()

    key(Qt.Key.Key_Space)

    until(lambda: focus().objectName() == "prompt")


def test_where_nothing_is_selected_keys_mean_the_clip_that_the_keyboard_is_at(
    page: LibraryPage, grid: GridView
) -> None:
    grid.clearSelection()

    key(Qt.Key.Key_3)

    until(lambda: page.selection.common().rating == 3)
    assert selected(page) == {0}


def test_the_keyboard_goes_on_at_the_videos_when_the_button_that_it_pressed_goes_away(
    page: LibraryPage, grid: GridView, models: Models, window: MainWindow
) -> None:
    models.finder.look_for("no such word")
    button = part(page, QPushButton, "library_empty_clear")
    until(button.isVisible)
    button.setFocus()
    key(Qt.Key.Key_Space)
    until(grid.hasFocus)

    press(grid, 0)
    page.delete_wanted.emit()
    undo = part(page, QPushButton, "library_undo")
    until(undo.isVisible)
    undo.setFocus()
    key(Qt.Key.Key_Space)
    until(lambda: not undo.isVisible())
    assert grid.hasFocus()


def test_the_arrow_leads_from_the_search_to_what_it_found(
    page: LibraryPage, grid: GridView, models: Models
) -> None:
    page.search.take_focus()
    QTest.keyClicks(part(page, QLineEdit, "library_search"), "video 7")

    key(Qt.Key.Key_Down)

    until(grid.hasFocus)
    until(lambda: models.library.rowCount() == 1)
    assert grid.hasFocus()
