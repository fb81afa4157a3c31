import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from seedance_desktop.core.connection import GPTPROTO, SANDBOX
from seedance_desktop.core.errors import InputError, KeyringMissingError, KnownError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.connections import KeyState
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.settings_file import SettingsFile

PATIENCE = 60


def test_gptproto_and_the_sandbox_are_there_from_the_start(models: Models) -> None:
    assert [row.id for row in models.connections.listed] == [GPTPROTO, SANDBOX]
    assert models.connections.current.id == GPTPROTO
    assert models.connections.speed(GPTPROTO) == 1
    assert models.connections.speed(SANDBOX) == models.preferences.sandbox_speed
    assert models.connections.speed(ConnectionId("gone")) == 1


def test_a_choice_is_kept_for_the_next_start(
    models: Models, folders: Folders, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(models.connections.current_changed):
        models.connections.choose(SANDBOX)
    models.files.finish()

    assert models.connections.current.is_sandbox
    assert SettingsFile(folders.settings_file).read().connection == SANDBOX


def test_a_connection_for_now_is_forgotten_at_the_end(models: Models, folders: Folders) -> None:
    models.connections.use_for_now(SANDBOX)
    models.files.finish()

    assert models.connections.current.is_sandbox
    assert SettingsFile(folders.settings_file).read().connection == GPTPROTO


def test_a_connection_can_be_added_changed_and_removed(
    models: Models, qtbot: QtBot, build: Callable[[], Engine], window_loop: AbstractEventLoop
) -> None:
    with qtbot.waitSignal(models.connections.changed):
        ark = models.connections.add("Ark · Asia", "https://ark.example/api/v3")
    again = models.connections.add("Ark Asia", "https://other.example")
    models.connections.set_address(ark, "Ark", "http://127.0.0.1:8080")
    changed = models.connections.find(ark)

    async def remove() -> None:
        models.bridge.start(build)
        await models.connections.remove(again)

    window_loop.run_until_complete(asyncio.wait_for(remove(), PATIENCE))

    assert (ark, again) == ("ark-asia", "ark-asia-2")
    assert changed is not None
    assert (changed.name, changed.address) == ("Ark", "http://127.0.0.1:8080")
    assert [row.id for row in models.connections.listed] == [GPTPROTO, ark, SANDBOX]


def test_the_address_of_gptproto_can_be_changed_and_put_back(models: Models) -> None:
    models.connections.set_address(GPTPROTO, "GPTProto", "https://eu.example")
    changed = models.connections.current.address
    could_be = models.connections.is_removable(GPTPROTO)
    asyncio.run(models.connections.remove(GPTPROTO))

    assert changed == "https://eu.example"
    assert models.connections.current.address == "https://gptproto.com"
    assert (could_be, models.connections.is_removable(GPTPROTO)) == (True, False)


@pytest.mark.parametrize(
    ("name", "address"),
    [("Relay", "http://relay.example"), ("Relay", "relay"), (" ", "https://relay.example")],
)
def test_a_name_or_an_address_that_cannot_be_used_is_refused(
    models: Models, name: str, address: str
) -> None:
    with pytest.raises(InputError):
        models.connections.add(name, address)

    assert len(models.connections.listed) == 2


def test_a_key_for_this_session_is_known_at_once(
    models: Models, build: Callable[[], Engine], window_loop: AbstractEventLoop
) -> None:
    states: list[KeyState] = []
    models.connections.key_changed.connect(
        lambda name: states.append(models.connections.key_state(ConnectionId(name)))
    )

    async def scenario() -> None:
        models.bridge.start(build)
        await models.connections.keep_key(GPTPROTO, "sk-test-1234", session_only=True)

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert states[-1] is KeyState.PRESENT


def test_without_a_keyring_keeping_a_key_says_so(
    models: Models, build: Callable[[], Engine], window_loop: AbstractEventLoop
) -> None:
    async def scenario() -> KnownError:
        looked = asyncio.Event()
        models.connections.key_changed.connect(looked.set)
        models.bridge.start(build)
        with pytest.raises(KeyringMissingError) as missing:
            await models.connections.keep_key(GPTPROTO, "sk-test-1234")
        await looked.wait()
        return missing.value

    error = window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert "sk-test-1234" not in f"{error!r}{error.facts}"
    assert models.connections.key_state(GPTPROTO) is KeyState.UNREADABLE


def test_the_sandbox_needs_no_key(models: Models) -> None:
    assert models.connections.key_state(SANDBOX) is KeyState.NOT_NEEDED


def test_the_keyring_is_not_asked_at_the_start_but_what_was_found_is_remembered(
    models: Models, build: Callable[[], Engine], window_loop: AbstractEventLoop
) -> None:
    async def scenario() -> None:
        models.bridge.start(build)
        await models.bridge.call(lambda engine: engine.jobs(1))

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))
    before = models.connections.key_state(GPTPROTO)
    models.preferences.remember(f"has_key_{GPTPROTO}", True)

    assert before is KeyState.MISSING
    assert models.connections.key_state(GPTPROTO) is KeyState.PRESENT


def test_a_key_for_this_session_is_not_expected_in_the_next(
    models: Models, build: Callable[[], Engine], window_loop: AbstractEventLoop
) -> None:
    async def scenario() -> None:
        models.bridge.start(build)
        await models.connections.keep_key(GPTPROTO, "sk-test-1234", session_only=True)

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert not models.preferences.recall(f"has_key_{GPTPROTO}", True)
