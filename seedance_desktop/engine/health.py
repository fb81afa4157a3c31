"""Whether each connection's service answers, told once when that changes."""

from seedance_desktop.core.errors import KnownError, NetworkError
from seedance_desktop.core.events import ConnectionTrouble
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.engine.publisher import Publisher


class Health:
    """Remembers the connections in trouble and publishes ConnectionTrouble at each turn."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._in_trouble: set[ConnectionId] = set()

    def failed(self, connection: ConnectionId, error: KnownError) -> None:
        """An attempt met ``error``; only those of the network are trouble of the connection."""
        if isinstance(error, NetworkError) and connection not in self._in_trouble:
            self._in_trouble.add(connection)
            self._publisher.publish(ConnectionTrouble(connection, error.failure))

    def answered(self, connection: ConnectionId) -> None:
        """The service answered, whatever it said."""
        if connection in self._in_trouble:
            self._in_trouble.discard(connection)
            self._publisher.publish(ConnectionTrouble(connection, None))
