"""What the window asks of connections: keys, addresses, and whether one is really to go."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from seedance_desktop.core.connection import GPTPROTO, Connection
from seedance_desktop.core.errors import InputError, KnownError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.limits import MEGABYTE
from seedance_desktop.core.words import tr
from seedance_desktop.model.connections import KeyState
from seedance_desktop.model.models import Models
from seedance_desktop.ui.dialogs import answered, confirmed

if TYPE_CHECKING:
    from seedance_desktop.ui.settings.connection_dialog import ConnectionDialog
    from seedance_desktop.ui.settings.key_dialog import KeyDialog


class ConnectionTalk(QObject):
    """Opens dialogs over the window and carries out what was decided in them."""

    def __init__(self, models: Models, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = models.bridge
        self._connections = models.connections
        self._jobs = models.jobs
        self._window = window

    def ask_key(self, connection: ConnectionId | None = None) -> None:
        """Let the user enter, replace or remove a key, the current connection's by itself."""
        self._bridge.run(self._ask_key(connection or self._connections.current.id), "key")

    def edit(self) -> None:
        """Let the user change or remove the current connection."""
        self._bridge.run(self._edit(self._connections.current), "address")

    def add(self) -> None:
        """Let the user add a connection."""
        self._bridge.run(self._add(), "add connection")

    async def _ask_key(self, connection: ConnectionId) -> None:
        from seedance_desktop.ui.settings.key_dialog import KeyDialog

        row = next(row for row in self._connections.listed if row.id == connection)
        has_key = self._connections.key_state(connection) is KeyState.PRESENT
        dialog = KeyDialog(row.name, row.address, has_key=has_key, parent=self._window)

        def take(key: str, session_only: bool) -> None:
            work = self._keep(dialog, connection, key, session_only=session_only)
            self._bridge.run(work, "keep key")

        def remove() -> None:
            self._bridge.run(self._remove_key(dialog, row), "remove key")

        dialog.offered.connect(take)
        dialog.removal_wanted.connect(remove)
        if await answered(dialog):
            self._jobs.resume_line(connection)

    async def _keep(
        self, dialog: "KeyDialog", connection: ConnectionId, key: str, *, session_only: bool
    ) -> None:
        """A key that the service does not take is told at once, not by the first job."""
        try:
            await self._connections.keep_key(connection, key, session_only=session_only)
            dialog.show_asking()
            is_taken = await self._connections.is_key_taken(connection)
        except KnownError as error:
            dialog.show_error(error)
            return
        if is_taken:
            dialog.accept()
        else:
            dialog.show_refused()

    async def _remove_key(self, dialog: "KeyDialog", row: Connection) -> None:
        if await confirmed(
            dialog,
            tr("Remove the key of {name}?", name=row.name),
            tr("It is taken out of the keyring. Jobs that need it wait until there is one again."),
            yes=tr("Remove"),
            no=tr("Keep"),
        ):
            forget = self._connections.forget_key
            await _closing(dialog, lambda: forget(row.id))

    async def _add(self) -> None:
        from seedance_desktop.ui.settings.connection_dialog import ConnectionDialog

        dialog = ConnectionDialog(
            "",
            "https://",
            Connection(ConnectionId(""), "").body_bytes // MEGABYTE,
            parent=self._window,
        )

        def take(name: str, address: str, body: int) -> None:
            try:
                self._connections.choose(self._connections.add(name, address, body))
            except InputError as error:
                dialog.show_error(error)
            else:
                dialog.accept()

        dialog.offered.connect(take)
        await answered(dialog)

    async def _edit(self, row: Connection) -> None:
        from seedance_desktop.ui.settings.connection_dialog import ConnectionDialog

        removal = ""
        if self._connections.is_removable(row.id):
            is_ours = row.id == GPTPROTO
            removal = tr("Back to the usual address") if is_ours else tr("Remove…")
        dialog = ConnectionDialog(
            row.name,
            row.address,
            row.body_bytes // MEGABYTE,
            removal=removal,
            parent=self._window,
        )

        def take(name: str, address: str, body: int) -> None:
            try:
                self._connections.set_address(row.id, name, address, body)
            except InputError as error:
                dialog.show_error(error)
            else:
                dialog.accept()

        def remove() -> None:
            self._bridge.run(self._remove(dialog, row), "remove connection")

        dialog.offered.connect(take)
        dialog.removal_wanted.connect(remove)
        await answered(dialog)

    async def _remove(self, dialog: "ConnectionDialog", row: Connection) -> None:
        if row.id == GPTPROTO or await confirmed(
            dialog,
            tr("Remove {name}?", name=row.name),
            tr("Its key is taken out of the keyring. Videos that it made stay in the library."),
            yes=tr("Remove"),
            no=tr("Keep"),
        ):
            remove = self._connections.remove
            await _closing(dialog, lambda: remove(row.id))


async def _closing(
    dialog: "KeyDialog | ConnectionDialog", work: Callable[[], Awaitable[None]]
) -> None:
    """Do something and close the dialog; what goes wrong is told in it."""
    try:
        await work()
    except KnownError as error:
        dialog.show_error(error)
    else:
        dialog.reject()
