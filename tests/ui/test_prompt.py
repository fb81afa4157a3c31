from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from seedance_desktop.model.models import Models
from seedance_desktop.ui.main_window import MainWindow
from tests.support.screen_parts import click, compose, part, wait, words


def prompt(window: MainWindow) -> QPlainTextEdit:
    return part(window, QPlainTextEdit, "prompt")


def generate(window: MainWindow) -> QPushButton:
    return part(window, QPushButton, "generate")


def test_what_is_typed_is_the_drafts_prompt_and_counted(window: MainWindow, models: Models) -> None:
    QTest.keyClicks(prompt(window), "A fox")

    assert models.draft.request.prompt == "A fox"
    assert words(window, "prompt_length") == "5 characters"


def test_chinese_is_taken_and_counted_by_its_characters(window: MainWindow, models: Models) -> None:
    compose(prompt(window), "一只狐狸跑过沙丘")

    assert models.draft.request.prompt == "一只狐狸跑过沙丘"
    assert words(window, "prompt_length") == "8 characters"


def test_a_flag_in_the_prompt_is_told_there_and_stops_generate_until_it_is_gone(
    window: MainWindow,
) -> None:
    QTest.keyClicks(prompt(window), "A fox --ratio 1:1")
    said, could = words(window, "finding"), generate(window).isEnabled()

    for _ in range(len(" --ratio 1:1")):
        QTest.keyClick(prompt(window), Qt.Key.Key_Backspace)

    assert "--ratio" in said
    assert not could
    assert words(window, "finding") == words(window, "prompt_problem") == ""
    assert generate(window).isEnabled()


def test_an_empty_prompt_is_asked_for_where_it_is_missing(window: MainWindow) -> None:
    click(window, "mode_text")

    assert words(window, "prompt_problem")
    assert part(window, QPushButton, "generate_problem").text() == "1 thing to mend first"
    assert generate(window).toolTip() == "1 thing to mend first"
    assert not generate(window).isEnabled()


def test_ctrl_enter_generates_from_within_the_prompt(window: MainWindow) -> None:
    QTest.keyClicks(prompt(window), "A fox")

    QTest.keyClick(prompt(window), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert generate(window).text() == "Sending…"
    assert not generate(window).isEnabled()
    assert prompt(window).toPlainText() == "A fox"


def test_ctrl_enter_of_the_number_pad_generates_too(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(prompt(window), "A fox")

    QTest.keyClick(prompt(window), Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)

    wait(qtbot, lambda: generate(window).text() == "Sending…")


def test_what_is_being_sent_is_not_sent_again_by_another_ctrl_enter(
    window: MainWindow, models: Models
) -> None:
    QTest.keyClicks(prompt(window), "A fox")

    for _ in range(2):
        QTest.keyClick(prompt(window), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(prompt(window), "!")

    assert [name for _, name in models.bridge._waiting] == ["generate"]
    assert not generate(window).isEnabled()


def test_ctrl_enter_does_nothing_while_something_is_in_the_way(window: MainWindow) -> None:
    QTest.keyClicks(prompt(window), "A fox --seed 7")

    QTest.keyClick(prompt(window), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert generate(window).text() == "Generate"


def test_enter_alone_begins_a_new_line(window: MainWindow, models: Models) -> None:
    QTest.keyClicks(prompt(window), "A fox")
    QTest.keyClick(prompt(window), Qt.Key.Key_Return)
    QTest.keyClicks(prompt(window), "runs")

    assert models.draft.request.prompt == "A fox\nruns"


def test_tab_leads_from_the_prompt_to_generate(window: MainWindow) -> None:
    QTest.keyClicks(prompt(window), "A fox")
    prompt(window).setFocus()
    passed = []

    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        passed.append(focused.objectName())
        if focused is generate(window):
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert passed[-1] == "generate"
    assert len(set(passed)) == len(passed), "no control is passed twice"
