"""How long until the window is there, against a bare window of the same toolkit."""

import subprocess
import time
from statistics import median
from typing import Any

from benchmarks.figures import Figure, ratio_of, spread
from benchmarks.processes import Home, module, running, script, told
from benchmarks.profiles import make_profile

LIMIT = 1.6
NOT_YET = (
    "PIL", "PySide6.QtMultimedia", "PySide6.QtNetwork", "asyncio", "av", "cryptography", "httpx",
    "keyring", "pillow_heif", "platformdirs", "qasync", "sqlite3", "ssl", "starlette", "uvicorn",
)  # fmt: skip
"""What nothing needs that is on the screen when the program has started."""


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """Cold processes by turns, after one of each that fills the caches."""
    profile = home.folder / "start"
    make_profile(profile)
    _leave_as_a_user_does(home, str(profile))
    bare, program = ["bare"], ["program", "--profile", str(profile)]
    _started(home, bare)
    _started(home, program)
    theirs, ours, complete = [], [], []
    modules: set[str] = set()
    for _ in range(5 if quick else 15):
        theirs.append(_started(home, bare)["painted"])
        answer = _started(home, program)
        ours.append(answer["painted"])
        complete.append(answer["complete"])
        modules.update(answer["modules"])
    early = sorted(modules.intersection(NOT_YET))
    return [
        Figure("start: bare window painted", median(theirs), "ms", note=spread(theirs)),
        Figure("start: our window painted", median(ours), "ms", note=spread(ours)),
        Figure("start: ours ÷ bare", ratio_of(ours, theirs), "×", LIMIT),
        Figure("start: our window complete", median(complete), "ms", note=spread(complete)),
        Figure("start: complete ÷ bare", ratio_of(complete, theirs), "×"),
        Figure("start: modules loaded too early", len(early), "", 0, ", ".join(early)),
    ]


def _leave_as_a_user_does(home: Home, profile: str) -> None:
    """Start once and close, so that window and splitters are remembered."""
    arguments = ("--stay", "--profile", profile)
    with running(script("watched.py", "program", *arguments), home.environment()) as process:
        told(process)
        time.sleep(2)


def _started(home: Home, arguments: list[str]) -> dict[str, Any]:
    """Milliseconds from the program's start to each moment, and the modules loaded."""
    began = time.monotonic()
    with running(script("watched.py", *arguments), home.environment()) as process:
        answer = told(process)
        process.wait()
    milliseconds = {
        name: (moment - began) * 1000 for name, moment in answer.items() if name != "modules"
    }
    return milliseconds | {"modules": answer["modules"]}


def command_line_start(home: Home) -> float:
    """Milliseconds that ``--version`` takes, the least that the program can do."""
    began = time.monotonic()
    subprocess.run(
        module("seedance_desktop", "--version"),
        env=home.environment(),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return (time.monotonic() - began) * 1000
