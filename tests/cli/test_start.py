import os
import subprocess
import sys
from pathlib import Path

import pytest

from seedance_desktop import __version__
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.options import COMMANDS, WindowOptions, window_options

EXPENSIVE = ("PySide6", "argparse", "asyncio", "httpx", "msgspec", "sqlite3", "logging")


def run(*words: str, code: str = "") -> "subprocess.CompletedProcess[str]":
    program = ("-c", code) if code else ("-m", "seedance_desktop")
    unwanted = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return subprocess.run(
        [sys.executable, *program, *words],
        env={name: text for name, text in os.environ.items() if name not in unwanted},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_program_names_its_version_and_its_commands() -> None:
    version, usage = run("--version"), run("--help")

    assert version.stdout == f"seedance-desktop {__version__}\n"
    assert (version.returncode, usage.returncode) == (0, 0)
    assert all(f"  {name} " in usage.stdout for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    usage = run(command, "--help")

    assert usage.returncode == 0
    assert usage.stdout.startswith(f"usage: seedance-desktop {command}")


def test_a_window_without_a_display_is_refused_in_words() -> None:
    ended = run()

    assert ended.returncode == 2
    assert "There is no display" in ended.stderr
    assert "seedance-desktop generate" in ended.stderr


def test_starting_the_window_loads_next_to_nothing_of_the_command_line() -> None:
    code = (
        "import sys, seedance_desktop.__main__ as program\n"
        "program.window_options([])\n"
        "print(*sys.modules)"
    )

    loaded = {name.partition(".")[0] for name in run(code=code).stdout.split()}

    assert "seedance_desktop" in loaded
    assert loaded.isdisjoint(EXPENSIVE)


@pytest.mark.parametrize(("word", "meant"), [("jobs", "jobs"), ("generat", "generate")])
def test_a_command_in_the_wrong_place_or_misspelt_is_no_picture(word: str, meant: str) -> None:
    ended = run("--profile", "somewhere", word)

    assert ended.returncode == 2
    assert f"seedance-desktop {meant}" in ended.stderr


def test_the_window_is_told_its_profile_and_pictures() -> None:
    options = window_options(["--sandbox", "--profile", "here", "a.jpg", "jobs.png"])

    assert options == WindowOptions(Path("here"), True, (Path("a.jpg"), Path("jobs.png")))
    assert window_options([]) == WindowOptions()


def test_a_command_that_is_stopped_while_it_is_still_loaded_says_nothing_of_its_insides() -> None:
    code = (
        "import sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'seedance_desktop.cli.main':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from seedance_desktop.__main__ import main\n"
        "sys.argv = ['seedance-desktop', 'jobs']\n"
        "sys.exit(main())"
    )

    ended = run(code=code)

    assert (ended.returncode, ended.stderr) == (ExitCode.INTERRUPTED, "")


def test_the_sandbox_says_what_it_does_not_understand() -> None:
    ended = run("sandbox", "--faults", "nonsense")

    assert ended.returncode == 2
    assert "nonsense" in ended.stderr
