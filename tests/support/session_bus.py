"""A session bus of a test's own, on which a file manager may be started that notes what it gets."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.support.screen import start_bus, started

_MANAGER = Path(__file__).with_name("file_manager.py")


@dataclass(frozen=True, slots=True)
class SessionBus:
    """``address`` is what a program finds the bus by."""

    address: str
    _folder: Path
    _log: IO[bytes]
    _stack: ExitStack

    def start_manager(self) -> None:
        """Have somebody answer for the file manager until the bus is ended."""
        command = [sys.executable, str(_MANAGER), str(self._notes)]
        environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": self.address}
        manager = started(
            self._stack, command, environment, stdout=subprocess.PIPE, stderr=self._log
        )
        assert manager.stdout is not None
        assert manager.stdout.readline().strip() == b"ready", (self._folder / "log").read_text()

    @property
    def asked(self) -> list[list[object]]:
        """The method and its arguments, call by call."""
        return [json.loads(line) for line in self._notes.read_text().splitlines()]

    @property
    def _notes(self) -> Path:
        return self._folder / "asked"


@contextmanager
def running_bus() -> Iterator[SessionBus]:
    """Start a bus, and end it and what was started on it at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bus-")))
        log = stack.enter_context((folder / "log").open("wb"))
        # Places of its own: no service of this machine is started for a test.
        names = ("XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_RUNTIME_DIR")
        environment = os.environ | dict.fromkeys(names, str(folder))
        yield SessionBus(start_bus(stack, folder, environment, log), folder, log, stack)
