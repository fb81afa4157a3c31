"""Connections as users see to them: their keys, whether they work, whether they are needed."""

from seedance_desktop.core.connection import Connection
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.words import Message
from seedance_desktop.engine.connections import Connections
from seedance_desktop.engine.desk import Desk


class Accounts:
    """Used on the engine's loop. Methods that touch a key raise KeyringError kinds."""

    def __init__(self, connections: Connections, desk: Desk) -> None:
        self._connections = connections
        self._desk = desk

    async def all(self) -> tuple[Connection, ...]:
        """Every connection, in the order it is shown."""
        return self._connections.all()

    async def has_key(self, connection: ConnectionId) -> bool:
        """Whether there is a key, or none is needed."""
        return await self._connections.has_key(connection)

    async def keep_key(
        self, connection: ConnectionId, key: str, *, session_only: bool = False
    ) -> None:
        """Keep a key; the line goes on if it was waiting for one."""
        await self._connections.keep_key(connection, key, session_only=session_only)
        await self._desk.resume_line(connection)

    async def forget_key(self, connection: ConnectionId) -> None:
        """Take a key out of keyring and memory; none there is fine."""
        await self._connections.forget_key(connection)
        self._desk.services.forget(connection)

    async def check(self, connection: ConnectionId) -> None:
        """Ask the service, for nothing, whether it takes the key. Raises what stands in the way."""
        self._desk.services.forget(connection)
        service = await self._desk.services.of(connection)
        await service.check_key()

    async def check_unneeded(self, connection: ConnectionId) -> None:
        """See that no job is to be finished at a connection. Raises InputError."""
        count = sum(job.connection == connection for job in self._desk.record.open())
        if count:
            raise InputError(
                Message("Jobs are still to be finished there: {count}.", {"count": count}),
                remedy=Message("Wait for them or cancel them first, so that nothing paid is lost."),
            )
