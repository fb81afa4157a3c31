"""The waiting lines of all connections, and telling when one stops or goes on."""

from collections.abc import Callable

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.events import LinePaused, LineResumed
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.engine.line import Line
from seedance_desktop.engine.publisher import Publisher

_SPACING = 1.0
"""Seconds between two submissions to a real service (api.md 5.6, D)."""


class Lines:
    """One line for each connection, made when it is first asked for."""

    def __init__(self, places: Callable[[], int], publisher: Publisher) -> None:
        self._places = places
        self._publisher = publisher
        self._lines: dict[ConnectionId, Line] = {}

    def of(self, connection: ConnectionId) -> Line:
        if connection not in self._lines:
            spacing = 0.0 if connection == SANDBOX else _SPACING
            self._lines[connection] = Line(self._places, spacing)
        return self._lines[connection]

    def pause(self, connection: ConnectionId, failure: Failure) -> None:
        """Let nothing more be sent there until the user has acted; told once."""
        line = self.of(connection)
        was_paused = line.paused is not None
        line.pause(failure)
        if not was_paused:
            self._publisher.publish(LinePaused(connection, failure))

    def resume(self, connection: ConnectionId) -> None:
        """Go on at once: also what was waiting before another attempt."""
        line = self.of(connection)
        was_paused = line.paused is not None
        line.resume()
        if was_paused:
            self._publisher.publish(LineResumed(connection))

    def close(self) -> None:
        for line in self._lines.values():
            line.close()
