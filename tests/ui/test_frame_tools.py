from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QDragEnterEvent, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QFrame, QPushButton, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.core.geometry import Bars, Framing
from seedance_desktop.core.request import Encoding, Role, Scene
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.frame_canvas import FrameCanvas
from seedance_desktop.ui.main_window import MainWindow
from tests.support.pictures import make_noise, make_picture
from tests.support.screen_parts import LEFT, drop, files, part, wait, words

FIRST, LAST = Role.FIRST_FRAME, Role.LAST_FRAME


@pytest.fixture
def pair(window: MainWindow, models: Models, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """Both frames filled by one drop of two files on the first slot."""
    rows = models.catalogue.rows
    models.draft.set_model(next(row.id for row in rows if Scene.FIRST_LAST in row.scenes))
    pictures = [make_picture(tmp_path / name, (1600, 1000)) for name in ("a.png", "b.png")]
    assert drop(part(window, QFrame, "first_frame_slot"), files(*pictures))
    wait(qtbot, lambda: all(slot.preview is not None for slot in models.frames.shown))
    return window


def framing(models: Models, role: Role = FIRST) -> Framing:
    frame = models.draft.picture(role)
    assert frame is not None
    return frame.framing


def press(window: MainWindow, name: str) -> None:
    button = part(window, QToolButton, name)
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def test_two_files_dropped_at_once_fill_both_frames(pair: MainWindow, models: Models) -> None:
    assert models.draft.scene is Scene.FIRST_LAST
    assert words(pair, "first_frame_file") == "a.png"
    assert words(pair, "last_frame_file") == "b.png"


def test_the_tools_act_on_the_picture_that_was_touched_last(
    pair: MainWindow, models: Models
) -> None:
    press(pair, "tool_turn_right")
    part(pair, FrameCanvas, "last_frame_canvas").setFocus()
    press(pair, "tool_turn_left")
    press(pair, "tool_mirror")

    assert framing(models) == Framing(quarter_turns=1)
    assert framing(models, LAST) == Framing(quarter_turns=1, mirrored=True)


def test_the_slider_straightens_and_is_undone_in_one_step(pair: MainWindow, models: Models) -> None:
    slider = part(pair, QSlider, "tool_straighten")

    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)

    assert framing(models).straighten == pytest.approx(0.3)
    assert words(pair, "tool_degrees") == "+0.3°"
    models.draft.undo()
    assert framing(models).straighten == 0.0
    assert slider.value() == 0


def test_fit_is_chosen_from_a_menu_and_reset_takes_it_back(
    pair: MainWindow, models: Models
) -> None:
    part(pair, QAction, "tool_fit_edge").trigger()
    fitted = framing(models)
    press(pair, "tool_reset")

    assert fitted.bars is Bars.EDGE
    assert framing(models) == Framing()


def test_bars_of_a_colour_ask_for_it(pair: MainWindow, models: Models) -> None:
    part(pair, QAction, "tool_fit_colour").trigger()
    dialog = part(pair, QColorDialog, "")
    dialog.setCurrentColor(QColor("#204060"))
    dialog.accept()

    assert framing(models) == Framing(bars=Bars.COLOUR, background="#204060")


def test_guides_are_remembered(pair: MainWindow, models: Models) -> None:
    part(pair, QAction, "tool_guides_diagonal").trigger()

    assert models.preferences.recall("guides", "") == "diagonal"


def test_swap_exchanges_the_frames_and_undo_brings_them_back(
    pair: MainWindow, models: Models
) -> None:
    press(pair, "tool_mirror")

    press(pair, "swap")
    swapped = words(pair, "first_frame_file"), framing(models, LAST).mirrored
    models.draft.undo()

    assert swapped == ("b.png", True)
    assert words(pair, "first_frame_file") == "a.png"


