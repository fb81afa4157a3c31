"""Searches that are kept, searches that are typed faster than they are answered, and families."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeWidgetItem,
)
from typing_extensions import override

from seedance_desktop.core.changes import Label
from seedance_desktop.core.query import Field
from seedance_desktop.core.request import Frame, Role
from seedance_desktop.core.search_text import folded
from seedance_desktop.core.video import Video
from seedance_desktop.model.models import Models
from seedance_desktop.model.video_drag import video_drag
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.lineage_box import LineageBox
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.sidebar import Sidebar
from seedance_desktop.ui.main_window import MainWindow
from tests.support.screen_parts import LEFT, drop, part
from tests.support.shelves import a_clip, file_clips, until
from tests.ui.test_library import press

pytestmark = pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)

WORDS = ("sea", "seal", "season", "seagull", "boat", "boathouse", "lighthouse", "light rain")
COUNT = 400


@pytest.fixture
def page(folders: Folders, turn_to_library: Callable[[], LibraryPage]) -> LibraryPage:
    """Four hundred videos of words that begin alike."""
    clips = [a_clip(n, folders, prompt=f"{WORDS[n % len(WORDS)]} {n}") for n in range(COUNT)]
    clips[3] = child(clips[3], Frame(Role.FIRST_FRAME, folders.library, taken_from=clips[2].id))
    tail = Frame(Role.FIRST_FRAME, folders.library, taken_from=clips[3].id, taken_at=-1)
    clips[4] = child(clips[4], tail)
    file_clips(folders, clips)
    return turn_to_library()


def child(clip: Video, frame: Frame) -> Video:
    return replace(clip, request=replace(clip.request, pictures=(frame,)))


class Windows(QObject):
    """Sees parts that are shown as windows of their own, were it for a blink."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QToolButton | QLabel):
            self.seen += [watched.objectName()] if watched.isWindow() else []
        return False


def item_of(sidebar: Sidebar, words: str) -> QTreeWidgetItem:
    return next(item for group in sidebar._items for item in group if item.text(0) == words)


def row_place(sidebar: Sidebar, words: str) -> QPoint:
    item = item_of(sidebar, words)
    sidebar.scrollToItem(item)
    return sidebar.visualItemRect(item).center()


def has_row(sidebar: Sidebar, words: str) -> bool:
    return any(item.text(0) == words for group in sidebar._items for item in group)


def asked_name(window: MainWindow) -> QInputDialog | None:
    """The dialog that is open for a name."""
    dialogs = window.findChildren(QInputDialog)
    return next((dialog for dialog in dialogs if dialog.isVisible()), None)


def shown_prompts(models: Models) -> list[str]:
    library = models.library
    entries = [library.entry(row) for row in range(library.rowCount())]
    return [entry.video.request.prompt for entry in entries if entry is not None]


def test_a_search_that_is_typed_faster_than_it_is_answered_never_shows_an_older_answer(
    page: LibraryPage, models: Models
) -> None:
    """Whatever is shown as the answer holds what was typed at that moment."""
    edit = part(page, QLineEdit, "library_search")
    edit.setFocus()
    wrong: list[tuple[str, str]] = []
    answered: list[str] = []

    def look() -> None:
        typed = folded(models.finder.words)
        answered.append(typed)
        wrong.extend((typed, each) for each in shown_prompts(models) if typed not in folded(each))

    models.library.answered.connect(look)
    for text in ("seagull", "season", "boathouse", "light rain", "sea"):
        edit.selectAll()
        for place, sign in enumerate(text):
            QTest.keyClicks(edit, sign)
            if place % 3 == 2:  # a pause in which an answer may just arrive
                QApplication.processEvents()
    until(lambda: models.library.has_answer)

    assert wrong == []
    assert answered[-1] == "sea"
    expected = [word for word in WORDS if word.startswith("sea")]
    assert models.library.rowCount() == COUNT // len(WORDS) * len(expected)


def test_news_that_never_end_do_not_keep_a_search_from_its_answer(
    page: LibraryPage, models: Models
) -> None:
    organiser, numbers = models.organiser, models.library.numbers([(0, 9)])
    stars = 0

    def news() -> bool:
        nonlocal stars
        stars = stars % 5 + 1
        organiser.rate(numbers, stars)
        return models.library.has_answer and models.library.rowCount() == COUNT // len(WORDS)

    models.finder.look_for("boathouse")
    until(news)

    assert set(shown_prompts(models)[0].split()) & {"boathouse"}
    assert page.isVisible()


