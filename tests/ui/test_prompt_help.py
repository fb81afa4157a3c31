"""Mentions, snippets, history, and what is odd in a prompt with one click to mend it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.mentions import mention, mentions_in
from seedance_desktop.core.request import Role, Scene
from seedance_desktop.core.snippet import Snippet, SnippetGroup
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.snippet_file import SnippetFile, starter_snippets
from seedance_desktop.ui.create.prompt_text import PromptText
from seedance_desktop.ui.create.prompt_units import shown_place, units_of
from seedance_desktop.ui.create.snippets_dialog import SnippetsDialog
from seedance_desktop.ui.main_window import MainWindow
from tests.core import shipped
from tests.store.samples import a_job, a_request
from tests.support.screen_parts import click, part, wait, words

CONTROL = Qt.KeyboardModifier.ControlModifier


def prompt(window: MainWindow) -> PromptText:
    return part(window, PromptText, "prompt")


def attach(models: Models, picture: Path, count: int) -> list[ReferenceId]:
    models.draft.set_model(shipped.TWO)
    models.draft.set_scene(Scene.REFERENCES)
    for _ in range(count):
        models.draft.set_picture(Role.REFERENCE, picture)
    return [frame.id for frame in models.draft.request.references]


def test_an_at_sign_offers_the_references_and_makes_a_pill_of_the_chosen_one(
    window: MainWindow, models: Models, picture: Path
) -> None:
    first, second = attach(models, picture, 2)
    models.draft.change(prompt="🦊 like ")
    prompt(window).moveCursor(prompt(window).textCursor().MoveOperation.End)
    QTest.keyClicks(prompt(window), "@")
    menu = part(window, QMenu, "mentions")
    offered = [action.text() for action in menu.actions()]

    part(window, QAction, f"mention_{second}").trigger()
    menu.hide()
    QTest.keyClicks(prompt(window), "runs")

    assert offered == ["Image 1", "Image 2"]
    assert models.draft.request.prompt == f"🦊 like {mention(second)} runs"
    assert first != second


def test_a_pill_goes_as_one_sign_and_comes_back_with_undo(
    window: MainWindow, models: Models, picture: Path
) -> None:
    (only,) = attach(models, picture, 1)
    models.draft.change(prompt=f"A {mention(only)}{mention(only)}")
    text = prompt(window)
    text.moveCursor(text.textCursor().MoveOperation.End)

    QTest.keyClick(text, Qt.Key.Key_Backspace)
    less = models.draft.request.prompt
    models.draft.undo()

    assert less == f"A {mention(only)}"
    assert text.prompt == f"A {mention(only)}{mention(only)}"


def test_what_is_copied_and_pasted_keeps_its_mentions(
    window: MainWindow, models: Models, picture: Path
) -> None:
    (only,) = attach(models, picture, 1)
    models.draft.change(prompt=f"A {mention(only)} and\nmore")
    text = prompt(window)

    text.selectAll()
    text.copy()
    text.moveCursor(text.textCursor().MoveOperation.End)
    text.paste()

    assert models.draft.request.prompt == 2 * f"A {mention(only)} and\nmore"


@pytest.mark.parametrize("stored", ["", "a🦊@{r1}b", "@{r1}@{r2}", "@{}@", "行\n列 @{r9}"])
def test_units_are_the_whole_prompt(stored: str) -> None:
    units = units_of(stored)

    assert "".join(units) == stored
    assert sum(len(unit) > 1 for unit in units) == len(list(mentions_in(stored)))
    assert shown_place(stored, 0) == 0


def test_what_is_odd_is_mended_with_a_click_that_undo_takes_back(
    window: MainWindow, models: Models
) -> None:
    models.draft.change(prompt="A fox --seed 7", seed=-1)
    said = words(window, "finding")

    click(window, "finding_mend")

    assert "--seed" in said
    assert (models.draft.request.prompt, models.draft.request.seed) == ("A fox", 7)
    assert words(window, "finding") == ""
    models.draft.undo()
    assert models.draft.request.prompt == "A fox --seed 7"


def test_a_hint_does_not_stop_generate(window: MainWindow, models: Models, picture: Path) -> None:
    attach(models, picture, 1)
    models.draft.change(prompt="Wait 1.5 seconds")

    assert words(window, "finding")
    assert words(window, "prompt_problem") == ""
    assert all("prompt" not in problem.field for problem in models.draft.problems)


@pytest.mark.parametrize(("before", "place"), [("A fox", 0), ("一只狐狸", 1)])
def test_a_snippet_is_put_in_in_the_prompts_language(
    window: MainWindow, models: Models, before: str, place: int
) -> None:
    models.draft.change(prompt=before)
    menu = part(window, QPushButton, "snippets_camera").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    text = prompt(window)
    text.moveCursor(text.textCursor().MoveOperation.End)

    menu.actions()[0].trigger()

    first = starter_snippets()[0]
    added = (first.english, first.chinese)[place]
    assert models.draft.request.prompt == f"{before}{'' if place else ' '}{added}"


def test_snippets_of_ones_own_are_kept_beside_the_settings(
    window: MainWindow, models: Models, folders: Folders, qtbot: QtBot
) -> None:
    dialog = SnippetsDialog(models.prompt_help.snippets, starter_snippets(), window)
    qtbot.addWidget(dialog)
    click_all = (part(dialog, QPushButton, name) for name in ("snippets_add", "snippets_restore"))
    for button in click_all:
        button.click()
    mine = (Snippet(SnippetGroup.STYLE, "Mine", ""), *dialog.edited)

    models.prompt_help.set_snippets(mine)
    file = SnippetFile(folders.snippets_file)
    wait(qtbot, folders.snippets_file.exists)

    assert dialog.edited == starter_snippets()
    assert set(file.read()) == set(mine)
    folders.snippets_file.write_text("style = [{en = 7}, {zh = '好'}]\ncamera = 3")
    assert file.read() == (Snippet(SnippetGroup.STYLE, "", "好"),)
    folders.snippets_file.write_text("= nonsense")
    assert file.read() == starter_snippets()
    assert [path.name for path in folders.config.glob("snippets*")] == ["snippets.damaged.toml"]


def sent(models: Models, *prompts: str) -> None:
    for number, text in enumerate(prompts):
        models.draft.submitted.emit((a_job(number, request=a_request(prompt=text)),))


def test_what_was_sent_is_found_again_by_any_of_its_words(
    window: MainWindow, models: Models
) -> None:
    sent(models, "A fox runs", "A red kite", "一只狐狸", "A red kite")
    click(window, "prompt_history")
    listed = part(window, QListWidget, "history_list")
    all_listed = [listed.item(row).text() for row in range(listed.count())]

    QTest.keyClicks(part(window, QLineEdit, "history_search"), "RUNS fox")
    QTest.keyClick(part(window, QLineEdit, "history_search"), Qt.Key.Key_Return)

    assert all_listed == ["A red kite", "一只狐狸", "A fox runs"]
    assert models.draft.request.prompt == "A fox runs"


def test_control_and_the_arrows_go_through_what_was_sent_and_back_to_what_was_typed(
    window: MainWindow, models: Models
) -> None:
    sent(models, "older", "newer")
    QTest.keyClicks(prompt(window), "mine")
    seen = []

    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(prompt(window), key, CONTROL)
        seen.append(models.draft.request.prompt)

    assert seen == ["newer", "older", "older", "newer", "mine"]
    QApplication.processEvents()
