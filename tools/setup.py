#!/usr/bin/env python3
"""Sets up a fresh clone: .venv, the locked dependencies, the system libraries that Qt loads.

Uses the standard library alone, since it runs before anything is installed, and leaves the
system packages to tools/system.py. Run it as often as you like: when nothing has changed since
the last time it only looks at a stamp.

    python3 tools/setup.py          what the program needs
    python3 tools/setup.py --dev    and what its tests and checks need
"""

# Older Pythons must be able to read this file far enough to say that they are too old, so
# nothing here is newer than Python 3.7.
from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import system  # noqa: E402  the checkout is on the path only from here on

OLDEST = (3, 11)
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "set-up.stamp"
DEV_STAMP = VENV / "set-up-dev.stamp"
VENV_PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")

# What a set-up depends on: a change in any of these files makes it run again.
INPUTS = (
    "pyproject.toml",
    "requirements.lock",
    "requirements-build.lock",
    "requirements-dev.lock",
    "tools/setup.py",
    "tools/system.py",
)


class SetupError(Exception):
    """Set-up cannot go on; the text says what the reader can do about it."""


def main() -> int:
    """Bring the checkout to the state that its lock files describe."""
    if sys.version_info < OLDEST:
        return _run_with_newer_python()
    parser = argparse.ArgumentParser(description="Set up this checkout.")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    is_dev = parser.parse_args().dev
    if _is_up_to_date(is_dev=is_dev):
        return 0
    try:
        _set_up(is_dev=is_dev)
    except (SetupError, system.MissingError) as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as problem:
        command = " ".join(str(part) for part in problem.cmd)
        print(
            f"\nSet-up stopped: this command ended with {problem.returncode}:\n  {command}",
            file=sys.stderr,
        )
        return 1
    return 0


def _set_up(*, is_dev: bool) -> None:
    """Do the steps in an order in which the first thing to fail is the easiest to mend."""
    is_new = not _has_working_venv()
    _say("Setting up Seedance Desktop." + " This downloads about 350 MB." * is_new)
    needs = system.missing_libraries()
    if is_new and find_spec("ensurepip") is None:
        needs.append(system.VENV_PACKAGE)
    wishes = system.missing_test_packages() if is_dev else []
    system.provide(needs, wishes)
    if is_new:
        _make_venv()
    _install(is_dev=is_dev)
    still_missing = system.missing_libraries()
    if still_missing:
        raise system.MissingError(still_missing)
    (DEV_STAMP if is_dev else STAMP).write_text(_fingerprint(), encoding="utf-8")
    _say("Set-up is complete.")


def _make_venv() -> None:
    if VENV.exists():
        _say("The virtual environment does not run any more; making it anew.")
        shutil.rmtree(VENV)
    _say(f"Making .venv with Python {sys.version.split()[0]}")
    # In a process of its own: ensurepip, once installed a moment ago, is found there.
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def _has_working_venv() -> bool:
    """Tell whether .venv starts, is new enough and has pip."""
    if not VENV_PYTHON.exists():
        return False
    question = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    answer = subprocess.run(
        [str(VENV_PYTHON), "-c", question],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return answer.returncode == 0


def _install(*, is_dev: bool) -> None:
    """Install what the locks name, by hash, and then the checkout itself, editable."""
    locks = ["requirements.lock", "requirements-build.lock"]
    if is_dev:
        locks.append("requirements-dev.lock")
    _say("Installing the locked dependencies: " + ", ".join(locks))
    _pip("--require-hashes", *(f"--requirement={ROOT / lock}" for lock in locks))
    _pip("--no-deps", "--no-build-isolation", f"--editable={ROOT}")


def _pip(*arguments: str) -> None:
    """Call .venv's pip, deaf to settings that would put things elsewhere."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    }
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    command = [str(VENV_PYTHON), "-m", "pip", "--no-input", "--disable-pip-version-check"]
    command += ["install", "--no-warn-script-location", *quiet, *arguments]
    environment["PIP_USER"] = "0"
    subprocess.run(command, cwd=str(ROOT), env=environment, check=True)


def _is_up_to_date(*, is_dev: bool) -> bool:
    """Tell whether nothing has changed since the last set-up. One for work serves for both.

    A set-up that could not install what only some tests need counts, except on a build machine.
    """
    if os.environ.get("CI") and is_dev and system.missing_test_packages():
        return False
    stamps = [DEV_STAMP] if is_dev else [DEV_STAMP, STAMP]
    fingerprint = _fingerprint()
    return VENV_PYTHON.exists() and any(
        stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint for stamp in stamps
    )


def _fingerprint() -> str:
    """Sum up the inputs and the place: a moved checkout has scripts that point nowhere."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in INPUTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _run_with_newer_python() -> int:
    """Hand over to a newer Python when this machine has one, else say which is needed."""
    for minor in range(OLDEST[1], OLDEST[1] + 10):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.run([found, "-c", ""], check=False).returncode == 0:
            return subprocess.run([found, *sys.argv], check=False).returncode
    print(
        "Seedance Desktop needs Python {}.{} or newer; this is {}.{} ({}).".format(
            *OLDEST, *sys.version_info[:2], sys.executable
        ),
        file=sys.stderr,
    )
    return 1


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
