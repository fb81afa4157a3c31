"""A clip that is dropped on a slot: which of its frames is meant."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QListView,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from seedance_desktop.core.events import JobChanged, VideoAdded
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import Role
from seedance_desktop.engine.recipe import recipe_json
from seedance_desktop.media.clip import frame_at, write_recipe
from seedance_desktop.model.jobs import JobRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.clip_menu import ClipMenu
from seedance_desktop.ui.create.frame_chooser import FrameChooser
from seedance_desktop.ui.create.page import CreatePage
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.drag_opener import DragOpener
from tests.store.samples import a_job, a_request, a_video
from tests.support.pictures import make_clip
from tests.support.screen_parts import LEFT, click, drop, files, part, wait, words

# A video that is shown has its player made ready.
pytestmark = pytest.mark.expected_warnings(
    "pa_context_connect", "No RHI backend", "Immediate exit requested", maybe=True
)

FRAMES = 12


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.mp4", (320, 192), frames=FRAMES)


def first_picture(models: Models, qtbot: QtBot) -> QImage:
    wait(qtbot, lambda: models.frames[Role.FIRST_FRAME].preview is not None)
    path = models.frames[Role.FIRST_FRAME].path
    return QImage(str(path))


def test_a_clip_that_no_player_shows_offers_its_ends_and_any_frame(
    window: MainWindow, clip: Path
) -> None:
    assert drop(part(window, QFrame, "first_frame_slot"), files(clip))

    names = {action.objectName() for action in window.findChildren(QAction)}
    assert {"clip_frame_first", "clip_frame_last", "clip_frame_choose"} <= names
    assert "clip_frame_current" not in names


def test_the_frame_that_a_player_stands_at_is_offered_and_taken(
    window: MainWindow, models: Models, clip: Path, qtbot: QtBot
) -> None:
    menu = ClipMenu(models, lambda path: 7 if path == clip else None, window)

    menu.ask(Role.FIRST_FRAME, clip)
    action = part(window, QAction, "clip_frame_current")
    said = action.text()
    action.trigger()

    assert said == "The frame that is shown, 8"
    assert first_picture(models, qtbot) == frame_at(clip, 7)


def test_any_frame_is_chosen_by_a_slider_and_seen_before(
    theme: Theme, models: Models, clip: Path, qtbot: QtBot
) -> None:
    dialog = FrameChooser(clip, models.pictures)
    qtbot.addWidget(dialog)
    dialog.show()
    slider = part(dialog, QSlider, "chooser_frame")
    wait(qtbot, slider.isEnabled)

    for _ in range(5):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    reading = words(dialog, "chooser_reading")
    QTest.keyClick(part(dialog, QPushButton, "chooser_use"), Qt.Key.Key_Space)

    assert reading.startswith(f"Frame 6 of {FRAMES} · 0:00.")
    assert dialog.frame == 5
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_what_is_no_clip_says_so_and_can_only_be_left(
    theme: Theme, models: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"nothing")
    dialog = FrameChooser(broken, models.pictures)
    qtbot.addWidget(dialog)
    dialog.show()

    wait(qtbot, lambda: "clip" in words(dialog, "chooser_reading") and dialog.isVisible())
    wait(qtbot, lambda: words(dialog, "chooser_reading") != "Opening the clip…")

    assert not part(dialog, QPushButton, "chooser_use").isEnabled()


def done_with_a_video(models: Models, clip: Path) -> Job:
    """A finished job whose video lies in the library."""
    job = a_job(1, library=clip.parent, request=a_request(pictures=()), state="done")
    video = replace(a_video(job), file=Path(clip.name))
    models.bridge._post(VideoAdded(video))
    models.bridge._post(JobChanged(replace(job, video=video.id)))
    return job


def test_a_job_is_chosen_once_the_button_is_let_go_so_that_it_can_be_dragged_to_a_slot(
    window: MainWindow, models: Models, clip: Path, qtbot: QtBot
) -> None:
    done_with_a_video(models, clip)
    rows = part(window, QListView, "jobs")
    wait(qtbot, lambda: rows.model().rowCount() == 1)
    wait(qtbot, lambda: rows.model().index(0, 0).data(JobRole.VIDEO) is not None)
    place = rows.visualRect(rows.model().index(0, 0)).center()
    slot = part(window, QFrame, "first_frame_slot")

    QTest.mousePress(rows.viewport(), LEFT, pos=place)
    while_pressed = slot.isVisible()
    QTest.mouseRelease(rows.viewport(), LEFT, pos=place)

    assert while_pressed
    assert not slot.isVisible()


def test_over_a_job_that_is_shown_the_slots_come_to_sight(
    window: MainWindow, models: Models, clip: Path, qtbot: QtBot
) -> None:
    job = done_with_a_video(models, clip)
    wait(qtbot, lambda: models.jobs.rowCount() == 1)
    page = part(window, CreatePage, "create_splitter")
    page.job_list.select(job.id)
    slot = part(window, QFrame, "first_frame_slot")
    hidden = not slot.isVisible()
    middle = page.rect().center()

    moved = QDragMoveEvent(
        middle, Qt.DropAction.CopyAction, files(clip), LEFT, Qt.KeyboardModifier.NoModifier
    )
    page.dragMoveEvent(moved)

    assert hidden
    assert slot.isVisible()
    assert moved.isAccepted()


def test_a_frame_is_called_by_its_clip(models: Models, clip: Path, qtbot: QtBot) -> None:
    models.frames.ways_in.take_frame(clip, 7, Role.FIRST_FRAME)
    first_picture(models, qtbot)

    path = models.frames[Role.FIRST_FRAME].path
    assert path is not None
    assert path.name == "clip-0008.png"


def test_the_job_list_shows_no_job_for_being_given_the_focus(
    window: MainWindow, models: Models, clip: Path, qtbot: QtBot
) -> None:
    done_with_a_video(models, clip)
    rows = part(window, QListView, "jobs")
    wait(qtbot, lambda: rows.model().rowCount() == 1)
    slot = part(window, QFrame, "first_frame_slot")

    rows.setFocus(Qt.FocusReason.TabFocusReason)
    by_focus = slot.isVisible()
    QTest.keyClick(rows, Qt.Key.Key_Down)

    assert rows.hasFocus()
    assert by_focus
    assert not slot.isVisible()


def hover(target: QWidget, mime: QMimeData) -> None:
    """Drag something over a part of the window, without dropping it."""
    place, keys = target.rect().center(), Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place, Qt.DropAction.CopyAction, mime, LEFT, keys)
    QApplication.sendEvent(target, entering)


def test_a_drag_that_rests_on_a_page_turns_to_it(
    window: MainWindow, clip: Path, qtbot: QtBot
) -> None:
    click(window, "page_library")
    page = part(window, QPushButton, "page_create")
    mime = files(clip)

    hover(page, mime)
    at_once = page.isChecked()
    wait(qtbot, page.isChecked)

    assert not at_once
    assert part(window, QFrame, "first_frame_slot").isVisible()


def test_a_drag_that_passes_over_a_page_leaves_it(
    window: MainWindow, clip: Path, qtbot: QtBot
) -> None:
    page = part(window, QPushButton, "page_library")
    mime = files(clip)

    hover(page, mime)
    QApplication.sendEvent(page, QDragLeaveEvent())

    opener = page.findChild(DragOpener)
    assert opener is not None
    assert not opener._waiting.isActive()
    assert not page.isChecked()


def test_a_clip_with_a_recipe_restores_the_form_and_one_without_says_so_at_the_slot(
    window: MainWindow, models: Models, clip: Path, qtbot: QtBot
) -> None:
    job = a_job(request=a_request(prompt="From the file", pictures=(), seed=-1))
    told = clip.with_name("told.mp4")
    write_recipe(clip, told, recipe_json(job, replace(a_video(job), seed=77)))
    menu = ClipMenu(models, lambda _path: None, window)

    menu.ask(Role.FIRST_FRAME, told)
    part(window, QAction, "clip_frame_recipe").trigger()

    wait(qtbot, lambda: models.draft.request.prompt == "From the file")
    assert models.draft.request.seed == 77
    models.draft.undo()
    assert models.draft.request.prompt != "From the file"

    models.frames.ways_in.take_recipe(clip, Role.FIRST_FRAME)
    wait(qtbot, lambda: "does not tell how it was made" in words(window, "first_frame_problem"))
