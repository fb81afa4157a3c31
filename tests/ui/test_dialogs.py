import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.connections import KeyState
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.settings_file import SettingsFile
from seedance_desktop.ui.conversations import Conversations
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Theme
from tests.support.screen_parts import LEFT, part, words

PATIENCE = 60
KEY = "sk-Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA"
Talk = Callable[[Callable[[Conversations], Coroutine[Any, Any, None]]], None]


@pytest.fixture
def talk(
    window: MainWindow,
    models: Models,
    build: Callable[[], Engine],
    window_loop: AbstractEventLoop,
) -> Talk:
    """Hold a conversation over the window with the engine running."""

    def hold(scenario: Callable[[Conversations], Coroutine[Any, Any, None]]) -> None:
        async def held() -> None:
            models.bridge.start(build)
            try:
                await asyncio.wait_for(scenario(Conversations(models, window)), PATIENCE)
            finally:
                await models.bridge.close()  # no timer of the models' finds the loop standing

        window_loop.run_until_complete(held())

    return hold


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110  what is waited for is seen, and tells nobody
        await asyncio.sleep(0.01)


async def opened(window: QWidget, name: str) -> QDialog:
    await until(lambda: window.findChild(QDialog, name) is not None)
    dialog = part(window, QDialog, name)
    await until(dialog.isVisible)
    return dialog


def write(dialog: QDialog, name: str, text: str) -> None:
    field = part(dialog, QLineEdit, name)
    field.selectAll()
    QTest.keyClicks(field, text)


def fits(dialog: QDialog) -> bool:
    """Whether a dialog is tall enough for what it says."""
    layout = dialog.layout()
    return layout is not None and dialog.height() >= layout.totalHeightForWidth(dialog.width())


def press(dialog: QWidget, name: str) -> None:
    QTest.mouseClick(part(dialog, QPushButton, name), LEFT)


def test_a_key_that_no_keyring_keeps_can_be_used_for_this_session(
    window: MainWindow, models: Models, talk: Talk
) -> None:
    async def scenario(talking: Conversations) -> None:
        talking.connections.ask_key(GPTPROTO)
        dialog = await opened(window, "key_dialog")
        key, keep = part(dialog, QLineEdit, "key"), part(dialog, QPushButton, "key_keep")
        assert not keep.isEnabled()
        assert key.echoMode() is QLineEdit.EchoMode.Password

        write(dialog, "key", KEY)
        press(dialog, "key_keep")
        await until(lambda: bool(words(dialog, "key_problem")))
        assert "keyring" in words(dialog, "key_problem")
        assert KEY not in words(dialog, "key_problem")
        assert key.text() == KEY
        assert keep.isEnabled()
        assert keep.text() == "Keep key"
        assert fits(dialog)

        QTest.mouseClick(part(dialog, QCheckBox, "key_session"), LEFT, pos=key.rect().topLeft())
        part(dialog, QCheckBox, "key_session").setChecked(True)
        assert keep.text() == "Use for this session"
        press(dialog, "key_keep")
        await until(lambda: window.findChild(QDialog, "key_dialog") is None)

    talk(scenario)

    assert models.connections.key_state(GPTPROTO) is KeyState.PRESENT
    assert models.notices.shown == ()


def test_a_key_can_be_looked_at_while_it_is_entered(
    window: MainWindow, models: Models, talk: Talk
) -> None:
    async def scenario(talking: Conversations) -> None:
        talking.connections.ask_key(GPTPROTO)
        dialog = await opened(window, "key_dialog")
        show = part(dialog, QCheckBox, "key_show")

        show.click()
        assert part(dialog, QLineEdit, "key").echoMode() is QLineEdit.EchoMode.Normal
        show.click()
        assert part(dialog, QLineEdit, "key").echoMode() is QLineEdit.EchoMode.Password
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: window.findChild(QDialog, "key_dialog") is None)

    talk(scenario)

    assert models.connections.key_state(GPTPROTO) is not KeyState.PRESENT


