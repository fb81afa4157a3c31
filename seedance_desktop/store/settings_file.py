"""The settings as a TOML file: the last good copy kept, what is not understood kept too."""

import logging
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomli_w

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.limits import BODY_BYTES, MEGABYTE
from seedance_desktop.store.files import free_path, write_atomically
from seedance_desktop.store.settings import USUAL_BODY, Settings, UserConnection, settings_table

_log = logging.getLogger(__name__)


class SettingsFile:
    """Reads and writes settings. Reading never fails: what cannot be used gives way to defaults."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._good = path.with_name(f"{path.stem}.last-good{path.suffix}")

    def read(self) -> Settings:
        """The settings; from the last good copy when the file is damaged."""
        table = self._table(self.path)
        if table is None and self.path.exists():
            _log.info("%s is damaged; using %s", self.path, self._good)
            table = self._table(self._good)
        elif table is not None:
            self._keep_good()
        return _settings(table or {})

    def write(self, settings: Settings) -> Settings:
        """Keep the settings; what is returned stands for the file now. Raises DiskError kinds.

        A damaged file is set aside first, so that what was typed into it is not lost.
        """
        table = _toml(settings)
        content = tomli_w.dumps(table).encode()
        if self.path.exists() and self._table(self.path) is None:
            self._set_aside()
        write_atomically(self.path, content)
        write_atomically(self._good, content)
        return _settings(table)

    def _table(self, path: Path) -> dict[str, object] | None:
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            _log.info("%s cannot be read: %s", path, error)
            return None

    def _keep_good(self) -> None:
        try:
            content = self.path.read_bytes()
            if not self._good.exists() or self._good.read_bytes() != content:
                write_atomically(self._good, content)
        except (OSError, DiskError) as error:
            _log.info("no copy of %s could be kept: %s", self.path, error)

    def _set_aside(self) -> None:
        aside = free_path(self.path.with_name(f"{self.path.stem}.damaged{self.path.suffix}"))
        try:
            self.path.rename(aside)
        except OSError as error:
            raise disk_error(error, self.path) from error
        _log.info("%s was set aside as %s", self.path, aside)


def _settings(table: Mapping[str, object]) -> Settings:
    chosen: dict[str, Any] = {}
    for row in settings_table():
        if row.key in table:
            try:
                chosen[row.key] = row.read(table[row.key])
            except ValueError as error:
                _log.warning("setting %s: %s; using %r", row.key, error, row.default)
    return Settings(**chosen, connections=_connections(table), source=table)


def _connections(table: Mapping[str, object]) -> tuple[UserConnection, ...]:
    rows = table.get("connections", {})
    if not isinstance(rows, Mapping):
        _log.warning("setting connections: not a table")
        return ()
    found = []
    for name, row in rows.items():
        connection = _connection(ConnectionId(name), row)
        if connection is None:
            _log.warning("setting connections.%s: needs a name and an address", name)
        else:
            found.append(connection)
    return tuple(found)


def _connection(connection: ConnectionId, row: object) -> UserConnection | None:
    if not isinstance(row, Mapping):
        return None
    address, name = row.get("address"), row.get("name", connection)
    if not isinstance(address, str) or not isinstance(name, str) or not address:
        return None
    usual = UserConnection(connection, name, address)
    body = row.get("body_megabytes", usual.body_megabytes)
    if type(body) is not int or not 1 <= body <= BODY_BYTES // MEGABYTE:
        _log.warning("setting connections.%s.body_megabytes: must be 1 to 64", connection)
        return usual
    return replace(usual, body_megabytes=body)


def _toml(settings: Settings) -> dict[str, object]:
    """Only what differs from the defaults is written, so that a better default reaches everyone."""
    table = dict(settings.source)
    for row in settings_table():
        value = getattr(settings, row.key)
        if value == row.default:
            table.pop(row.key, None)
        else:
            table[row.key] = str(value) if isinstance(value, Path) else value
    connections = _connection_rows(settings)
    if connections:
        table["connections"] = connections
    else:
        table.pop("connections", None)
    return table


def _connection_rows(settings: Settings) -> dict[str, object]:
    before = settings.source.get("connections")
    rows = dict(before) if isinstance(before, Mapping) else {}
    for gone in _connections({"connections": rows}):
        if gone.id not in {connection.id for connection in settings.connections}:
            del rows[gone.id]
    for connection in settings.connections:
        row = rows.get(connection.id)
        known = row if isinstance(row, Mapping) else {}
        written = {**known, "name": connection.name, "address": connection.address}
        if connection.body_megabytes != USUAL_BODY:
            written["body_megabytes"] = connection.body_megabytes
        else:
            written.pop("body_megabytes", None)
        rows[connection.id] = written
    return rows
