from asyncio import AbstractEventLoop
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from seedance_desktop.core.changes import Label
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.models import Models
from seedance_desktop.ui.contents import Contents
from seedance_desktop.ui.main_window import MainWindow
from tests.support.screen_parts import click, compose, part

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_undo_in_the_prompt_takes_back_the_drafts_last_step_and_names_it(
    window: MainWindow, models: Models
) -> None:
    prompt = part(window, QPlainTextEdit, "prompt")
    undo, redo = part(window, QAction, "menu_undo"), part(window, QAction, "menu_redo")
    prompt.setFocus()
    QTest.keyClicks(prompt, "A fox ")
    compose(prompt, "狐狸🦊")
    click(window, "resolution_480p")
    prompt.setFocus()
    named = undo.text()

    QTest.keyClick(prompt, Qt.Key.Key_Z, CONTROL)
    resolution, left = models.draft.request.resolution, prompt.toPlainText()
    QTest.keyClick(prompt, Qt.Key.Key_Z, CONTROL)

    assert named == "Undo resolution"
    assert (resolution, left) == (models.draft.capability.default_resolution, "A fox 狐狸🦊")
    assert prompt.toPlainText() == models.draft.request.prompt == ""
    assert (undo.isEnabled(), redo.text()) == (False, "Redo typing")
    QTest.keyClick(prompt, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert prompt.toPlainText() == "A fox 狐狸🦊"


def test_undo_works_from_a_field_of_the_form(window: MainWindow, models: Models) -> None:
    seed = part(window, QLineEdit, "seed")
    seed.setFocus()
    QTest.keyClicks(seed, "12")

    QTest.keyClick(seed, Qt.Key.Key_Z, CONTROL)

    assert models.draft.request.seed == -1
    assert seed.text() == ""


def test_the_cursor_stands_where_a_text_was_put_back(window: MainWindow, models: Models) -> None:
    prompt = part(window, QPlainTextEdit, "prompt")
    models.draft.change(prompt="🦊 a fox runs over dunes")
    models.draft.change(prompt="🦊 a fox over dunes")

    models.draft.undo()

    assert prompt.toPlainText() == "🦊 a fox runs over dunes"
    assert prompt.textCursor().position() == len("🦊 a fox runs ") + 1


def test_on_the_library_page_the_menu_is_that_of_the_library(
    window: MainWindow,
    models: Models,
    build: Callable[[], Engine],
    live: AbstractEventLoop,
    qtbot: QtBot,
) -> None:
    models.draft.change(prompt="A fox")
    models.bridge.start(build)
    undo, redo = part(window, QAction, "menu_undo"), part(window, QAction, "menu_redo")
    part(window, Contents, "contents").show_page("library")
    said = [(undo.text(), undo.isEnabled())]

    models.organiser.make(Label.COLLECTION, "Night")
    qtbot.waitUntil(undo.isEnabled)
    said.append((undo.text(), undo.isEnabled()))
    undo.trigger()
    qtbot.waitUntil(redo.isEnabled)
    said.append((redo.text(), undo.isEnabled()))

    assert said == [("Undo", False), ("Undo: New “Night”", True), ("Redo: New “Night”", False)]
    assert models.draft.request.prompt == "A fox"
    part(window, Contents, "contents").show_page("create")
    assert undo.text() == "Undo typing"


def test_another_page_has_no_undo_of_the_draft(window: MainWindow, models: Models) -> None:
    models.draft.change(prompt="A fox")

    part(window, Contents, "contents").show_page("library")

    assert not part(window, QAction, "menu_undo").isEnabled()
