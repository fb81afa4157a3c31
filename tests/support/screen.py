"""A screen with nobody before it: an X server, a window manager and an accessibility bus.

    with running_screen(tmp_path) as screen:
        subprocess.Popen(program, env=screen.environment)

Everything is on a display and a bus of its own, and is ended by its process id.
"""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PIL import Image

SIZE = (1440, 900)
SYSTEM_PYTHON = "/usr/bin/python3"
PROBE = Path(__file__).with_name("accessibility_probe.py")
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
}
_IMPORTS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Screen:
    """A running screen. ``environment`` is what a program needs to be shown on it."""

    environment: dict[str, str]
    pixels: Path

    def shot(self, area: tuple[int, int, int, int] | None = None) -> Image.Image:
        """What is to be seen now, or the part of it at ``(x, y, width, height)``."""
        image = read_xwd(self.pixels.read_bytes())
        if area is None:
            return image
        x, y, width, height = area
        return image.crop((x, y, x + width, y + height))


def missing_packages() -> list[str]:
    """The system packages that a screen needs and that are not there."""
    missing = [package for name, package in _PROGRAMS.items() if shutil.which(name) is None]
    if not any(Path(launcher).exists() for launcher in _LAUNCHERS):
        missing.append("at-spi2-core")
    python = [SYSTEM_PYTHON, "-c", _IMPORTS]
    if not Path(SYSTEM_PYTHON).exists() or subprocess.run(python, check=False).returncode != 0:
        missing.append("python3-pyatspi")
    return missing


@contextmanager
def running_screen() -> Iterator[Screen]:
    """Start a screen, and end it and what it started at the end."""
    missing = missing_packages()
    assert not missing, f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="screen-")))
        log = stack.enter_context((folder / "log").open("wb"))
        inherited = {name: text for name, text in os.environ.items() if name != "QT_LOGGING_RULES"}
        environment = inherited | {
            "XDG_RUNTIME_DIR": str(folder),
            "LC_ALL": "C.UTF-8",  # else xdotool writes nothing but ASCII
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        environment["DISPLAY"] = _start_server(stack, folder, environment, log)
        environment["DBUS_SESSION_BUS_ADDRESS"] = start_bus(stack, folder, environment, log)
        launcher = next(path for path in _LAUNCHERS if Path(path).exists())
        started(stack, [launcher, "--launch-immediately"], environment, stderr=log)
        started(stack, ["openbox", "--sm-disable"], environment, stderr=log)
        yield Screen(environment, folder / "Xvfb_screen0")


def read_xwd(content: bytes) -> Image.Image:
    """A picture from an X window dump of 24 bits, as Xvfb keeps its screen in a file."""
    fields = struct.unpack(">25I", content[:100])
    header, width, height, line, colours = (fields[place] for place in (0, 4, 5, 12, 19))
    start = header + colours * 12
    pixels = content[start : start + line * height]
    return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", line)


def _start_server(
    stack: ExitStack, folder: Path, environment: dict[str, str], log: IO[bytes]
) -> str:
    """Let the server choose a free number; it writes it to a pipe when it is ready."""
    reading, writing = os.pipe()
    width, height = SIZE
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"]
    command += ["-fbdir", str(folder), "-nolisten", "tcp", "-noreset"]
    started(stack, command, environment, stderr=log, pass_fds=(writing,))
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    assert number, f"no X server: {(folder / 'log').read_text()}"
    return f":{number}"


def start_bus(stack: ExitStack, folder: Path, environment: dict[str, str], log: IO[bytes]) -> str:
    """A session bus of one's own; the answer is the address that programs find it by."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    command += [f"--address=unix:path={folder / 'bus'}"]
    bus = started(stack, command, environment, stdout=subprocess.PIPE, stderr=log)
    assert bus.stdout is not None
    address: str = bus.stdout.readline().decode().strip()
    assert address, f"no session bus: {(folder / 'log').read_text()}"
    return address


def started(
    stack: ExitStack,
    command: list[str],
    environment: dict[str, str],
    *,
    stdout: int = subprocess.DEVNULL,
    stderr: IO[bytes],
    pass_fds: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """A process that ends with ``stack``."""
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        pass_fds=pass_fds,
    )
    stack.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def python_module(module: str, *arguments: str) -> list[str]:
    """The command that runs a module with the Python of these tests."""
    return [sys.executable, "-m", module, *arguments]