def test_a_picture_is_copied_to_the_other_slot_and_removed_by_keys(
    pair: MainWindow, models: Models
) -> None:
    first, last = (part(pair, FrameCanvas, f"{role}_frame_canvas") for role in ("first", "last"))
    press(pair, "tool_mirror")

    QTest.keyClick(first, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(last, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    copied = words(pair, "last_frame_file"), framing(models, LAST).mirrored
    QTest.keyClick(first, Qt.Key.Key_Delete)

    assert copied == ("a.png", True)
    assert [frame.role for frame in models.draft.request.pictures] == [LAST]


def test_what_is_dragged_beside_the_slots_shows_the_one_that_takes_it(
    pair: MainWindow, models: Models, tmp_path: Path
) -> None:
    models.draft.clear_picture(LAST)
    page, slot = part(pair, QFrame, "create_splitter"), part(pair, QFrame, "last_frame_slot")
    mime = files(tmp_path / "a.png")
    place, action = QPoint(5, 5), Qt.DropAction.CopyAction
    entering = QDragEnterEvent(place, action, mime, LEFT, Qt.KeyboardModifier.NoModifier)

    QApplication.sendEvent(page, entering)
    shown = slot.property("target")
    QApplication.sendEvent(page, QDragLeaveEvent())

    assert shown == "true"
    assert not slot.property("target")


def test_linked_frames_are_cropped_alike(pair: MainWindow, models: Models) -> None:
    press(pair, "link")

    QTest.keyClick(part(pair, FrameCanvas, "first_frame_canvas"), Qt.Key.Key_Plus)
    press(pair, "link")
    press(pair, "tool_turn_right")

    assert framing(models, LAST).zoom == pytest.approx(1.1)
    assert framing(models).zoom == pytest.approx(1.1)
    assert framing(models, LAST).quarter_turns == 0


def test_what_is_sent_is_told_with_its_format_and_size(
    pair: MainWindow, models: Models, qtbot: QtBot
) -> None:
    reading = part(pair, QToolButton, "first_frame_sent")
    wait(qtbot, lambda: reading.text().endswith(" kB"))

    assert reading.text().startswith(("PNG ", "JPEG "))


def test_auto_says_which_ratio_it_becomes(pair: MainWindow, models: Models) -> None:
    models.draft.change(ratio="adaptive")

    assert words(pair, "output").startswith("Auto becomes 16:9 · ")


def test_a_mode_that_the_model_does_not_take_says_which_models_do(
    window: MainWindow, models: Models
) -> None:
    rows = models.catalogue.rows
    models.draft.set_model(next(row.id for row in rows if Scene.REFERENCES not in row.scenes))

    button = part(window, QPushButton, "mode_references")

    assert not button.isEnabled()
    assert "These do: " in button.toolTip()
    assert button.accessibleDescription() == button.toolTip()


def test_the_format_is_chosen_at_its_reading_and_undone(
    pair: MainWindow, models: Models, qtbot: QtBot
) -> None:
    reading = part(pair, QToolButton, "first_frame_sent")
    wait(qtbot, lambda: reading.text().endswith(" kB"))
    before = reading.text()
    other = Encoding.JPEG if before.startswith("PNG") else Encoding.PNG

    menu = reading.menu()
    next(one for one in menu.actions() if one.data() == other).trigger()
    wait(qtbot, lambda: reading.text().startswith(other.name))
    wait(qtbot, lambda: reading.text().endswith(" kB"))

    frame = models.draft.picture(Role.FIRST_FRAME)
    assert frame is not None
    assert frame.encoding is other
    assert reading.accessibleName() == f"Sent as {reading.text()}"
    models.draft.undo()
    wait(qtbot, lambda: reading.text() == before)


def test_a_png_without_room_says_that_a_jpeg_goes(
    pair: MainWindow, models: Models, qtbot: QtBot, tmp_path: Path
) -> None:
    models.connections.choose(GPTPROTO)
    models.connections.set_address(GPTPROTO, "GPTProto", "https://gptproto.com", 3)
    models.draft.set_picture(Role.FIRST_FRAME, make_noise(tmp_path / "noise.png", (1600, 1000)))
    models.frames[Role.FIRST_FRAME].encode(Encoding.PNG)
    reading = part(pair, QToolButton, "first_frame_sent")

    wait(qtbot, lambda: reading.text().startswith("JPEG "))

    assert "no room" in reading.toolTip()
    assert reading.property("tone") == "warning"


def test_while_the_crop_moves_the_reading_says_about_how_much_it_was(
    pair: MainWindow, models: Models, qtbot: QtBot
) -> None:
    reading = part(pair, QToolButton, "first_frame_sent")
    wait(qtbot, lambda: reading.text().endswith(" kB"))
    kind, size = reading.text().split(" ", 1)

    QTest.keyClick(part(pair, FrameCanvas, "first_frame_canvas"), Qt.Key.Key_Plus)

    assert reading.text() == f"{kind} ≈ {size}"
    wait(qtbot, lambda: "≈" not in reading.text())
