"""A clip that is dropped on a slot: which of its frames is meant."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from seedance_desktop.core.request import Role
from seedance_desktop.media.clip import frame_at
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.clip_menu import ClipMenu
from seedance_desktop.ui.create.frame_chooser import FrameChooser
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Theme
from tests.support.pictures import make_clip
from tests.support.screen_parts import drop, files, part, wait, words

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
