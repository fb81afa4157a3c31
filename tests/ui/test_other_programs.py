"""Clips shown in a file manager and opened: real files, a real bus, Qt's own way out watched."""

import sys
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QListView, QMenu

from seedance_desktop.core.events import JobChanged
from seedance_desktop.core.video import Video
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.jobs import JobRole
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.main_window import MainWindow
from tests.support.pictures import make_clip
from tests.support.screen_parts import part
from tests.support.session_bus import SessionBus
from tests.support.shelves import a_clip, file_clips, until

pytestmark = [
    pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks over a session bus"),
]


class Opened(QObject):
    """What Qt was asked to open with another program."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened()
    # Declared for bytes, of which it refuses every one.
    QDesktopServices.setUrlHandler("file", made, "take")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def clips(folders: Folders) -> list[Video]:
    """Three videos on record; the file of the first is gone."""
    filed = file_clips(folders, (a_clip(number, folders) for number in range(3)))
    folders.library.mkdir()
    for video in filed[1:]:
        make_clip(video.path, (160, 96), frames=4)
    return filed


@pytest.fixture
def page(clips: list[Video], turn_to_library: Callable[[], LibraryPage]) -> LibraryPage:
    return turn_to_library()


def choose(page: LibraryPage, name: str, *rows: int) -> None:
    """Select rows, wait until what is in them is there, and take this entry of their menu."""
    grid = page.grid
    grid.clearSelection()
    for row in rows:
        index = grid.model().index(row, 0)
        grid.selectionModel().select(index, grid.selectionModel().SelectionFlag.Select)
    until(lambda: len(list(page.selection.entries())) == len(rows))
    page.menu_wanted.emit(QPoint())
    (menu,) = (menu for menu in page.findChildren(QMenu) if menu.isVisible() and menu.actions())
    part(page, QAction, name).trigger()
    menu.close()


def notices(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_the_selected_clips_are_shown_in_the_file_manager(
    bus: SessionBus, page: LibraryPage, clips: list[Video], opened: Opened
) -> None:
    bus.start_manager()

    choose(page, "library_reveal", 0, 1)
    until(lambda: bool(bus.asked))

    assert bus.asked == [["ShowItems", [clips[2].path.as_uri(), clips[1].path.as_uri()], ""]]
    assert opened.paths == []


def test_without_a_file_manager_on_the_bus_their_folder_is_opened(
    bus: SessionBus, page: LibraryPage, folders: Folders, opened: Opened
) -> None:
    choose(page, "library_reveal", 0, 1)
    until(lambda: bool(opened.paths))

    assert opened.paths == [folders.library]


def test_a_clip_opens_with_its_usual_program(
    page: LibraryPage, clips: list[Video], opened: Opened
) -> None:
    choose(page, "library_open", 1)
    until(lambda: bool(opened.paths))

    assert opened.paths == [clips[1].path]


@pytest.mark.parametrize("entry", ["library_open", "library_reveal"])
def test_a_clip_that_is_gone_is_told(
    entry: str, page: LibraryPage, window: MainWindow, clips: list[Video], opened: Opened
) -> None:
    choose(page, entry, 2)
    until(lambda: f"{clips[0].path} is not there any more." in notices(window))

    assert opened.paths == []


def test_the_video_of_a_job_is_shown_as_well(
    bus: SessionBus,
    folders: Folders,
    window: MainWindow,
    models: Models,
    build: Callable[[], Engine],
    live: AbstractEventLoop,
    clips: list[Video],
) -> None:
    bus.start_manager()
    until(lambda: models.jobs.rowCount() == 3, after=lambda: models.bridge.start(build))
    shown = models.jobs.index(0, 0).data(JobRole.JOB)
    (video,) = (video for video in clips if video.job == shown.id)
    models.bridge._post(JobChanged(replace(shown, video=video.id)))
    until(lambda: models.jobs.index(0, 0).data(JobRole.JOB).video is not None)

    view = part(window, QListView, "jobs")
    view.customContextMenuRequested.emit(view.visualRect(view.model().index(0, 0)).center())
    part(window, QAction, "job_reveal").trigger()
    until(lambda: bool(bus.asked))

    assert bus.asked == [["ShowItems", [video.path.as_uri()], ""]]


def a_player(folder: Path) -> Path:
    """A program that writes down what it is to open."""
    program = folder / "player"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/asked.part"\n'
        f'mv "{folder}/asked.part" "{folder}/asked"\n'
    )
    program.chmod(0o755)
    return program


def test_clips_open_with_a_chosen_program_which_is_offered_first_from_then_on(
    page: LibraryPage, window: MainWindow, models: Models, clips: list[Video], tmp_path: Path
) -> None:
    player, asked = a_player(tmp_path), tmp_path / "asked"

    choose(page, "library_open_with", 0, 1)
    until(lambda: any(each.isVisible() for each in window.findChildren(QFileDialog)))
    name = part(part(window, QFileDialog, "choose_program"), QLineEdit, "fileNameEdit")
    name.setText(str(player))
    QTest.keyClick(name, Qt.Key.Key_Return)
    until(asked.exists)
    first = asked.read_text("utf-8").splitlines()
    asked.unlink()
    choose(page, "library_open_again", 1)
    until(asked.exists)

    assert first == [str(clips[2].path), str(clips[1].path)]
    assert asked.read_text("utf-8").splitlines() == [str(clips[1].path)]


def test_what_is_no_program_is_told(
    page: LibraryPage, window: MainWindow, models: Models, clips: list[Video], tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.touch()

    models.others.open_with(note, [clips[1].path])

    until(lambda: f"{note} is no program that can be run." in notices(window))
