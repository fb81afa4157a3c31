"""What the user decided about the waiting line: its order, and whether anything may be sent.

Several processes may work on one profile; whoever asks again sees what another one wrote.
"""

import logging
from dataclasses import dataclass, field
from pathlib import Path

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.waiting_order import WaitingOrder
from seedance_desktop.store.files import set_aside, write_atomically
from seedance_desktop.store.records import RecordUnreadableError, from_json, to_json

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SavedLine:
    """``is_paused``: nothing is sent on any connection until the user says so."""

    order: WaitingOrder = field(default_factory=WaitingOrder)
    is_paused: bool = False


class LineFile:
    """The decisions as a JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._known = SavedLine()

    def read(self) -> SavedLine:
        """What was decided last, by whichever process. A damaged file is set aside.

        Then the line is paused: what the user held back must not be sent for that.
        """
        try:
            status = self._path.stat()
            stamp = (status.st_mtime_ns, status.st_ino)
            if stamp != self._stamp:
                self._known, self._stamp = _read(self._path), stamp
        except FileNotFoundError:
            self._known, self._stamp = SavedLine(is_paused=self._known.is_paused), None
        except (OSError, RecordUnreadableError) as error:
            _log.info("%s cannot be read: %s", self._path, error)
            self._known, self._stamp = SavedLine(is_paused=True), None
            set_aside(self._path)
        return self._known

    def write(self, line: SavedLine) -> None:
        """Keep it, flushed. Raises DiskError kinds."""
        record = {"version": 1, "paused": line.is_paused, "order": list(line.order.given)}
        write_atomically(self._path, to_json(record).encode())


def _read(path: Path) -> SavedLine:
    record = from_json(path.read_bytes())
    order = record.get("order")
    names = [name for name in order if isinstance(name, str)] if isinstance(order, list) else []
    return SavedLine(WaitingOrder(tuple(map(JobId, names))), record.get("paused") is True)
