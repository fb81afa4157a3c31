"""How often a service is asked after tasks, however many there are: it allows so many a second."""

import asyncio
from collections.abc import Callable

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.ids import ConnectionId

_SPACING = 0.1
"""Seconds between two questions; the service allows 20 a second for an account (api.md 3)."""


class Pace:
    """Hands out moments to ask at, in the order in which they are asked for."""

    def __init__(self, spacing: float = _SPACING, clock: Callable[[], float] | None = None) -> None:
        self._spacing = spacing
        self._clock = clock or asyncio.get_running_loop().time
        self._next: dict[ConnectionId, float] = {}

    def wait(self, connection: ConnectionId) -> float:
        """Seconds until the next question may be asked there; that moment is taken."""
        if connection == SANDBOX:
            return 0.0
        now = self._clock()
        at = max(now, self._next.get(connection, now))
        self._next[connection] = at + self._spacing
        return at - now
