"""Bills on disk: one line of JSON each, a file a month, only ever added to.

They are no part of the database: what was spent stays known when jobs and videos are removed.
"""

import logging
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from seedance_desktop.core.bill import Bill, by_age
from seedance_desktop.core.disk import disk_error

_log = logging.getLogger(__name__)


class LedgerFiles:
    """The folder of the bills. Several programs may add to it at the same time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_new(self) -> bool:
        """Whether no bill was ever kept here."""
        return not self._folder.is_dir()

    def add(self, bills: Iterable[Bill]) -> None:
        """Keep these bills. Raises DiskError kinds."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name, lines in _by_month(bills).items():
                _append(self._folder / name, b"".join(lines))
        except OSError as error:
            raise disk_error(error, self._folder) from error

    def read(self, since: datetime | None = None) -> list[Bill]:
        """Every bill from the month of ``since`` on, oldest first, one for each job.

        A line that cannot be read is left out.
        """
        first = "" if since is None else _month(since)
        found: dict[str, Bill] = {}
        for path in sorted(self._folder.glob("*.jsonl")):
            if path.name >= first:
                found |= {bill.job: bill for bill in _bills(path)}
        return sorted(found.values(), key=by_age)


def _by_month(bills: Iterable[Bill]) -> dict[str, list[bytes]]:
    lines: dict[str, list[bytes]] = {}
    for bill in bills:
        lines.setdefault(_month(bill.at), []).append(msgspec.json.encode(bill) + b"\n")
    return lines


def _append(path: Path, content: bytes) -> None:
    """In one write, so that lines of two programs do not mix."""
    number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(number, content)
    finally:
        os.close(number)


def _bills(path: Path) -> Iterable[Bill]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        _log.info("%s cannot be read: %s", path, error)
        return
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=Bill)
        except (msgspec.DecodeError, UnicodeError) as error:
            _log.info("a line of %s cannot be read: %s", path, error)


def _month(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m}.jsonl"
