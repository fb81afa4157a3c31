"""Keys and connections from the first to the last: entered, refused, replaced, removed."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton

from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.core.job import JobState
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.connections import KeyState
from seedance_desktop.model.models import Models
from seedance_desktop.ui.conversations import Conversations
from seedance_desktop.ui.main_window import MainWindow
from tests.engine.bench import a_request
from tests.support.sandbox import RunningSandbox, running_sandbox
from tests.support.screen_parts import part, words
from tests.ui.test_dialogs import Talk, fits, opened, press, talk, until, write

__all__ = ["talk"]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox(quiet=False) as started:
        yield started


async def closed(window: MainWindow, name: str) -> None:
    await until(lambda: window.findChild(QDialog, name) is None)


async def enter(dialog: QDialog, key: str) -> None:
    write(dialog, "key", key)
    part(dialog, QCheckBox, "key_session").setChecked(True)
    press(dialog, "key_keep")


def test_a_key_that_the_service_refuses_is_told_where_it_is_entered(
    window: MainWindow, models: Models, talk: Talk, sandbox: RunningSandbox
) -> None:
    connection = models.connections.add("Mine", sandbox.address)

    async def scenario(talking: Conversations) -> None:
        talking.connections.ask_key(connection)
        dialog = await opened(window, "key_dialog")
        await enter(dialog, "sk-wrong")
        await until(lambda: "does not take this key" in words(dialog, "key_problem"))
        assert part(dialog, QPushButton, "key_keep").text() == "Use for this session"
        assert fits(dialog)

        await enter(dialog, sandbox.key)
        await closed(window, "key_dialog")

    talk(scenario)

    assert models.connections.key_state(connection) is KeyState.PRESENT


def test_a_key_is_kept_where_the_service_cannot_be_asked(
    window: MainWindow, models: Models, talk: Talk
) -> None:
    connection = models.connections.add("Asleep", "http://127.0.0.1:9")

    async def scenario(talking: Conversations) -> None:
        talking.connections.ask_key(connection)
        await enter(await opened(window, "key_dialog"), "sk-unknown")
        await closed(window, "key_dialog")

    talk(scenario)

    assert models.connections.key_state(connection) is KeyState.PRESENT


def test_a_key_is_removed_once_that_is_confirmed(
    window: MainWindow, models: Models, talk: Talk
) -> None:
    async def scenario(talking: Conversations) -> None:
        await models.connections.keep_key(GPTPROTO, "sk-test-1234", session_only=True)
        talking.connections.ask_key(GPTPROTO)
        dialog = await opened(window, "key_dialog")
        press(dialog, "key_remove")
        press(await opened(window, "question"), "question_no")
        await closed(window, "question")
        assert models.connections.key_state(GPTPROTO) is KeyState.PRESENT

        press(dialog, "key_remove")
        press(await opened(window, "question"), "question_yes")
        await closed(window, "key_dialog")

    talk(scenario)

    assert models.connections.key_state(GPTPROTO) is KeyState.MISSING


def test_where_there_is_no_key_there_is_none_to_remove(window: MainWindow, talk: Talk) -> None:
    async def scenario(talking: Conversations) -> None:
        talking.connections.ask_key(GPTPROTO)
        dialog = await opened(window, "key_dialog")
        assert dialog.findChild(QPushButton, "key_remove") is None
        press(dialog, "key_cancel")
        await closed(window, "key_dialog")

    talk(scenario)


def test_a_connection_goes_when_no_job_needs_it_any_more(
    window: MainWindow, models: Models, talk: Talk, sandbox: RunningSandbox
) -> None:
    connection = models.connections.add("Mine", sandbox.address)
    models.connections.choose(connection)

    async def remove(dialog: QDialog) -> None:
        press(dialog, "connection_remove")
        press(await opened(window, "question"), "question_yes")
        await closed(window, "question")

    async def uncertain(engine: Engine) -> JobState:
        (job,) = await engine.submit(a_request(), connection, library=models.preferences.library)
        (ended,) = await engine.wait_for([job.id])
        return ended.state

    async def cancel_all(engine: Engine) -> None:
        for job in await engine.jobs(9):
            await engine.cancel(job.id)

    async def scenario(talking: Conversations) -> None:
        await models.connections.keep_key(connection, sandbox.key, session_only=True)
        sandbox.misbehave("create:500*1")
        assert await models.bridge.call(uncertain) is JobState.UNCERTAIN
        talking.connections.edit()
        dialog = await opened(window, "connection_dialog")
        await remove(dialog)
        await until(lambda: "still to be finished" in words(dialog, "connection_problem"))
        assert models.connections.find(connection) is not None

        await models.bridge.call(cancel_all)
        await remove(dialog)
        await closed(window, "connection_dialog")

    talk(scenario)

    assert models.connections.find(connection) is None
    assert models.connections.current.id == GPTPROTO


def test_gptproto_goes_back_to_its_usual_address(
    window: MainWindow, models: Models, talk: Talk
) -> None:
    models.connections.choose(GPTPROTO)

    async def scenario(talking: Conversations) -> None:
        talking.connections.edit()
        dialog = await opened(window, "connection_dialog")
        assert dialog.findChild(QPushButton, "connection_remove") is None
        write(dialog, "connection_address", "https://eu.example")
        press(dialog, "connection_save")
        await closed(window, "connection_dialog")

        talking.connections.edit()
        dialog = await opened(window, "connection_dialog")
        assert part(dialog, QPushButton, "connection_remove").text() == "Back to the usual address"
        press(dialog, "connection_remove")
        await closed(window, "connection_dialog")

    talk(scenario)

    assert models.connections.current.id == GPTPROTO
    assert models.connections.current.address == "https://gptproto.com"
