"""Which processes have the database open: a lock of the system, gone with who holds it.

Only a process that is alone may look into a suspected database and set a damaged one aside:
another one would go on writing into the file that was moved away.
"""

import os
import sys
from pathlib import Path
from typing import Self


class Occupancy:
    """This process's share of the database at ``path``. Raises OSError."""

    def __init__(self, file: int, *, is_alone: bool) -> None:
        self._file = file
        self.is_alone = is_alone
        """Whether no other process has it; until ``share``, none can come."""

    @classmethod
    def take(cls, path: Path) -> Self:
        """Waits while another process looks into the database."""
        file = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            return cls(file, is_alone=_locked(file))
        except BaseException:
            os.close(file)
            raise

    def share(self) -> None:
        """Let others in."""
        _share(self._file)
        self.is_alone = False

    def close(self) -> None:
        os.close(self._file)


if sys.platform == "win32":

    def _locked(file: int) -> bool:  # noqa: ARG001  Windows moves no file that is open elsewhere
        return True

    def _share(file: int) -> None:
        """Nothing was taken."""

else:
    import errno
    import fcntl

    _UNSUPPORTED = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS})

    def _locked(file: int) -> bool:
        """Where the file system has no locks nobody is known to be alone."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(file, fcntl.LOCK_SH)
            return False
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
            return False
        return True

    def _share(file: int) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_SH)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
