"""A session bus of a test's own, on which a file manager may be started that notes what it gets."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class SessionBus:
    """``address`` is what a program finds the bus by."""

    address: str
    log: Path
    _stack: ExitStack

    def start_manager(self) -> None:
        """Have somebody answer for the file manager until the bus is ended."""
        command = [sys.executable, "-m", "tests.support.file_manager", str(self.log)]
        environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": self.address}
        assert _started(self._stack, command, environment) == "ready"

    @property
    def asked(self) -> list[list[object]]:
        """The method and its arguments, call by call."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@contextmanager
def running_bus() -> Iterator[SessionBus]:
    """Start a bus, and end it and what was started on it at the end."""
    assert shutil.which("dbus-daemon"), "install dbus-daemon: these tests use a real bus"
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bus-"))
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        command += [f"--address=unix:path={folder}/bus"]
        # Places of its own: no service of this machine is started for a test.
        places = {"XDG_DATA_HOME": folder, "XDG_DATA_DIRS": folder, "XDG_RUNTIME_DIR": folder}
        address = _started(stack, command, os.environ | places)
        yield SessionBus(address, Path(folder) / "log", stack)


def _started(stack: ExitStack, command: list[str], environment: dict[str, str]) -> str:
    """The first line that it wrote."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    stack.callback(_end, process)
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    process.communicate(timeout=PATIENCE)
