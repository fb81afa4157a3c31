from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from seedance_desktop.core.request import MediaKind, Role, Scene
from seedance_desktop.model.models import Models
from seedance_desktop.model.slot_drag import slot_drag
from seedance_desktop.ui.create.frame_canvas import FrameCanvas
from seedance_desktop.ui.main_window import MainWindow
from tests.support.pictures import make_picture
from tests.support.screen_parts import LEFT, click, drop, files, part, wait, words

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def three(window: MainWindow, models: Models, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """Three references, dropped at once."""
    rows = models.catalogue.rows
    takers = (row for row in rows if Scene.REFERENCES in row.scenes)
    models.draft.set_model(next(row.id for row in takers if row.scenes[Scene.REFERENCES].videos))
    click(window, "mode_references")
    pictures = [make_picture(tmp_path / f"{name}.png", (800, 600)) for name in "abc"]
    assert drop(part(window, QFrame, "reference_image_slot"), files(*pictures))
    wait(qtbot, lambda: all(slot.preview is not None for slot in models.frames.shown))
    return window


def names(models: Models) -> str:
    return "".join(frame.source.stem for frame in models.draft.request.references)


def tile(window: MainWindow, number: int) -> QPushButton:
    return part(window, QPushButton, f"reference_{number}")


def carried(models: Models, index: int) -> QMimeData:
    return slot_drag(models.draft.request.pictures[index])


def test_many_files_become_numbered_tiles_and_the_last_is_shown_large(
    three: MainWindow, models: Models
) -> None:
    assert names(models) == "abc"
    assert [tile(three, number).accessibleName() for number in (1, 3)] == [
        "Reference 1: a.png",
        "Reference 3: c.png",
    ]
    assert words(three, "reference_image_file") == "c.png"
    assert words(three, "reference_count").startswith("3 of ")


def test_a_click_on_a_tile_shows_it_large_and_its_crop_is_its_own(
    three: MainWindow, models: Models
) -> None:
    QTest.mouseClick(tile(three, 1), LEFT)
    QTest.keyClick(part(three, FrameCanvas, "reference_image_canvas"), Qt.Key.Key_Plus)

    assert words(three, "reference_image_file") == "a.png"
    zooms = [frame.framing.zoom for frame in models.draft.request.references]
    assert zooms == pytest.approx([1.1, 1.0, 1.0])


def test_alt_and_arrows_reorder_and_arrows_alone_walk(three: MainWindow, models: Models) -> None:
    tile(three, 3).setFocus()

    QTest.keyClick(tile(three, 3), Qt.Key.Key_Left, ALT)
    moved, has_focus = names(models), tile(three, 2).hasFocus()
    QTest.keyClick(tile(three, 2), Qt.Key.Key_Left)

    assert (moved, has_focus) == ("acb", True)
    assert words(three, "reference_image_file") == "a.png"
    models.draft.undo()
    assert names(models) == "abc"


def test_a_tile_dropped_between_others_goes_there(three: MainWindow, models: Models) -> None:
    board = part(three, QScrollArea, "references").viewport()

    assert drop(board, carried(models, 2), at=QPoint(4, 20))
    first = names(models)
    assert drop(board, carried(models, 0), at=QPoint(400, 20))

    assert (first, names(models)) == ("cab", "abc")


def test_delete_removes_a_tile_and_goes_on_to_its_neighbour(
    three: MainWindow, models: Models
) -> None:
    tile(three, 2).setFocus()
    QTest.mouseClick(tile(three, 2), LEFT)

    QTest.keyClick(tile(three, 2), Qt.Key.Key_Delete)

    assert names(models) == "ac"
    assert words(three, "reference_image_file") == "c.png"
    assert tile(three, 2).hasFocus()


def test_leaving_the_mode_and_coming_back_keeps_everything(
    three: MainWindow, models: Models
) -> None:
    click(three, "mode_text")
    meanwhile = names(models)
    click(three, "mode_references")

    assert (meanwhile, names(models)) == ("", "abc")


def test_a_frame_is_moved_to_the_other_slot_and_copied_with_ctrl(
    window: MainWindow, models: Models, picture: Path, qtbot: QtBot
) -> None:
    rows = models.catalogue.rows
    models.draft.set_model(next(row.id for row in rows if Scene.FIRST_LAST in row.scenes))
    models.draft.set_scene(Scene.FIRST_LAST)
    models.draft.set_picture(Role.FIRST_FRAME, picture)
    first, last = (part(window, QWidget, f"{role}_frame_slot") for role in ("first", "last"))

    assert drop(last, carried(models, 0))
    moved = [frame.role for frame in models.draft.request.pictures]
    assert drop(first, carried(models, 0), CONTROL)

    assert moved == [Role.LAST_FRAME]
    assert len(models.draft.request.pictures) == 2


def test_a_video_by_its_address_is_added_checked_and_removed(
    three: MainWindow, models: Models
) -> None:
    click(three, "reference_kind_media")
    address, add = part(three, QLineEdit, "media_address"), part(three, QPushButton, "media_add")

    QTest.keyClicks(address, "example.org/a.mp4")
    told, could_add = words(three, "media_problem"), add.isEnabled()
    address.clear()
    QTest.keyClicks(address, "https://example.org/a.mp4")
    QTest.keyClick(address, Qt.Key.Key_Return)
    media = models.draft.request.media

    assert "https://" in told
    assert not could_add
    assert [(each.kind, each.url) for each in media] == [
        (MediaKind.VIDEO, "https://example.org/a.mp4")
    ]
    QTest.mouseClick(part(three, QToolButton, f"media_{media[0].id}_remove"), LEFT)
    assert models.draft.request.media == ()
