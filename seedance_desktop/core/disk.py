"""What an operating system's file error means to a person; reading and writing live elsewhere."""

import errno
from pathlib import Path

from seedance_desktop.core.errors import DiskError, DiskFullError, FolderUnusableError
from seedance_desktop.core.words import Message

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_WINDOWS_FULL = frozenset({39, 112})
"""ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL, where Python has no ``errno`` of its own for them."""


def disk_error(error: OSError, path: Path) -> DiskError:
    """``error``, met at ``path``, as the error to show. Raise it ``from`` the original."""
    facts = {"path": str(path), "errno": errno.errorcode.get(error.errno or 0, str(error.errno))}
    if error.errno in _FULL or getattr(error, "winerror", None) in _WINDOWS_FULL:
        return DiskFullError(
            Message("There is no room left to write {path}.", {"path": str(path)}), facts=facts
        )
    reason = error.strerror or str(error) or type(error).__name__
    return FolderUnusableError(
        Message("{path} cannot be used: {reason}.", {"path": str(path), "reason": reason}),
        facts=facts,
    )
