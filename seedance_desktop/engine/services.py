"""The services in use, each opened once: address, key and, for the sandbox, its process."""

from dataclasses import dataclass

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.engine.connections import Connections
from seedance_desktop.engine.ports import Service, Wire


@dataclass(frozen=True, slots=True)
class _Opened:
    endpoint: Endpoint
    service: Service


class Services:
    """Opened services by connection."""

    def __init__(self, connections: Connections, wire: Wire) -> None:
        self._connections = connections
        self._wire = wire
        self._opened: dict[ConnectionId, _Opened] = {}

    async def of(self, connection: ConnectionId) -> Service:
        """The connection's service. Raises KeyMissingError, KeyringError kinds, InputError kinds.

        Raises NeverLeftError when the sandbox does not start.
        """
        opened = self._opened.get(connection)
        if opened is not None and self._connections.is_current(connection, opened.endpoint):
            return opened.service
        endpoint = await self._connections.endpoint_of(connection)
        self._opened[connection] = _Opened(endpoint, self._wire.service(endpoint))
        return self._opened[connection].service

    def spacing(self, connection: ConnectionId) -> float:
        """Seconds that a task is left in peace there; 0 before anything was asked."""
        opened = self._opened.get(connection)
        return 0.0 if opened is None else opened.service.spacing

    def has_open(self, connection: ConnectionId, service: Service) -> bool:
        """Whether this is still the one that ``of`` would give."""
        opened = self._opened.get(connection)
        return opened is not None and opened.service is service

    def forget(self, connection: ConnectionId) -> None:
        """Look up the address and the key again at the next use."""
        self._opened.pop(connection, None)
