from dataclasses import replace

import pytest

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.build import connections_of
from seedance_desktop.core.connection import GPTPROTO, SANDBOX
from seedance_desktop.core.errors import AddressError, KeyMissingError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.engine.connections import Connections
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.secrets import KeyStore
from seedance_desktop.store.settings import Settings, UserConnection
from tests.engine.bench import Outside

HERE = Endpoint("http://127.0.0.1:1", "sandbox-key")


class Choices:
    """Settings that change while the engine runs."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.connections = Connections(
            lambda: connections_of(self.settings),
            keys=KeyStore(environment={"SEEDANCE_API_KEY": "sk-from-outside"}),
            sandbox=Outside(lambda: HERE),
            workers=Workers(),
        )


async def test_the_key_goes_with_the_address_of_its_connection() -> None:
    endpoint = await Choices().connections.endpoint_of(GPTPROTO)

    assert (endpoint.address, endpoint.key) == ("https://gptproto.com", "sk-from-outside")
    assert "sk-from-outside" not in repr(endpoint)


async def test_the_sandbox_has_its_own_key_and_never_the_users() -> None:
    assert await Choices().connections.endpoint_of(SANDBOX) == HERE


async def test_an_edited_address_takes_effect_with_the_next_request() -> None:
    choices = Choices()
    before = await choices.connections.endpoint_of(GPTPROTO)

    changed = UserConnection(GPTPROTO, "GPTProto", "https://relay.example")
    choices.settings = replace(choices.settings, connections=(changed,))

    assert not choices.connections.is_current(GPTPROTO, before)
    after = await choices.connections.endpoint_of(GPTPROTO)
    assert after.address == "https://relay.example"
    assert choices.connections.is_current(GPTPROTO, after)


async def test_a_key_for_this_session_is_used_and_can_be_replaced() -> None:
    connections = Choices().connections

    await connections.keep_key(GPTPROTO, "sk-typed", session_only=True)

    assert (await connections.endpoint_of(GPTPROTO)).key == "sk-typed"
    assert await connections.has_key(GPTPROTO)


async def test_what_holds_no_key_is_refused() -> None:
    with pytest.raises(KeyMissingError):
        await Choices().connections.keep_key(GPTPROTO, "  ", session_only=True)


def test_a_bare_address_on_this_machine_is_taken_to_be_quick() -> None:
    found = Choices().connections.find(ConnectionId("http://127.0.0.1:8123/api/v3"))

    assert found.address == "http://127.0.0.1:8123/api/v3"
    assert found.speed > 1
    assert found.needs_key


@pytest.mark.parametrize("address", ["http://example.com", "ftp://127.0.0.1", "https://a b"])
def test_an_address_that_cannot_be_used_is_refused_in_words(address: str) -> None:
    with pytest.raises(AddressError):
        Choices().connections.find(ConnectionId(address))
