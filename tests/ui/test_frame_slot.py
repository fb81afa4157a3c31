from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from seedance_desktop.core.geometry import CENTRED
from seedance_desktop.core.request import Role, Scene
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.frame_canvas import FrameCanvas
from seedance_desktop.ui.create.prompt_text import PromptText
from seedance_desktop.ui.main_window import MainWindow
from tests.support.pictures import (
    brightness,
    cut,
    make_bomb,
    make_clip,
    make_heavy,
    make_noise,
    make_picture,
)
from tests.support.screen_parts import LEFT, click, drop, files, part, wait, words


@pytest.fixture
def slot(window: MainWindow) -> QFrame:
    return part(window, QFrame, "first_frame_slot")


def settle(models: Models, qtbot: QtBot) -> None:
    shown = models.frames[Role.FIRST_FRAME]
    wait(qtbot, lambda: shown.path is not None and not shown.is_loading)


def test_a_dropped_picture_is_shown_with_its_name_and_sizes(
    window: MainWindow, models: Models, slot: QFrame, picture: Path, qtbot: QtBot
) -> None:
    assert drop(slot, files(picture))
    settle(models, qtbot)

    assert part(window, FrameCanvas, "first_frame_canvas").isVisible()
    assert words(window, "first_frame_file") == "quarters.png"
    assert words(window, "first_frame_size").startswith("1600 × 1000 → ")
    assert words(window, "tool_zoom") == "100 %"


def test_a_drop_beside_the_slot_means_the_first_frame(
    window: MainWindow, models: Models, picture: Path, qtbot: QtBot
) -> None:
    models.draft.set_scene(Scene.TEXT)

    assert drop(part(window, QFrame, "create_splitter"), files(picture))
    settle(models, qtbot)

    assert models.draft.scene is Scene.FIRST_FRAME
    assert words(window, "first_frame_file") == "quarters.png"


def test_words_are_not_taken_by_a_drop(models: Models, slot: QFrame) -> None:
    mime = QMimeData()
    mime.setText("A fox runs")

    assert not drop(slot, mime)
    assert models.draft.request.pictures == ()


def test_a_picture_is_pasted_from_the_clipboard(
    window: MainWindow, models: Models, slot: QFrame, qtbot: QtBot
) -> None:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)

    click(window, "first_frame_paste")
    settle(models, qtbot)

    assert words(window, "first_frame_size").startswith("800 × 600")


def test_a_clipboard_without_a_picture_says_so_at_the_slot(
    window: MainWindow, slot: QFrame
) -> None:
    QGuiApplication.clipboard().setText("A fox runs")

    click(window, "first_frame_paste")

    assert "no picture on the clipboard" in words(window, "first_frame_problem")


def text_named_png(path: Path) -> Path:
    path.write_text("This is not a picture at all.")
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


BAD_FILES: dict[str, Callable[[Path], Path]] = {
    "text": text_named_png,
    "truncated": lambda path: cut(make_noise(path.with_suffix(".jpg"))),
    "tiny": lambda path: make_picture(path, (1, 1)),
    "enormous": make_bomb,
    "heavy": make_heavy,
    "folder": folder,
    "missing": lambda path: path,
}


def test_every_unusable_file_has_words_of_its_own_at_the_slot(
    window: MainWindow, models: Models, slot: QFrame, tmp_path: Path, qtbot: QtBot
) -> None:
    models.draft.change(prompt="A fox")
    said = {}

    for kind, make in BAD_FILES.items():
        assert drop(slot, files(make(tmp_path / f"{kind}.png")))
        settle(models, qtbot)
        said[kind] = words(window, "first_frame_problem")
        assert kind in said[kind], "the file is named"
        assert not part(window, QPushButton, "generate").isEnabled()

    told = {kind: text.replace(kind, "") for kind, text in said.items()}
    assert len(set(told.values())) == len(told)


