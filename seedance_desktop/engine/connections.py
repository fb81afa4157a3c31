"""Where jobs can be sent: GPTProto, the sandbox and others, each with its address and key."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from seedance_desktop.api.endpoint import Endpoint, checked_address, is_loopback
from seedance_desktop.core.connection import Connection
from seedance_desktop.core.errors import InputError, KeyMissingError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.words import Message
from seedance_desktop.engine.workers import Workers

_NEARBY = 8.0
"""How many times faster a service on this machine is taken to be: it is there for a trial."""


class Keys(Protocol):
    """Where keys are kept; every call may block for as long as somebody takes to answer."""

    def key(self, connection: ConnectionId) -> str | None: ...

    def keep(self, connection: ConnectionId, key: str) -> None: ...

    def use_for_session(self, connection: ConnectionId, key: str) -> None: ...

    def forget(self, connection: ConnectionId) -> None: ...


class Sandbox(Protocol):
    """The sandbox's process."""

    @property
    def is_running(self) -> bool: ...

    async def endpoint(self) -> Endpoint: ...

    async def close(self) -> None: ...


class Connections:
    """The connections that ``declared`` lists, and any bare address."""

    def __init__(
        self,
        declared: Callable[[], tuple[Connection, ...]],
        *,
        keys: Keys,
        sandbox: Sandbox,
        workers: Workers,
    ) -> None:
        self._declared = declared
        self._keys = keys
        self._sandbox = sandbox
        self._workers = workers

    def all(self) -> tuple[Connection, ...]:
        return self._declared()

    def find(self, connection: ConnectionId) -> Connection:
        """The connection of this name; an address stands for itself, so that jobs go on with it.

        Raises InputError for an unknown name, AddressError for an address that cannot be used.
        """
        for known in self._declared():
            if known.id == connection:
                return known
        if "://" in connection:
            address = checked_address(connection)
            host = urlsplit(address)
            speed = _NEARBY if is_loopback(host.hostname or "") else 1.0
            return Connection(connection, host.netloc, address, speed)
        raise InputError(
            Message("There is no connection “{name}”.", {"name": connection}),
            remedy=Message("Use sandbox, gptproto or the address of a service."),
        )

    async def endpoint_of(self, connection: ConnectionId) -> Endpoint:
        """Address and key.

        Raises KeyMissingError, KeyringError kinds, InputError kinds; NeverLeftError when the
        sandbox does not start.
        """
        found = self.find(connection)
        if found.is_sandbox:
            return await self._sandbox.endpoint()
        key = await self._workers.ask(self._keys.key, connection)
        if not key:
            raise KeyMissingError(facts={"connection": found.name})
        return Endpoint(found.address, key)

    def is_current(self, connection: ConnectionId, endpoint: Endpoint) -> bool:
        """Whether an endpoint that was given out still holds.

        A sandbox that was started again has another, and an address may be edited.
        """
        found = self.find(connection)
        if found.is_sandbox:
            return self._sandbox.is_running
        return checked_address(found.address) == endpoint.address

    async def has_key(self, connection: ConnectionId) -> bool:
        """Whether there is a key, or none is needed. Raises KeyringError kinds."""
        if not self.find(connection).needs_key:
            return True
        return bool(await self._workers.ask(self._keys.key, connection))

    async def keep_key(
        self, connection: ConnectionId, key: str, *, session_only: bool = False
    ) -> None:
        """Keep a key in the keyring, or for this session. Raises KeyringError kinds, InputError."""
        keep = self._keys.use_for_session if session_only else self._keys.keep
        await self._workers.ask(keep, connection, key)

    async def forget_key(self, connection: ConnectionId) -> None:
        """Take a key out of keyring and memory; none there is fine. Raises KeyringError kinds."""
        await self._workers.ask(self._keys.forget, connection)

    async def close(self) -> None:
        await self._sandbox.close()
