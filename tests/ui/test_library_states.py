"""Where the keyboard begins on the Library page, and what it says when something is wrong."""

import sqlite3
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from seedance_desktop.core.entry import Entry
from seedance_desktop.core.ids import EntryNumber
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.captions import spoken_entry
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.main_window import MainWindow
from tests.support.screen_parts import click, part, words
from tests.support.shelves import a_clip, file_clips, until
from tests.ui.test_library import press, selected

pytestmark = pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)


@pytest.fixture
def page(folders: Folders, turn_to_library: Callable[[], LibraryPage]) -> LibraryPage:
    """Thirty videos, whose files are not there."""
    file_clips(folders, (a_clip(number, folders) for number in range(30)))
    return turn_to_library()


@pytest.fixture
def grid(page: LibraryPage) -> GridView:
    return part(page, GridView, "grid")


def test_a_damaged_file_is_spoken_of(folders: Folders) -> None:
    entry = Entry(EntryNumber(1), a_clip(0, folders), is_damaged=True)

    assert spoken_entry(entry, "caption").endswith("the file is damaged")


def test_a_prompt_as_long_as_a_page_is_not_read_out_before_what_else_there_is_to_say(
    folders: Folders,
) -> None:
    clip = a_clip(0, folders)
    clip = replace(clip, request=replace(clip.request, prompt="一只橘猫蹲在窗台上，" * 200))

    spoken = spoken_entry(Entry(EntryNumber(1), clip), "720p")

    assert spoken.startswith("一只橘猫")
    assert spoken.endswith("… · 720p")
    assert len(spoken) < 120


@pytest.mark.expected_warnings("Could not open media", "pa_context_connect", maybe=True)
@pytest.mark.parametrize("content", [b"", b"this is text"])
def test_a_file_that_is_no_video_is_named_with_what_to_do(
    folders: Folders, turn_to_library: Callable[[], LibraryPage], content: bytes
) -> None:
    video = file_clips(folders, [a_clip(0, folders)])[0]
    video.path.parent.mkdir(parents=True, exist_ok=True)
    video.path.write_bytes(content)
    page = turn_to_library()
    grid = part(page, GridView, "grid")

    press(grid, 0)

    until(lambda: str(video.path) in words(page, "library_problem"))
    assert "Use all" in words(page, "library_problem")
    page.selection.changed.emit()  # as when it is rated, or its file was looked at
    assert part(page, QLabel, "library_problem").isVisible()


def test_the_keyboard_begins_at_the_first_video_and_selects_it(
    page: LibraryPage, grid: GridView, window: MainWindow
) -> None:
    window.findChild(QAction, "menu_create").trigger()  # type: ignore[union-attr]
    window.findChild(QAction, "menu_library").trigger()  # type: ignore[union-attr]

    until(grid.hasFocus)
    assert grid.currentIndex().row() == 0
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert selected(page) == {0}


def test_the_keyboard_begins_at_what_an_empty_library_offers(
    window: MainWindow, turn_to_library: Callable[[], LibraryPage]
) -> None:
    page = turn_to_library()

    window.findChild(QAction, "menu_library").trigger()  # type: ignore[union-attr]

    until(part(page, QPushButton, "library_empty_create").hasFocus)


@pytest.mark.parametrize("pages", [0, 40])
def test_a_search_that_fails_shows_no_older_answer_and_is_tried_again(
    page: LibraryPage, models: Models, folders: Folders, pages: int
) -> None:
    folders.database.write_bytes(bytes(pages * 4096))
    until(
        lambda: words(page, "library_empty_title") == "The library cannot be read.",
        after=lambda: models.finder.look_for("night"),
    )
    assert not part(page, GridView, "grid").isVisible()
    assert page.selection.words() == ""

    for notice in models.notices.shown:
        models.notices.dismiss(notice.id)
    click(page, "library_empty_again")
    until(lambda: bool(models.notices.shown))
    until(lambda: words(page, "library_empty_title") == "The library cannot be read.")


def test_the_search_box_shows_that_the_keyboard_is_in_it(page: LibraryPage) -> None:
    box = part(page, QFrame, "library_search_box")
    page.search.take_focus()
    until(lambda: box.property("typing") == "on")

    part(page, GridView, "grid").setFocus()

    until(lambda: box.property("typing") == "")


def test_a_library_folder_that_is_not_there_is_named_rather_than_the_file(
    page: LibraryPage, grid: GridView, folders: Folders
) -> None:
    assert not folders.library.exists()

    press(grid, 0)

    until(lambda: words(page, "library_problem").startswith("The library folder"))
    assert str(folders.library) in words(page, "library_problem")
    assert "connect" in words(page, "library_problem")


def test_records_that_another_program_keeps_busy_are_opened_when_it_lets_go(
    window: MainWindow,
    models: Models,
    folders: Folders,
    build: Callable[[], Engine],
    live: AbstractEventLoop,
) -> None:
    file_clips(folders, [a_clip(0, folders)])
    with closing(sqlite3.connect(folders.database, isolation_level=None)) as other_program:
        other_program.execute("PRAGMA locking_mode = EXCLUSIVE")
        other_program.execute("BEGIN EXCLUSIVE")
        click(window, "page_library")
        page = part(window, LibraryPage, "library_splitter")
        until(lambda: models.bridge.has_failed, after=lambda: models.bridge.start(build))
        until(lambda: words(page, "library_empty_title") == "The library cannot be read.")
        until(lambda: len(models.notices.shown) == 1)
        assert models.notices.shown[0].failure.kind == "RecordError"

    until(lambda: models.library.rowCount() == 1, after=lambda: click(page, "library_empty_again"))

    assert models.notices.shown == ()
    assert page.grid.isVisible()
