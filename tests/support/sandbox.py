"""The real sandbox, in its own process, for every test that needs a service to talk to.

    with running_sandbox() as sandbox:
        ... sandbox.address, sandbox.key ...

The module's fixture ``sandbox`` is one for the whole session; import it to use it.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

SPEED = 2000
"""A clip of five seconds is ready when it is rendered."""


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    """A sandbox that is up: where it is and the key that it takes."""

    address: str
    key: str
    process: subprocess.Popen[str]

    @property
    def tasks(self) -> str:
        """The address of the tasks."""
        return f"{self.address}/api/v3/contents/generations/tasks"

    def ledger(self) -> dict[str, Any]:
        """What was asked of it so far; sandbox/ledger.py says what the counts are."""
        with urlopen(f"{self.address}/sandbox/ledger", timeout=30) as reply:
            found: dict[str, Any] = json.load(reply)
        return found

    def misbehave(self, faults: str = "") -> None:
        """Follow these faults from now on; with none, behave."""
        address = f"{self.address}/sandbox/faults"
        with urlopen(Request(address, faults.encode(), method="POST"), timeout=30):
            return


@contextmanager
def running_sandbox(
    *arguments: str,
    speed: float = SPEED,
    faults: str = "",
    state: Path | None = None,
    quiet: bool = True,
) -> Iterator[RunningSandbox]:
    """Start a sandbox and stop it at the end. With ``quiet`` anything it logs fails the test."""
    command = [sys.executable, "-m", "seedance_desktop.sandbox", "--json", "--speed", str(speed)]
    command += ["--faults", faults] if faults else []
    command += ["--state", str(state)] if state else []
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [*command, *arguments], stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            yield _ready(process)
        finally:
            process.terminate()
            process.communicate(timeout=60)
        log.seek(0)
        said = log.read()
        assert process.returncode == 0, said
        assert not (quiet and said), said


@pytest.fixture(scope="session")
def sandbox() -> Iterator[RunningSandbox]:
    """One well-behaved sandbox for all tests of a session that do not change how it behaves."""
    with running_sandbox() as started:
        yield started


def _ready(process: subprocess.Popen[str]) -> RunningSandbox:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the sandbox did not start"
    ready = json.loads(line)
    return RunningSandbox(ready["address"], ready["key"], process)