@pytest.mark.parametrize(
    ("name", "address", "said"),
    [
        ("Mine", "http://example.com", "HTTPS"),
        ("Mine", "ftp://example.com", "HTTPS"),
        ("Mine", "not an address", "address"),
        ("", "https://example.com", "name"),
    ],
)
def test_an_address_that_cannot_be_used_says_why_and_is_not_kept(
    window: MainWindow, models: Models, talk: Talk, *, name: str, address: str, said: str
) -> None:
    before = models.connections.listed

    async def scenario(talking: Conversations) -> None:
        talking.connections.add()
        dialog = await opened(window, "connection_dialog")
        write(dialog, "connection_name", name)
        write(dialog, "connection_address", address)

        press(dialog, "connection_save")

        assert said.lower() in words(dialog, "connection_problem").lower()
        assert dialog.isVisible()
        assert fits(dialog)
        press(dialog, "connection_cancel")
        await until(lambda: window.findChild(QDialog, "connection_dialog") is None)

    talk(scenario)

    assert models.connections.listed == before


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080", "https://relay.example.com/api"])
def test_a_service_of_the_users_own_is_added_and_used(
    window: MainWindow, models: Models, talk: Talk, address: str
) -> None:
    async def scenario(talking: Conversations) -> None:
        talking.connections.add()
        dialog = await opened(window, "connection_dialog")
        write(dialog, "connection_name", "Mine")
        write(dialog, "connection_address", address)

        QTest.keyClick(part(dialog, QLineEdit, "connection_address"), Qt.Key.Key_Return)
        await until(lambda: window.findChild(QDialog, "connection_dialog") is None)

    talk(scenario)

    assert models.connections.current.name == "Mine"
    assert models.connections.current.address.startswith(address.removesuffix("/api"))
    assert part(window, QPushButton, "connection").text().startswith("Mine")


def test_the_largest_request_is_set_with_its_connection_and_kept(
    window: MainWindow, models: Models, folders: Folders, talk: Talk
) -> None:
    models.connections.choose(GPTPROTO)

    async def scenario(talking: Conversations) -> None:
        for expected, wanted in ((20, 48), (48, 64)):
            talking.connections.edit()
            dialog = await opened(window, "connection_dialog")
            body = part(dialog, QSpinBox, "connection_body")
            assert body.value() == expected
            body.selectAll()
            QTest.keyClicks(body, str(wanted))
            press(dialog, "connection_save")
            await until(lambda: window.findChild(QDialog, "connection_dialog") is None)

        await until(lambda: kept() == [(GPTPROTO, 64)])

    def kept() -> list[tuple[str, int]]:
        rows = SettingsFile(folders.settings_file).read().connections
        return [(row.id, row.body_megabytes) for row in rows]

    talk(scenario)

    assert models.connections.current.body_bytes == 64_000_000


def test_settings_take_effect_at_once(
    window: MainWindow, models: Models, theme: Theme, talk: Talk
) -> None:
    before = theme.colours

    async def scenario(talking: Conversations) -> None:
        talking.open_settings()
        dialog = await opened(window, "settings_dialog")

        QTest.keyClick(part(dialog, QComboBox, "setting_theme"), Qt.Key.Key_End)
        dark = theme.colours
        QTest.keyClick(part(dialog, QComboBox, "setting_theme"), Qt.Key.Key_Up)
        QTest.keyClick(part(dialog, QSpinBox, "setting_jobs_at_once"), Qt.Key.Key_Up)

        assert theme.colours != dark
        assert part(dialog, QLineEdit, "setting_library").text() == str(models.preferences.library)
        press(dialog, "settings_close")
        await until(lambda: window.findChild(QDialog, "settings_dialog") is None)

    talk(scenario)

    assert models.preferences.theme == "light"
    assert theme.colours != before
    assert models.preferences.jobs_at_once == 4


def test_a_question_is_asked_before_waiting_for_a_paid_video_is_given_up(
    window: MainWindow, talk: Talk
) -> None:
    answers: list[bool] = []

    async def scenario(_talking: Conversations) -> None:
        from seedance_desktop.ui.dialogs import confirmed

        for button in ("question_no", "question_yes"):
            asking = asyncio.ensure_future(
                confirmed(window, "Stop?", "It is charged.", yes="Stop", no="Keep")
            )
            box = await opened(window, "question")
            assert isinstance(box, QMessageBox)
            press(box, button)
            answers.append(await asking)
            await until(lambda: window.findChild(QDialog, "question") is None)

    talk(scenario)

    assert answers == [False, True]


def test_a_bug_is_told_with_a_report_that_holds_no_key(window: MainWindow, tmp_path: Path) -> None:
    contents: Any = window.centralWidget()

    try:
        raise ValueError("Authorization: Bearer " + KEY)
    except ValueError as error:
        contents.show_bug(error)

    dialog = part(window, QDialog, "crash_dialog")
    report = part(dialog, QPlainTextEdit, "crash_report").toPlainText()
    assert "ValueError" in report
    assert "test_dialogs.py" in report
    assert KEY not in report
    dialog.close()
