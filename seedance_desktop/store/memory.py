"""Where windows and splitters were and other small habits; losing it costs nobody anything."""

import base64
import binascii
import json
import logging
from pathlib import Path
from typing import TypeVar

from seedance_desktop.core.errors import DiskError
from seedance_desktop.store.files import write_atomically

T = TypeVar("T", str, int, float, bool, bytes)
_BYTES = "base64"

_log = logging.getLogger(__name__)


class Memory:
    """Remembered values by name. A damaged file starts afresh, and a full disk only forgets."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, object] = _read(path)

    def get(self, name: str, default: T) -> T:
        """What was remembered, if it is of the type of ``default``."""
        value = self._values.get(name)
        if isinstance(default, bytes):
            octets = _octets(value)
            return default if octets is None else octets
        return value if type(value) is type(default) else default

    def keep(self, name: str, value: str | float | bytes) -> None:
        """Remember a value; on disk with the next ``save``."""
        if isinstance(value, bytes):
            self._values[name] = {_BYTES: base64.b64encode(value).decode()}
        else:
            self._values[name] = value

    def save(self) -> None:
        """Write what is remembered."""
        content = json.dumps(self._values, indent=2, sort_keys=True).encode()
        try:
            write_atomically(self._path, content)
        except DiskError as error:
            _log.warning("%s was not written: %s", self._path, error)


def _read(path: Path) -> dict[str, object]:
    try:
        values = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.info("%s is damaged; starting afresh: %s", path, error)
        return {}
    return values if isinstance(values, dict) else {}


def _octets(value: object) -> bytes | None:
    if not isinstance(value, dict) or not isinstance(value.get(_BYTES), str):
        return None
    try:
        return base64.b64decode(value[_BYTES], validate=True)
    except binascii.Error:
        return None
