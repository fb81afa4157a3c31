"""The waiting line as the window shows it: its order, whether it is paused, what may be done."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.events import LinesArranged
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.waiting_order import Move, WaitingOrder
from seedance_desktop.model.bridge import Bridge

if TYPE_CHECKING:
    from seedance_desktop.engine.engine import Engine


class WaitingLine(QObject):
    """Intents are handed to the engine; ``changed`` when the line stands otherwise."""

    changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._stands = LinesArranged(WaitingOrder(), is_paused=False)
        bridge.lines_arranged.connect(self._follow)

    @property
    def order(self) -> WaitingOrder:
        """The order in which waiting jobs are sent."""
        return self._stands.order

    @property
    def is_paused(self) -> bool:
        """Whether the user lets nothing be sent."""
        return self._stands.is_paused

    def pause(self) -> None:
        """Send nothing on any connection; what is at the service goes on."""
        self._ask(lambda engine: engine.waiting.pause_all(), "pause the line")

    def go_on(self) -> None:
        """Send again what waits."""
        self._ask(lambda engine: engine.waiting.continue_all(), "continue the line")

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.is_paused:
            self.go_on()
        else:
            self.pause()

    def hold(self, job: JobId) -> None:
        """Keep a waiting job from being sent."""
        self._ask(lambda engine: engine.waiting.hold(job), "hold")

    def release(self, job: JobId) -> None:
        """Let a held job be sent."""
        self._ask(lambda engine: engine.waiting.release(job), "release")

    def move(self, job: JobId, move: Move) -> None:
        """Give a waiting job another place."""
        self._ask(lambda engine: engine.waiting.move(job, move), "move")

    def _ask(self, ask: Callable[[Engine], Coroutine[Any, Any, object]], name: str) -> None:
        async def asked() -> None:
            await self._bridge.call(ask)

        self._bridge.run(asked(), name)

    @Slot(object)
    def _follow(self, event: LinesArranged) -> None:
        self._stands = event
        self.changed.emit()