def test_a_search_gets_a_name_is_found_by_a_click_and_is_forgotten_by_its_menu(
    page: LibraryPage, models: Models, window: MainWindow
) -> None:
    sidebar = part(page, Sidebar, "library_sidebar")
    models.finder.look_for("season")
    until(lambda: models.library.has_answer)

    until(lambda: asked_name(window) is not None, after=page.search.save_wanted.emit)
    dialog = asked_name(window)
    assert dialog is not None
    dialog.setTextValue("The four seasons")
    dialog.accept()
    until(lambda: has_row(sidebar, "The four seasons"))
    models.finder.clear()
    until(lambda: models.library.rowCount() == COUNT)

    def click() -> None:
        QTest.mouseClick(sidebar.viewport(), LEFT, pos=row_place(sidebar, "The four seasons"))

    until(lambda: models.library.rowCount() == COUNT // len(WORDS), after=click)
    assert str(models.finder.query) == "season"

    menus: list[QMenu] = []

    def opened_menu() -> bool:
        menus[:] = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
        return bool(menus)

    place = row_place(sidebar, "The four seasons")
    until(opened_menu, after=lambda: sidebar.customContextMenuRequested.emit(place))
    (forget,) = [each for each in menus[0].actions() if each.objectName() == "side_forget"]
    forget.trigger()
    menus[0].close()
    until(lambda: not has_row(sidebar, "The four seasons"))
    assert models.finder.saved == {}


def test_clips_dropped_on_a_collection_and_on_a_tag_are_under_it_and_elsewhere_not(
    page: LibraryPage, models: Models
) -> None:
    sidebar, grid = part(page, Sidebar, "library_sidebar"), part(page, GridView, "grid")
    models.organiser.make(Label.COLLECTION, "Reel")
    models.organiser.put(Label.TAG, "night", models.library.numbers([(20, 20)]))
    until(lambda: has_row(sidebar, "Reel") and has_row(sidebar, "night"))
    press(grid, 1)
    press(grid, 3, Qt.KeyboardModifier.ControlModifier)
    entries = page.selection.entries()
    mime = video_drag(entry.video for entry in entries)

    drop(sidebar.viewport(), mime, at=row_place(sidebar, "All videos"))
    assert models.organiser.next_undo is not None
    until(
        lambda: page.selection.common().collections == ("Reel",),
        after=lambda: drop(sidebar.viewport(), mime, at=row_place(sidebar, "Reel")),
    )
    until(
        lambda: page.selection.common().tags == ("night",),
        after=lambda: drop(sidebar.viewport(), mime, at=row_place(sidebar, "night")),
    )

    until(lambda: page.selection.common().tags == (), after=models.organiser.undo)
    until(lambda: page.selection.common().collections == (), after=models.organiser.undo)


def test_a_new_collection_is_made_by_a_click_and_of_what_is_dropped(
    page: LibraryPage, models: Models, window: MainWindow
) -> None:
    sidebar, grid = part(page, Sidebar, "library_sidebar"), part(page, GridView, "grid")

    def name_it(name: str, ask: Callable[[], object]) -> None:
        until(lambda: asked_name(window) is not None, after=ask)
        dialog = asked_name(window)
        assert dialog is not None
        dialog.setTextValue(name)
        dialog.accept()
        until(lambda: asked_name(window) is None and has_row(sidebar, name))

    def click() -> None:
        QTest.mouseClick(sidebar.viewport(), LEFT, pos=row_place(sidebar, "New collection…"))

    name_it("Reel", click)
    assert models.counts.facets.of(Field.COLLECTION).get("Reel", 0) == 0
    press(grid, 1)
    press(grid, 3, Qt.KeyboardModifier.ControlModifier)
    mime = video_drag(entry.video for entry in page.selection.entries())
    name_it(
        "Best",
        lambda: drop(sidebar.viewport(), mime, at=row_place(sidebar, "New collection…")),
    )
    until(lambda: page.selection.common().collections == ("Best",))
    until(lambda: not has_row(sidebar, "Best"), after=models.organiser.undo)


def test_the_keyboard_stops_in_the_sidebar_at_rows_and_stays_there(
    page: LibraryPage, models: Models
) -> None:
    sidebar = part(page, Sidebar, "library_sidebar")
    until(lambda: has_row(sidebar, "All videos"))

    def at() -> str:
        item = sidebar.currentItem()
        return "" if item is None else item.text(0)

    until(page.window().isActiveWindow, after=page.window().activateWindow)
    sidebar.setFocus(Qt.FocusReason.TabFocusReason)
    assert at() == "All videos"
    rows = [item.text(0) for group in sidebar._items for item in group]
    for words in rows[1:]:
        QTest.keyClick(sidebar, Qt.Key.Key_Down)
        assert at() == words
    for words in reversed(rows[:-1]):
        QTest.keyClick(sidebar, Qt.Key.Key_Up)
        assert at() == words
    QTest.keyClick(sidebar, Qt.Key.Key_Up)
    assert at() == rows[0]
    QTest.keyClick(sidebar, Qt.Key.Key_End)
    models.organiser.make(Label.COLLECTION, "Another")
    until(lambda: has_row(sidebar, "Another"))
    assert at() == rows[-1]
    sidebar.setCurrentItem(item_of(sidebar, "Another"))
    models.organiser.rename(Label.COLLECTION, "Another", "Zebra")
    until(lambda: has_row(sidebar, "Zebra"))
    assert at() == "Zebra"


def test_the_family_of_a_clip_is_walked_from_one_to_the_next(
    page: LibraryPage, models: Models
) -> None:
    box = part(page, LineageBox, "library_lineage")
    grid = part(page, GridView, "grid")
    windows = Windows()
    QApplication.instance().installEventFilter(windows)  # type: ignore[union-attr]
    press(grid, COUNT - 4)  # the fourth that was made: in the middle of the family

    def kin() -> list[str]:
        buttons = [each for each in box.findChildren(QToolButton) if each.isVisible()]
        return [button.accessibleName() for button in buttons]

    until(lambda: len(kin()) == 3)
    assert kin() == [
        "Made from a frame of: season 2",
        "This video",
        "Continued by: boat 4",
    ]
    elder = next(b for b in box.findChildren(QToolButton) if "season 2" in b.accessibleName())

    until(
        lambda: [e.video.request.prompt for e in page.selection.entries()] == ["season 2"],
        after=elder.click,
    )
    until(lambda: kin() == ["This video", "Made from a frame of this: seagull 3"])
    younger = next(b for b in box.findChildren(QToolButton) if "seagull 3" in b.accessibleName())
    younger.setFocus()
    QTest.keyClick(younger, Qt.Key.Key_Space)
    until(lambda: len(kin()) == 3)
    here = box.focusWidget()
    assert here is not None
    assert here.accessibleName() == "This video"
    assert windows.seen == []
    press(grid, 0)
    until(lambda: not box.isVisible())
