"""The tab key goes through the Create page as one reads it."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from seedance_desktop.core.request import Role, Scene
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.frame_canvas import FrameCanvas
from seedance_desktop.ui.main_window import MainWindow
from tests.support.pictures import make_picture
from tests.support.screen_parts import part, wait

READ = (
    "page_create",
    "preset",
    "connection",
    "settings",
    "line_pause",
    "job_group_all",
    "mode_",
    "first_frame_browse",
    "tool_guides",
    "prompt",
    "snippets_camera",
    "prompt_history",
    "reset",
    "model",
    "resolution_",
    "ratio_",
    "duration",
    "length_by_seconds",
    "seed",
    "variations_1",
    "watermark",
    "more_parameters",
)
"""Beginnings of names, in the order in which the parts are read."""


def stops(window: MainWindow) -> Iterator[QWidget]:
    """What the tab key comes to, from the page's name on."""
    first = part(window, QPushButton, "page_create")
    stop: QWidget | None = first
    while stop is not None:
        if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.isVisible() and stop.isEnabled():
            yield stop
        stop = stop.nextInFocusChain()
        if stop is first:
            return


def places(window: MainWindow) -> list[int]:
    names = [stop.objectName() for stop in stops(window)]
    return [
        next(place for place, name in enumerate(names) if name.startswith(wanted))
        for wanted in READ
    ]


def test_the_page_is_gone_through_as_it_is_read(window: MainWindow) -> None:
    found = places(window)

    assert found == sorted(found)


def test_another_model_with_other_choices_changes_nothing_of_that(
    window: MainWindow, models: Models
) -> None:
    rows = models.catalogue.rows
    most = max(rows, key=lambda row: len(row.resolutions))
    models.draft.set_model(most.id)
    models.draft.set_scene(Scene.FIRST_FRAME)
    QApplication.processEvents()

    found = places(window)

    assert found == sorted(found)


def test_several_choices_are_one_stop_and_arrows_choose_among_them(
    window: MainWindow, models: Models
) -> None:
    names = [stop.objectName() for stop in stops(window)]
    before = models.draft.request.ratio

    chosen = next(name for name in names if name.startswith("ratio_"))
    button = part(window, QPushButton, chosen)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Right)

    for group in ("mode_", "ratio_", "resolution_", "variations_"):
        assert sum(name.startswith(group) for name in names) == 1
    assert models.draft.request.ratio != before


def test_references_come_before_the_one_that_is_edited_and_its_tools(
    window: MainWindow, models: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = models.catalogue.rows
    models.draft.set_model(next(row.id for row in rows if Scene.REFERENCES in row.scenes))
    models.draft.set_scene(Scene.REFERENCES)
    files = [make_picture(tmp_path / f"{name}.png", (640, 400)) for name in "ab"]
    models.frames.ways_in.take_files(files, Role.REFERENCE)
    canvas = part(window, FrameCanvas, "reference_image_canvas")
    wait(qtbot, lambda: canvas.isVisible() and part(window, QPushButton, "reference_2").isVisible())

    names = [stop.objectName() for stop in stops(window)]
    wanted = ("mode_references", "reference_2", "reference_add", canvas.objectName(), "prompt")

    assert [name for name in names if name in wanted] == list(wanted)


def test_the_focus_is_seen_on_what_is_chosen_already(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    button = part(window, QPushButton, "ratio_" + models.draft.request.ratio.replace(":", "_"))
    part(window, QPushButton, "generate").setFocus()
    without = button.grab().toImage()

    button.setFocus()

    assert button.isChecked()
    assert button.grab().toImage() != without
