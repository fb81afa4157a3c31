from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from seedance_desktop.core.mentions import mention
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


def add_media(window: MainWindow, *urls: str) -> None:
    click(window, "reference_kind_media")
    address = part(window, QLineEdit, "media_address")
    for url in urls:
        QTest.keyClicks(address, url)
        QTest.keyClick(address, Qt.Key.Key_Return)


def give_length(window: MainWindow, models: Models, index: int, seconds: str) -> QDoubleSpinBox:
    name = f"media_{models.draft.request.media[index].id}_seconds"
    length = part(window, QDoubleSpinBox, name)
    length.setFocus()
    length.selectAll()
    QTest.keyClicks(length, seconds)
    QTest.keyClick(length, Qt.Key.Key_Return)
    return length


def test_a_length_that_is_not_known_is_taken_and_said_to_lack(
    three: MainWindow, models: Models
) -> None:
    add_media(three, "https://example.org/a.mp4")

    assert models.draft.request.media[0].seconds is None
    assert models.draft.problems == ()
    assert "price is not known" in words(three, "media_sums")
    assert "reference videos" in part(three, QLabel, "price").toolTip() or models.order.is_free


def test_a_length_is_checked_at_its_field_and_undone(three: MainWindow, models: Models) -> None:
    add_media(three, "https://example.org/a.mp4")

    length = give_length(three, models, 0, "99")
    odd, told = length.property("wrong"), words(three, "media_problem")
    could = part(three, QPushButton, "generate").isEnabled()
    again = give_length(three, models, 0, "4.5")

    assert (odd, could) == ("true", False)
    assert "not of 99" in told
    assert again is length
    assert again.hasFocus()
    assert words(three, "media_problem") == ""
    assert models.draft.request.media[0].seconds == 4.5
    models.draft.undo()
    assert models.draft.request.media[0].seconds is None


def test_the_lengths_come_in_the_tab_order_after_what_they_were_added_by(
    three: MainWindow, models: Models
) -> None:
    add_media(three, "https://example.org/a.mp4", "https://example.org/b.mp4")
    stop: QWidget | None = part(three, QLineEdit, "media_address")

    visited: list[str] = []
    while stop is not None and len(visited) < 4:
        stop = stop.nextInFocusChain()
        if stop is not None and stop.objectName().startswith("media_r"):
            visited.append(stop.objectName())

    first, second = (media.id for media in models.draft.request.media)
    assert visited == [
        f"media_{first}_seconds",
        f"media_{first}_remove",
        f"media_{second}_seconds",
        f"media_{second}_remove",
    ]


def test_the_lengths_are_added_up_against_what_the_model_takes(
    three: MainWindow, models: Models
) -> None:
    add_media(three, "https://example.org/a.mp4", "https://example.org/b.mp4")
    rule = models.draft.capability.scenes[Scene.REFERENCES].videos
    assert rule is not None
    assert rule.total is not None

    for index in range(2):
        give_length(three, models, index, str(rule.total - 3))

    assert f"{2 * (rule.total - 3)} of {rule.total} s together" in words(three, "media_sums")
    assert f"of {rule.total} seconds together" in words(three, "media_problem")


# --- what is shown where it belongs


def test_a_removed_reference_is_flagged_taken_out_by_one_click_and_comes_back_with_undo(
    three: MainWindow, models: Models
) -> None:
    name = models.draft.request.references[0].id
    prompt = f"A fox like {mention(name)} runs, {mention(name)} again"
    models.draft.change(prompt=prompt)

    models.frames[name].clear()
    said, could = words(three, "finding"), part(three, QPushButton, "generate").isEnabled()
    click(three, "finding_mend")
    mended = models.draft.request.prompt
    models.draft.undo()
    models.draft.undo()

    assert "not attached" in said
    assert not could
    assert mended == "A fox like runs, again"
    assert models.draft.request.prompt == prompt
    assert names(models) == "abc"
    assert "not attached" not in words(three, "finding")


def test_a_hint_is_shown_at_its_field_and_stops_nothing(three: MainWindow, models: Models) -> None:
    rows = (row for row in models.catalogue.rows if Scene.REFERENCES in row.scenes)
    models.draft.set_model(next(row.id for row in rows if not row.last_frame_with_sound))
    models.draft.change(prompt="A fox", return_last_frame=True)

    assert not models.draft.capability.real_faces
    assert "faces of real people" in words(three, "frames_hint")
    assert "Sound and the last frame" in words(three, "last_frame_image_hint")
    assert words(three, "frames_problem") == ""
    assert part(three, QPushButton, "generate").isEnabled()
    models.draft.change(return_last_frame=False)
    assert words(three, "last_frame_image_hint") == ""


def test_the_large_one_is_called_by_its_number_as_others_go_and_move(
    three: MainWindow, models: Models
) -> None:
    slot = part(three, QFrame, "reference_image_slot")
    before = slot.accessibleName()

    models.frames[models.draft.request.references[0].id].clear()
    after = slot.accessibleName()
    models.frames.move_reference(models.draft.request.references[1].id, 0)

    assert words(three, "reference_image_file") == "c.png"
    assert (before, after, slot.accessibleName()) == ("Reference 3", "Reference 2", "Reference 1")


def test_of_many_references_the_newest_is_in_sight(
    three: MainWindow, models: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    three.resize(1024, 640)
    room = models.draft.capability.scenes[Scene.REFERENCES].references[1] - 3
    more = [make_picture(tmp_path / f"{n}.png", (640, 400)) for n in range(room)]

    models.frames.ways_in.take_files(more, Role.REFERENCE)

    board = part(three, QScrollArea, "references")
    wait(qtbot, lambda: not tile(three, room + 3).visibleRegion().isEmpty())
    assert board.viewport().height() < 2 * tile(three, 1).height()


def test_a_prompt_that_is_not_written_yet_is_no_mistake(window: MainWindow, models: Models) -> None:
    click(window, "mode_text")
    quiet = part(window, QLabel, "prompt_problem").property("tone")
    models.draft.change(prompt="A fox --seed 5")

    assert quiet == "small"
    assert not part(window, QPushButton, "generate").isEnabled()


def test_what_is_to_be_mended_of_videos_is_turned_to(
    three: MainWindow, models: Models, qtbot: QtBot
) -> None:
    add_media(three, "https://example.org/a.mp4", "https://example.org/b.mp4")
    length = give_length(three, models, 1, "99")
    click(three, "reference_kind_pictures")
    hidden = not length.isVisible()

    click(three, "generate_problem")
    has_focus = length.hasFocus()

    wait(qtbot, length.isVisible)
    assert (hidden, has_focus) == (True, True)
