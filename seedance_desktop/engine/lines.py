"""The waiting lines of all connections, what the user decided about them, and telling of it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.events import LinePaused, LineResumed, LinesArranged
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import Job
from seedance_desktop.core.waiting_order import Move, WaitingOrder
from seedance_desktop.engine.line import Line, Order
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.store.line_file import LineFile, SavedLine

_SPACING = 1.0
"""Seconds between two submissions to a real service (api.md 5.6, D)."""


class Lines:
    """One line for each connection, made when it is first asked for."""

    def __init__(self, places: Callable[[], int], publisher: Publisher, file: LineFile) -> None:
        self._places = places
        self._publisher = publisher
        self._file = file
        self._decided = SavedLine()
        self._lines: dict[ConnectionId, Line] = {}

    @property
    def order(self) -> WaitingOrder:
        return self._decided.order

    @property
    def is_paused(self) -> bool:
        """Whether the user lets nothing be sent."""
        return self._decided.is_paused

    def of(self, connection: ConnectionId) -> Line:
        if connection not in self._lines:
            spacing = 0.0 if connection == SANDBOX else _SPACING
            line = self._lines[connection] = Line(self._places, spacing, self._rule)
            if self._decided.is_paused:
                line.stop()
        return self._lines[connection]

    def look_again(self) -> None:
        """Follow what another process may have decided meanwhile."""
        decided = self._file.read()
        if decided != self._decided:
            self._follow(decided)

    def pause_all(self) -> None:
        """Send nothing on any connection until ``continue_all``. Raises DiskError kinds."""
        self._decide(replace(self._file.read(), is_paused=True))

    def continue_all(self) -> None:
        """Send again what waits. Raises DiskError kinds."""
        self._decide(replace(self._file.read(), is_paused=False))

    def move(self, waiting: Iterable[Job], job: Job, move: Move) -> None:
        """Give ``job`` another place among those that are ``waiting``. Raises DiskError kinds."""
        decided = self._file.read()
        self._decide(replace(decided, order=decided.order.moved(waiting, job, move)))

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

    def wake(self) -> None:
        """The machine was asleep: whatever waits for a moment looks again at once."""
        for line in self._lines.values():
            line.wake()

    def close(self) -> None:
        for line in self._lines.values():
            line.close()

    def _rule(self, order: Order) -> tuple[object, ...]:
        made, job = order
        return self._decided.order.place(job, made)

    def _decide(self, decided: SavedLine) -> None:
        self._file.write(decided)
        self._follow(decided)

    def _follow(self, decided: SavedLine) -> None:
        self._decided = decided
        for line in self._lines.values():
            line.stop() if decided.is_paused else line.go_on()
        self._publisher.publish(LinesArranged(decided.order, is_paused=decided.is_paused))
