"""Files are renamed from the window: what will come of it is seen before, and undone by a key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QTreeWidget

from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.rename_dialog import RenameDialog
from tests.support.pictures import make_clip
from tests.support.screen_parts import click, part
from tests.support.shelves import a_clip, file_clips, until
from tests.ui.test_library import press

pytestmark = pytest.mark.expected_warnings(
    "pa_context_connect", "No RHI backend", "Immediate exit requested", maybe=True
)

COUNT = 3
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(folders: Folders, turn_to_library: Callable[[], LibraryPage]) -> LibraryPage:
    """The library page with three videos, whose files are there."""
    folders.library.mkdir(parents=True)
    for clip in file_clips(folders, (a_clip(number, folders) for number in range(COUNT))):
        make_clip(clip.path, (64, 48), frames=2)
    return turn_to_library()


def asked(page: LibraryPage, *rows: int) -> RenameDialog:
    """The dialog for these rows, opened by its key."""
    grid = part(page, GridView, "grid")
    until(page.window().isActiveWindow, after=page.window().activateWindow)
    press(grid, rows[0])
    for row in rows[1:]:
        press(grid, row, CONTROL)
    found: list[RenameDialog] = []

    def look() -> bool:
        every = page.window().findChildren(RenameDialog)
        found[:] = [dialog for dialog in every if dialog.isVisible()]
        return bool(found)

    until(look, after=lambda: QTest.keyClick(grid, Qt.Key.Key_F2))
    return found[0]


def write(dialog: RenameDialog, template: str) -> None:
    field = part(dialog, QLineEdit, "rename_template")
    field.selectAll()
    QTest.keyClicks(field, template)


def names(dialog: RenameDialog) -> list[str]:
    preview = part(dialog, QTreeWidget, "rename_preview")
    rows = (preview.topLevelItem(row) for row in range(preview.topLevelItemCount()))
    return [row.text(1) for row in rows if row is not None]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.mp4"))


def test_the_names_are_seen_before_they_are_given_and_taken_back_afterwards(
    page: LibraryPage, models: Models, folders: Folders
) -> None:
    dialog = asked(page, 0, 1)

    write(dialog, "made/{prompt}")
    until(lambda: names(dialog) == ["made/Video 2.mp4", "made/Video 1.mp4"])
    assert "2 files are renamed" in part(dialog, QLabel, "rename_sum").text()
    assert files(folders.library) == ["0.mp4", "1.mp4", "2.mp4"]

    until(
        lambda: files(folders.library) == ["0.mp4", "made/Video 1.mp4", "made/Video 2.mp4"],
        after=lambda: click(dialog, "rename_go"),
    )
    until(lambda: str(models.organiser.next_undo) == "2 files were renamed")
    undo = part(page, QPushButton, "library_undo")
    until(undo.isVisible)
    until(
        lambda: files(folders.library) == ["0.mp4", "1.mp4", "2.mp4"],
        after=undo.click,
    )
    until(lambda: models.organiser.next_redo is not None)
    until(
        lambda: files(folders.library) == ["0.mp4", "made/Video 1.mp4", "made/Video 2.mp4"],
        after=models.organiser.redo,
    )
    until(lambda: models.organiser.next_undo is not None)


def test_a_bad_template_is_answered_at_the_field_and_renames_nothing(page: LibraryPage) -> None:
    dialog = asked(page, 0)
    go, problem = part(dialog, QPushButton, "rename_go"), part(dialog, QLabel, "rename_problem")

    write(dialog, "{promt}")

    assert problem.isVisible()
    assert "{promt} is not known" in problem.text()
    assert not go.isEnabled()
    assert names(dialog) == []
    write(dialog, "better")
    until(go.isEnabled)
    assert not problem.isVisible()
    dialog.reject()


def test_names_that_are_alike_get_numbers_and_the_user_is_told(page: LibraryPage) -> None:
    dialog = asked(page, 0, 1, 2)

    write(dialog, "same")

    until(lambda: names(dialog) == ["same.mp4", "same 2.mp4", "same 3.mp4"])
    assert "2 get a number" in part(dialog, QLabel, "rename_sum").text()
    dialog.reject()


def test_a_field_is_put_in_from_a_menu_that_explains_it(page: LibraryPage) -> None:
    dialog = asked(page, 0)
    write(dialog, "x-")
    menu = part(dialog, QToolButton, "rename_fields").menu()
    assert isinstance(menu, QMenu)
    seed = next(action for action in menu.actions() if action.data() == "{seed}")

    seed.trigger()

    assert dialog.template == "x-{seed}"
    until(lambda: names(dialog) == ["x-42.mp4"])
    dialog.reject()


def test_the_template_is_remembered(page: LibraryPage, folders: Folders) -> None:
    dialog = asked(page, 0)
    write(dialog, "kept {name}")
    until(lambda: names(dialog) == ["kept 2.mp4"])
    until(lambda: "kept 2.mp4" in files(folders.library), after=lambda: click(dialog, "rename_go"))

    again = asked(page, 0)

    assert again.template == "kept {name}"
    again.reject()


def test_a_file_that_is_missing_is_not_said_to_have_its_name_already(
    page: LibraryPage, folders: Folders
) -> None:
    (folders.library / "2.mp4").unlink()

    dialog = asked(page, 0)
    write(dialog, "made/{prompt}")

    until(lambda: part(dialog, QLabel, "rename_sum").text() == "1 is missing.")
    dialog.reject()
