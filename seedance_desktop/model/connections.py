"""The services that jobs can go to, which is in use, and whether its key is there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.preferences import Preferences

if TYPE_CHECKING:
    from seedance_desktop.engine.account import Connection


class KeyState(StrEnum):
    """What is known of a connection's key."""

    UNKNOWN = "unknown"
    PRESENT = "present"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class Connections(QObject):
    """The list of connections and the one in use.

    ``changed``: the list or a connection in it. ``current_changed``: another is in use, or the one
    in use has changed. ``key_changed`` carries the id of the connection.
    """

    changed = Signal()
    current_changed = Signal()
    key_changed = Signal(str)

    def __init__(
        self, preferences: Preferences, bridge: Bridge, *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._bridge = bridge

    @property
    def listed(self) -> tuple[Connection, ...]:
        """Every connection, in the order it is shown."""
        raise NotImplementedError

    @property
    def current(self) -> Connection:
        """The connection that new jobs go to."""
        raise NotImplementedError

    def choose(self, connection: ConnectionId) -> None:
        """Use another connection from now on."""
        raise NotImplementedError

    def key_state(self, connection: ConnectionId) -> KeyState:
        """What is known of a connection's key; ``key_changed`` tells when more is."""
        raise NotImplementedError

    def speed(self, connection: ConnectionId) -> float:
        """How many times faster than the real service it is: 1 but for the sandbox."""
        raise NotImplementedError

    async def keep_key(
        self, connection: ConnectionId, key: str, *, session_only: bool = False
    ) -> None:
        """Keep a key in the system keyring, or until the program ends.

        Raises InputError for what is no key, KeyringLockedError, KeyringMissingError.
        """
        raise NotImplementedError

    def set_address(self, connection: ConnectionId, name: str, address: str) -> None:
        """Change a connection's name and base address. Raises InputError."""
        raise NotImplementedError

    def add(self, name: str, address: str) -> ConnectionId:
        """Add a connection. Raises InputError."""
        raise NotImplementedError
