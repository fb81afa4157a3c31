"""Hands events to whoever listens, in the order in which they happened."""

import asyncio
from collections.abc import Callable

from seedance_desktop.core.events import Event

Listener = Callable[[Event], None]


class Publisher:
    """Listeners are called on the engine's loop, soon after; what one raises is its own affair."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event from now on; the answer ends that, at once."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        loop = asyncio.get_running_loop()
        for listener in self._listeners:
            loop.call_soon(self._deliver, listener, event)

    def _deliver(self, listener: Listener, event: Event) -> None:
        if listener in self._listeners:
            listener(event)
