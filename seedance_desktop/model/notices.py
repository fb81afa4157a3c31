"""The banners over the page: what needs attention, newest first, until dismissed or settled."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.events import (
    ConnectionTrouble,
    LinePaused,
    LineResumed,
    RecordsDamaged,
)
from seedance_desktop.core.failure import Action, Failure
from seedance_desktop.core.ids import ConnectionId


@dataclass(frozen=True, slots=True)
class Notice:
    """One banner. ``connection`` is set where it is about a connection or its waiting line.

    ``line_is_paused``: its button, once the cause is settled, goes on with the waiting line.
    """

    id: str
    failure: Failure
    connection: ConnectionId | None = None
    line_is_paused: bool = False

    @property
    def action(self) -> Action:
        """What its button does."""
        return self.failure.action


class Notices(QObject):
    """Banners by id: a newer one about the same thing takes the older one's place."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: dict[str, Notice] = {}

    @property
    def shown(self) -> tuple[Notice, ...]:
        """Every banner, newest first."""
        return tuple(reversed(self._notices.values()))

    def add(self, notice: Notice) -> None:
        """Show a banner on top, in place of one with the same id."""
        self._notices.pop(notice.id, None)
        self._notices[notice.id] = notice
        self.changed.emit()

    @Slot(str)
    def dismiss(self, notice_id: str) -> None:
        """Take a banner away; nothing happens if it is gone."""
        if self._notices.pop(notice_id, None) is not None:
            self.changed.emit()

    @Slot(object)
    def show_error(self, error: KnownError) -> None:
        """Show a known error that no field or row has a place for."""
        self.add(Notice(f"error:{type(error).__name__}", error.failure))

    @Slot(object)
    def show_paused_line(self, event: LinePaused) -> None:
        """A waiting line stands still until the user acts."""
        name = f"line:{event.connection}"
        self.add(Notice(name, event.failure, connection=event.connection, line_is_paused=True))

    @Slot(object)
    def settle_line(self, event: LineResumed) -> None:
        """The waiting line moves again."""
        self.dismiss(f"line:{event.connection}")

    @Slot(object)
    def show_damage(self, event: RecordsDamaged) -> None:
        """The records were damaged: what was recovered and what could not be."""
        self.add(Notice("records", event.failure))

    @Slot(object)
    def show_trouble(self, event: ConnectionTrouble) -> None:
        """A service cannot be reached, or can be again."""
        name = f"trouble:{event.connection}"
        if event.failure is None:
            self.dismiss(name)
        else:
            self.add(Notice(name, event.failure, connection=event.connection))