def test_a_good_picture_after_a_bad_one_settles_it(
    window: MainWindow, models: Models, slot: QFrame, picture: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    models.draft.change(prompt="A fox")
    drop(slot, files(tmp_path / "missing.png"))
    settle(models, qtbot)

    drop(slot, files(picture))
    settle(models, qtbot)

    assert words(window, "first_frame_problem") == ""
    assert part(window, QPushButton, "generate").isEnabled()


def test_the_zoom_buttons_change_what_is_sent_and_say_when_pixels_are_made_up(
    window: MainWindow, models: Models, slot: QFrame, picture: Path, qtbot: QtBot
) -> None:
    drop(slot, files(picture))
    settle(models, qtbot)

    for _ in range(3):
        QTest.mouseClick(part(window, QToolButton, "tool_zoom_in"), LEFT)
    zoomed = models.draft.request.pictures[0].framing
    reading, size = words(window, "tool_zoom"), words(window, "first_frame_size")
    QTest.mouseClick(part(window, QToolButton, "tool_reset"), LEFT)

    assert zoomed.zoom == pytest.approx(1.25**3)
    assert reading == "195 %"
    assert "enlarged" in size
    assert models.draft.request.pictures[0].framing == CENTRED


def test_the_bin_empties_the_slot(
    window: MainWindow, models: Models, slot: QFrame, picture: Path, qtbot: QtBot
) -> None:
    drop(slot, files(picture))
    settle(models, qtbot)

    QTest.mouseClick(part(window, QToolButton, "first_frame_bin"), LEFT)

    assert models.draft.request.pictures == ()
    assert part(window, QPushButton, "first_frame_browse").isVisible()
    assert not part(window, QToolButton, "first_frame_bin").isVisible()


def test_a_dropped_clip_asks_which_of_its_frames_is_meant(
    window: MainWindow, models: Models, slot: QFrame, tmp_path: Path, qtbot: QtBot
) -> None:
    clip = make_clip(tmp_path / "clip.mp4", (160, 96), frames=25)

    assert drop(slot, files(clip))
    part(window, QAction, "clip_frame_last").trigger()
    settle(models, qtbot)

    preview = models.frames[Role.FIRST_FRAME].preview
    assert preview is not None
    grey = preview.pixelColor(80, 48).lightness()
    assert grey == pytest.approx(brightness(24), abs=6)


def test_a_file_that_is_dropped_on_the_prompt_is_no_word_of_it(
    window: MainWindow, models: Models, picture: Path, qtbot: QtBot
) -> None:
    """Its address would be sent, and tell where it lies; it means the next slot, as beside it."""
    prompt = part(window, PromptText, "prompt")
    models.draft.set_scene(Scene.TEXT)
    before = models.draft.request.prompt

    drop(prompt.viewport(), files(picture))
    settle(models, qtbot)
    QGuiApplication.clipboard().setMimeData(files(picture))
    prompt.paste()

    assert words(window, "first_frame_file") == "quarters.png"
    assert models.draft.request.prompt == prompt.prompt == before


def test_what_cannot_be_used_leaves_the_picture_that_is_sent_in_sight(
    window: MainWindow, models: Models, slot: QFrame, picture: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(slot, files(picture))
    settle(models, qtbot)

    models.frames.ways_in.take_recipe(make_clip(tmp_path / "plain.mp4"), Role.FIRST_FRAME)
    wait(qtbot, lambda: "does not tell how it was made" in words(window, "first_frame_size"))

    assert part(window, FrameCanvas, "first_frame_canvas").isVisible()
    models.frames.frame(Role.FIRST_FRAME, replace(CENTRED, zoom=1.5))
    assert words(window, "first_frame_size").startswith("1600 × 1000 → ")


def test_what_was_dropped_last_is_what_the_slot_tells_of(
    window: MainWindow, models: Models, slot: QFrame, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    drop(slot, files(tmp_path / "notes.txt"))
    wait(qtbot, lambda: "is a text" in words(window, "first_frame_problem"))

    models.frames.ways_in.take_recipe(make_clip(tmp_path / "plain.mp4"), Role.FIRST_FRAME)

    wait(qtbot, lambda: "does not tell how it was made" in words(window, "first_frame_problem"))
