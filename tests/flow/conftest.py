"""A screen for the whole program, and the program as its user starts it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.support.desktop import Program, running_program
from tests.support.screen import Screen, running_screen

COMMAND = Path(sys.executable).with_name("seedance-desktop")
EXPECTED_NOISE = re.compile(
    r"""
    qt\.accessibility\.atspi:\ .*GetApplicationBusAddress   # a question of newer readers
    | qt\.accessibility\.atspi:\ Accessible\ invalid         # of a row that has just gone
    | qt\.accessibility\.atspi:\ Could\ not\ find\ accessible  # of a dialog that has just gone
    | PulseAudioService:\ pa_context_connect\(\)\ failed    # nobody can hear anything here
    """,
    re.VERBOSE,
)

Start = Callable[..., AbstractContextManager[Program]]


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    if not sys.platform.startswith("linux"):
        pytest.skip("needs an X server")
    with running_screen() as started:
        yield started


@pytest.fixture
def start(screen: Screen, profile: Path) -> Start:
    """Start the program on the test's profile; what it says or logs as a warning fails the test."""

    @contextmanager
    def started(*arguments: str | Path, **environment: str) -> Iterator[Program]:
        command = [str(COMMAND), *map(str, arguments), "--profile", str(profile)]
        said = profile / "said"
        with (
            said.open("wb") as errors,
            running_program(command, screen, errors=errors, **environment) as program,
        ):
            yield program
        _assert_quiet(said, profile / "logs" / "seedance-desktop.log")

    return started


def command_line(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(COMMAND), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )


def _assert_quiet(said: Path, log: Path) -> None:
    lines = [line for line in said.read_text().splitlines() if not EXPECTED_NOISE.search(line)]
    assert not lines
    logged = log.read_text() if log.exists() else ""
    warned = re.findall(r"^.* (?:WARNING|ERROR|CRITICAL) .*$", logged, re.MULTILINE)
    assert not warned
