"""Long things that are asked for in the window: seen to go on, stopped by a button, told of."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QWidget,
)

from seedance_desktop.core.stopped import StoppedError
from seedance_desktop.model.errands import Errand
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.errand_bars import ErrandBar
from seedance_desktop.ui.library.folders_dialog import FoldersDialog
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.refused_dialog import RefusedDialog
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.widgets.full_screen import FullScreen
from seedance_desktop.ui.widgets.player import Player
from seedance_desktop.ui.widgets.player_place import PlayerPlace
from tests.support.pictures import make_clip
from tests.support.screen_parts import click, part
from tests.support.shelves import a_clip, file_clips, until
from tests.ui.test_library import press

pytestmark = pytest.mark.expected_warnings(
    "pa_context_connect", "No RHI backend", "Immediate exit requested", maybe=True
)

COUNT = 3
FRAMES = 6
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(folders: Folders, turn_to_library: Callable[[], LibraryPage]) -> LibraryPage:
    """The library page with three videos, whose files are there."""
    folders.library.mkdir(parents=True)
    for clip in file_clips(folders, (a_clip(number, folders) for number in range(COUNT))):
        make_clip(clip.path, (64, 48), frames=FRAMES)
    return turn_to_library()


def choose(window: MainWindow, menu: str, path: Path) -> None:
    """Use a menu entry, and answer its question about a place."""
    action = window.findChild(QAction, menu)
    assert action is not None
    answer(window, path, after=action.trigger)


def answer(window: QWidget, path: Path, *, after: Callable[[], object]) -> None:
    found: list[QFileDialog] = []

    def look() -> bool:
        found[:] = [each for each in window.findChildren(QFileDialog) if each.isVisible()]
        return bool(found)

    until(look, after=after)
    part(found[0], QLineEdit, "fileNameEdit").setText(str(path))
    QTest.keyClick(part(found[0], QLineEdit, "fileNameEdit"), Qt.Key.Key_Return)


def select_all(page: LibraryPage) -> None:
    grid = part(page, GridView, "grid")
    press(grid, 0)
    QTest.keyClick(grid, Qt.Key.Key_A, CONTROL)
    until(lambda: page.selection.count == COUNT)


def said(window: MainWindow, words: str) -> None:
    until(lambda: words in window.statusBar().currentMessage())


def test_the_selection_is_exported_as_a_zip_with_its_tables(
    page: LibraryPage, window: MainWindow, tmp_path: Path
) -> None:
    select_all(page)

    choose(window, "menu_export_zip", tmp_path / "set.zip")
    said(window, "3 videos were exported to")

    with zipfile.ZipFile(tmp_path / "set.zip") as archive:
        assert len(archive.namelist()) == COUNT + 2
        told = json.loads(archive.read("manifest.json"))
    assert {row["prompt"] for row in told} == {"Video 0", "Video 1", "Video 2"}
    assert window.findChildren(ErrandBar) == []


def test_the_selection_is_exported_into_a_new_folder(
    page: LibraryPage, window: MainWindow, tmp_path: Path
) -> None:
    select_all(page)
    target = tmp_path / "exports"
    target.mkdir()

    choose(window, "menu_export_folder", target)
    said(window, "3 videos were exported to")

    (made,) = target.iterdir()
    assert len(list(made.iterdir())) == COUNT + 2


def test_without_a_selection_there_is_nothing_to_export_and_that_is_said(
    page: LibraryPage, window: MainWindow
) -> None:
    action = window.findChild(QAction, "menu_export_zip")
    assert action is not None

    action.trigger()

    assert "Select the videos" in window.statusBar().currentMessage()
    assert page.selection.count == 0


def test_a_folder_is_adopted_from_the_menu(
    page: LibraryPage, window: MainWindow, models: Models, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    make_clip(folder / "plain.mp4", (64, 48), frames=3)

    choose(window, "menu_adopt", folder)
    said(window, "1 video joined.")

    until(lambda: models.library.rowCount() == COUNT + 1)


def test_every_file_that_does_not_join_is_named_with_its_reason(
    page: LibraryPage, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    make_clip(folder / "plain.mp4", (64, 48), frames=3)
    (folder / "empty.mp4").touch()
    (folder / "text.mp4").write_text("no clip")

    choose(window, "menu_adopt", folder)
    until(lambda: bool(window.findChildren(RefusedDialog)))
    (dialog,) = window.findChildren(RefusedDialog)
    shown = part(dialog, QListWidget, "refused_files")
    click(dialog, "refused_copy")

    assert dialog.windowTitle() == "2 files did not join"
    assert {shown.item(row).text() for row in range(shown.count())} == {
        "empty.mp4 is empty.",
        "text.mp4 is a text, not a clip.",
    }
    assert f"{folder / 'empty.mp4'}: empty.mp4 is empty." in QGuiApplication.clipboard().text()
    dialog.reject()


def test_an_errand_shows_how_far_it_is_and_ends_when_it_is_told_to(
    page: LibraryPage, window: MainWindow, models: Models
) -> None:
    calls = 0
    answers: list[str | None] = []

    async def work(errand: Errand) -> str:
        from asyncio import sleep

        nonlocal calls
        while True:
            calls += 1
            errand.tell(calls, 1000)
            await sleep(0)

    async def run() -> None:
        answers.append(await models.errands.done("Counting", work))

    until(lambda: bool(window.findChildren(ErrandBar)), after=lambda: models.bridge.run(run(), "x"))
    (bar,) = window.findChildren(ErrandBar)
    progress = part(bar, QProgressBar, "errand_progress")
    until(lambda: progress.value() > 3)
    assert progress.maximum() == 1000
    assert bar.isVisible()

    until(lambda: answers == [None], after=part(bar, QPushButton, "errand_stop").click)

    until(lambda: window.findChildren(ErrandBar) == [])
    with pytest.raises(StoppedError):
        _stopped().tell(1, 2)
    assert page.isVisible()


def _stopped() -> Errand:
    errand = Errand("", QObject())
    errand.stop()
    return errand


def test_the_folders_are_listed_and_the_usual_one_is_moved(
    page: LibraryPage, window: MainWindow, models: Models, folders: Folders, tmp_path: Path
) -> None:
    new = tmp_path / "new library"
    new.mkdir()
    action = window.findChild(QAction, "menu_folders")
    assert action is not None
    until(lambda: bool(window.findChildren(FoldersDialog)), after=action.trigger)
    (dialog,) = window.findChildren(FoldersDialog)
    listed = part(dialog, QTreeWidget, "folders")
    until(lambda: listed.topLevelItemCount() == 1)
    row = listed.topLevelItem(0)
    assert row is not None
    assert [row.text(0), row.text(1)] == [str(folders.library), str(COUNT)]
    assert "new videos go here" in row.text(3)

    answer(window, new, after=lambda: click(dialog, "folders_move"))
    said(window, "files were moved to")

    assert models.preferences.library == new
    assert len(list(new.glob("*.mp4"))) == COUNT
    entry = models.library.entry(0)
    until(lambda: (models.library.entry(0) or entry).video.library == new)  # type: ignore[union-attr]
    assert not list(folders.library.glob("*.mp4"))


def shown_player(page: LibraryPage) -> Player:
    """The player with the first clip, which was clicked."""
    press(part(page, GridView, "grid"), 0)
    place = part(page, PlayerPlace, "library_player")
    until(lambda: place.player is not None and place.player.deck.path is not None)
    player = place.player
    assert player is not None
    until(lambda: player.deck.facts is not None and player.isVisible())
    return player


def test_the_frames_of_a_clip_are_saved_as_pictures(
    page: LibraryPage, window: MainWindow, tmp_path: Path
) -> None:
    shown_player(page)

    grid = part(page, GridView, "grid")  # which has the focus, and hands the player its keys
    answer(window, tmp_path, after=lambda: QTest.keyClick(grid, Qt.Key.Key_S, SHIFT))
    said(window, "frames saved in")

    (folder,) = tmp_path.glob("* frames *")
    assert len(list(folder.glob("*.png"))) == FRAMES


SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_question_where_to_save_a_frame_stands_over_the_whole_screen(
    page: LibraryPage, window: MainWindow, tmp_path: Path
) -> None:
    """Over the window it would bring that to the front, and the whole screen behind it."""
    player = shown_player(page)
    player.toggle_full_screen()
    full = part(player, FullScreen, "full_screen")
    until(full.isActiveWindow)

    answer(full, tmp_path / "frame.png", after=player.save_frame)
    said(window, "The frame was saved")

    assert player.is_full_screen
    full.close()
