"""The services that jobs can go to, which is in use, and whether its key is there."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.connection import GPTPROTO, SANDBOX, Connection, all_connections
from seedance_desktop.core.errors import (
    InputError,
    KeyRejectedError,
    KeyringError,
    KeyringMissingError,
    KnownError,
)
from seedance_desktop.core.events import LinePaused
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.words import Message
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.preferences import Preferences
from seedance_desktop.store.secrets import has_environment_key
from seedance_desktop.store.settings import USUAL_BODY, Settings, UserConnection

_log = logging.getLogger(__name__)


class KeyState(StrEnum):
    """What is known of a connection's key."""

    PRESENT = "present"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    """The keyring is locked or absent."""
    NOT_NEEDED = "not_needed"


def connections_of(settings: Settings) -> tuple[Connection, ...]:
    """Every connection, in the order it is shown."""
    declared = tuple(row.connection for row in settings.connections)
    return all_connections(declared, settings.sandbox_speed)


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
        self._keys: dict[ConnectionId, KeyState] = {}
        self._for_session: set[ConnectionId] = set()
        self._passing: ConnectionId | None = None
        preferences.changed.connect(self._follow)
        bridge.line_paused.connect(self._look_again)

    @property
    def listed(self) -> tuple[Connection, ...]:
        """Every connection, in the order it is shown."""
        return connections_of(self._preferences.settings)

    @property
    def current(self) -> Connection:
        """The connection that new jobs go to."""
        wanted = self._passing or self._preferences.connection
        rows = self.listed
        return next((row for row in rows if row.id == wanted), rows[0])

    def find(self, connection: ConnectionId) -> Connection | None:
        """A listed connection; None for one that is no longer there."""
        return next((row for row in self.listed if row.id == connection), None)

    def choose(self, connection: ConnectionId) -> None:
        """Use another connection, now and at the next start."""
        self._passing = None
        self._preferences.put("connection", connection)
        self.current_changed.emit()
        self.check_key(connection)

    def use_for_now(self, connection: ConnectionId) -> None:
        """Use a connection until the program ends: what ``--sandbox`` asks for."""
        self._passing = connection
        self.current_changed.emit()

    def key_state(self, connection: ConnectionId) -> KeyState:
        """What is known of a connection's key; ``key_changed`` tells when more is.

        The keyring itself is not asked before a key is needed: it may prompt, and what it loads
        takes 20 MB. Until then this is what was found the last time.
        """
        if connection == SANDBOX:
            return KeyState.NOT_NEEDED
        if connection in self._keys:
            return self._keys[connection]
        known = has_environment_key() or self._preferences.recall(_memory_of(connection), False)
        return KeyState.PRESENT if known else KeyState.MISSING

    def speed(self, connection: ConnectionId) -> float:
        """How many times faster than the real service it is: 1 but for the sandbox."""
        found = self.find(connection)
        return 1.0 if found is None else found.speed

    async def keep_key(
        self, connection: ConnectionId, key: str, *, session_only: bool = False
    ) -> None:
        """Keep a key in the system keyring, or until the program ends.

        Raises InputError for what is no key, KeyringLockedError, KeyringMissingError.
        """
        try:
            await self._bridge.call(
                lambda engine: engine.accounts.keep_key(connection, key, session_only=session_only)
            )
        except KeyringError:
            self._know(connection, KeyState.UNREADABLE)
            raise
        if session_only:
            self._for_session.add(connection)
        else:
            self._for_session.discard(connection)
        self._found(connection, has_key=True)

    async def is_key_taken(self, connection: ConnectionId) -> bool:
        """Ask the service whether it takes the key; True as well where it cannot be asked now."""
        try:
            await self._bridge.call(lambda engine: engine.accounts.check(connection))
        except KeyRejectedError:
            return False
        except KnownError as error:
            _log.info("the key of %s could not be checked: %s", connection, error)
        return True

    async def forget_key(self, connection: ConnectionId) -> None:
        """Take a connection's key out of the keyring and out of memory.

        Raises KeyringLockedError. Where there is no keyring there is nothing to take out.
        """
        with suppress(KeyringMissingError):
            await self._bridge.call(lambda engine: engine.accounts.forget_key(connection))
        self._for_session.discard(connection)
        self._found(connection, has_key=has_environment_key())

    def check_key(self, connection: ConnectionId) -> None:
        """Look whether there is a key; ``key_changed`` tells."""
        if self.key_state(connection) is not KeyState.NOT_NEEDED:
            self._bridge.run(self._look_for_key(connection), "look for a key")

    def add(self, name: str, address: str, body_megabytes: int = USUAL_BODY) -> ConnectionId:
        """Add a connection. Raises InputError for a name or an address that cannot be used."""
        connection = self._free_id(name)
        row = UserConnection(connection, _checked_name(name), _checked(address), body_megabytes)
        self._keep(row)
        return connection

    def set_address(
        self,
        connection: ConnectionId,
        name: str,
        address: str,
        body_megabytes: int | None = None,
    ) -> None:
        """Change a connection's name, base address and largest request. Raises InputError."""
        rows = self._preferences.settings.connections
        row = next((row for row in rows if row.id == connection), None)
        row = row or UserConnection(connection, name, address)
        self._keep(
            replace(
                row,
                name=_checked_name(name),
                address=_checked(address),
                body_megabytes=body_megabytes or row.body_megabytes,
            )
        )

    def is_removable(self, connection: ConnectionId) -> bool:
        """Whether the user added it, or has changed what is built in."""
        return any(row.id == connection for row in self._preferences.settings.connections)

    async def remove(self, connection: ConnectionId) -> None:
        """Take a connection off the list, and its key out of the keyring.

        GPTProto goes back to what it was instead, and keeps its key. Raises InputError while jobs
        are to be finished at what would be gone, KeyringLockedError.
        """
        if connection != GPTPROTO:
            await self._bridge.call(lambda engine: engine.accounts.check_unneeded(connection))
            if self.key_state(connection) is not KeyState.MISSING:
                await self.forget_key(connection)
        rows = self._preferences.settings.connections
        self._preferences.put("connections", tuple(row for row in rows if row.id != connection))

    def _keep(self, row: UserConnection) -> None:
        rows = list(self._preferences.settings.connections)
        places = [place for place, old in enumerate(rows) if old.id == row.id]
        if places:
            rows[places[0]] = row
        else:
            rows.append(row)
        self._preferences.put("connections", tuple(rows))

    def _free_id(self, name: str) -> ConnectionId:
        stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "connection"
        taken = {row.id for row in self.listed}
        names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
        return ConnectionId(next(free for free in names if free not in taken))

    async def _look_for_key(self, connection: ConnectionId) -> None:
        try:
            has_key = await self._bridge.call(lambda engine: engine.accounts.has_key(connection))
        except KeyringError:
            self._know(connection, KeyState.UNREADABLE)
        else:
            self._found(connection, has_key=has_key)

    def _found(self, connection: ConnectionId, *, has_key: bool) -> None:
        """What the next start may go by is whether the keyring itself holds a key."""
        passing = has_environment_key() or connection in self._for_session
        self._preferences.remember(_memory_of(connection), has_key and not passing)
        self._know(connection, KeyState.PRESENT if has_key else KeyState.MISSING)

    def _know(self, connection: ConnectionId, state: KeyState) -> None:
        if self._keys.get(connection) is not state:
            self._keys[connection] = state
            self.key_changed.emit(connection)

    @Slot(object)
    def _look_again(self, paused: LinePaused) -> None:
        """A key that is missing is one of the reasons."""
        self.check_key(paused.connection)

    @Slot(str)
    def _follow(self, name: str) -> None:
        if name in ("connections", "sandbox_speed"):
            self.changed.emit()
            self.current_changed.emit()


def _memory_of(connection: ConnectionId) -> str:
    return f"has_key_{connection}"


def _checked_name(name: str) -> str:
    if not name.strip():
        raise InputError(
            Message("The connection needs a name."), remedy=Message("Give it one of your own.")
        )
    return name.strip()


def _checked(address: str) -> str:
    from seedance_desktop.api.endpoint import checked_address

    return checked_address(address)
