"""Presets as TOML, both where the program keeps them and in files that are handed on."""

import logging
import tomllib
from collections.abc import Iterable
from pathlib import Path

import tomli_w

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.form_values import values_of
from seedance_desktop.core.preset import Preset
from seedance_desktop.core.words import Message
from seedance_desktop.store.files import set_aside, write_atomically
from seedance_desktop.store.records import RecordUnreadableError, read_request

_VERSION = 1

_log = logging.getLogger(__name__)


class PresetFile:
    """The user's presets. A damaged file is set aside, a preset that cannot be read left out."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[Preset]:
        """Every preset, in its order."""
        try:
            return _presets(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            _log.info("%s cannot be read: %s", self._path, error)
            set_aside(self._path)
            return []

    def write(self, presets: Iterable[Preset]) -> None:
        """Keep these. Raises DiskError kinds."""
        write_presets(self._path, presets)


def write_presets(path: Path, presets: Iterable[Preset]) -> None:
    """A file of presets, to keep or to hand on. Raises DiskError kinds."""
    rows = [
        {"name": one.name, "variations": one.count, **values_of(one.request)} for one in presets
    ]
    write_atomically(path, tomli_w.dumps({"version": _VERSION, "presets": rows}).encode())


def read_presets(path: Path) -> list[Preset]:
    """The presets of a file that somebody handed on. Raises InputError and DiskError kinds."""
    try:
        found = _presets(path.read_text("utf-8"))
    except OSError as error:
        raise disk_error(error, path) from error
    except ValueError as error:
        raise _no_presets(path) from error
    if not found:
        raise _no_presets(path)
    return found


def _presets(text: str) -> list[Preset]:
    """What is not known of a newer file is left aside. Raises ValueError for what is no TOML."""
    rows = tomllib.loads(text).get("presets", [])
    found = (_preset(row) for row in (rows if isinstance(rows, list) else []))
    return [preset for preset in found if preset is not None]


def _preset(row: object) -> Preset | None:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"]:
        return None
    count = row.get("variations", 1)
    try:
        request = read_request({name: row[name] for name in row if name != "version"})
    except RecordUnreadableError as error:
        _log.info("preset %s cannot be read: %s", row["name"], error.facts)
        return None
    is_count = type(count) is int and count > 0
    return Preset(row["name"], request, count if is_count else 1)


def _no_presets(path: Path) -> InputError:
    return InputError(
        Message("“{name}” holds no presets.", {"name": path.name}),
        remedy=Message("Choose a file that was exported from the presets."),
    )
