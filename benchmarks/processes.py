"""Programs started to be measured: each fresh, in a home of its own, with warm byte code."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PATIENCE = 120
_SHARPNESS = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
_UNWANTED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "SEEDANCE_API_KEY")


@dataclass(frozen=True, slots=True)
class Home:
    """Where measured programs live: ``folder`` is thrown away afterwards."""

    folder: Path

    def environment(self, **changes: str) -> dict[str, str]:
        """The variables of a user with nothing but this home; byte code is kept in it, too."""
        kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
        return {
            **kept,
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": self._platform(),
            "PYTHONPATH": str(HERE.parent),
            "PYTHONPYCACHEPREFIX": str(self.folder / "byte-code"),
            "PYTHONUNBUFFERED": "1",
            **{f"XDG_{name}_HOME": str(self.folder / name) for name in ("CONFIG", "DATA", "CACHE")},
            **changes,
        }

    def _platform(self) -> str:
        """Where there is no screen, one that the window fits on whole: 800 × 800 is the usual."""
        chosen = os.environ.get("QT_QPA_PLATFORM", "offscreen")
        if chosen != "offscreen":
            return chosen
        screen = {"name": "wide", "x": 0, "y": 0, "width": 1600, "height": 1000}
        file = self.folder / "screens.json"
        file.write_text(json.dumps({"screens": [screen | _SHARPNESS]}), encoding="utf-8")
        return f"offscreen:configfile={file}"


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module with this Python."""
    return [sys.executable, "-m", name, *arguments]


def script(name: str, *arguments: str) -> list[str]:
    """The command that runs one of the scripts beside this file."""
    return [sys.executable, str(HERE / name), *arguments]


@contextmanager
def running(
    command: Sequence[str], environment: dict[str, str], *, niceness: int = 0
) -> Iterator["subprocess.Popen[str]"]:
    """A program with its output piped; ended when the block is left."""
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    if niceness:
        os.setpriority(os.PRIO_PROCESS, process.pid, niceness)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def told(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """The next line of JSON that a program prints; other lines are passed over."""
    if process.stdout is not None:
        for line in process.stdout:
            if line.startswith("{"):
                answer: dict[str, Any] = json.loads(line)
                return answer
    raise RuntimeError(f"it ended without an answer: {process.args!r}")


def warm_up(home: Home, *modules: str) -> None:
    """Have these modules compiled: what a second start finds is what is measured."""
    command = [sys.executable, "-c", f"import {', '.join(modules)}"]
    subprocess.run(command, env=home.environment(), check=True)


def processor_seconds(pid: int) -> float:
    """What a process has used of the processors so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until_at_rest(pid: int, *, seconds: float) -> None:
    """Wait ``seconds``, and then until the process has done next to nothing for one more."""
    time.sleep(seconds)
    end = time.monotonic() + PATIENCE
    before = processor_seconds(pid)
    while time.monotonic() < end:
        time.sleep(1)
        now = processor_seconds(pid)
        if now - before <= 0.03:
            return
        before = now


def memory(pid: int) -> dict[str, float]:
    """Resident memory in MB by kind (``Rss``, ``Pss`` …) of a process and all its children."""
    sums: dict[str, float] = {}
    for each in (pid, *_children(pid)):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text("ascii").splitlines()[1:]:
            name, value = line.split()[:2]
            sums[name.rstrip(":")] = sums.get(name.rstrip(":"), 0) + int(value) / 1024
    return sums


def _children(pid: int) -> list[int]:
    found = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text("ascii").split():
            found += [int(child), *_children(int(child))]
    return found
