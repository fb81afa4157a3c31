"""Which process works on a job: locks of the system, gone with the process that holds them.

Two windows, or a window and the command line, may have the same profile open; a job found on the
record is taken up only by the process that gets its claim. Every job is one byte of one file.
"""

import os
import sys
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.ids import JobId

_SPAN = 2**30
"""Bytes that stand for jobs. Two jobs on one byte would only wait for each other's process."""


class Claims:
    """Claims in ``path``, which is made at the first one. Raises DiskError kinds."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._held: set[JobId] = set()

    def take(self, job: JobId) -> bool:
        """Claim a job; false while another process has it."""
        if job in self._held:
            return True
        if not _lock(self._opened(), _byte(job)):
            return False
        self._held.add(job)
        return True

    def give_back(self, job: JobId) -> None:
        if job in self._held:
            self._held.discard(job)
            _unlock(self._opened(), _byte(job))

    def close(self) -> None:
        """Give back everything."""
        if self._file is not None:
            os.close(self._file)
        self._file = None
        self._held.clear()

    def _opened(self) -> int:
        if self._file is None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise disk_error(error, self._path) from error
        return self._file


def _byte(job: JobId) -> int:
    from hashlib import sha256  # brings OpenSSL, which nothing at rest needs

    return int.from_bytes(sha256(job.encode()).digest()[:8]) % _SPAN


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int, at: int) -> bool:
        os.lseek(file, at, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: int, at: int) -> None:
        os.lseek(file, at, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int, at: int) -> bool:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, at)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unlock(file: int, at: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_UN, 1, at)
