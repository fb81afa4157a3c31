"""Whether the process that wanted the sandbox is still there."""

import os
import sys


class ParentWatch:
    """Watches one process by its id; a child's own parent is recognised even as a zombie."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._is_parent = os.getppid() == pid

    def is_there(self) -> bool:
        """Whether the process still runs."""
        if self._is_parent and sys.platform != "win32":
            return os.getppid() == self._pid
        return _runs(self._pid)


if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE = 0x0010_0000
    _STILL_RUNNING = 0x102

    def _runs(pid: int) -> bool:
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_SYNCHRONIZE, 0, pid)
        if not handle:
            return False
        waited: int = kernel.WaitForSingleObject(handle, 0)
        kernel.CloseHandle(handle)
        return waited == _STILL_RUNNING

else:

    def _runs(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
