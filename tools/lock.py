"""Writes the hashed lock files from pyproject.toml: `make lock`, or `make lock UPGRADE=1`.

The locks name no host, so they hold for any index that serves the same files. They fit every
Python from the oldest that the program supports and every platform that it runs on.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"

# Each lock and what is asked of it. The first holds everything, the others follow its versions.
LOCKS = {
    "requirements-dev.lock": ("pyproject.toml", "--extra", "dev", "--group", "build"),
    "requirements.lock": ("pyproject.toml", "--constraints", "requirements-dev.lock"),
    "requirements-build.lock": ("--group", "build", "--constraints", "requirements-dev.lock"),
}


def main() -> int:
    """Compile each lock in turn; return the first exit code that is not 0."""
    parser = argparse.ArgumentParser(prog="make lock", description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    parser.add_argument("--uv", default=str(Path(sys.executable).with_name("uv")))
    asked = parser.parse_args()
    for name, wanted in LOCKS.items():
        command = [
            asked.uv,
            "pip",
            "compile",
            "--quiet",
            "--universal",
            f"--python-version={OLDEST_PYTHON}",
            "--generate-hashes",
            "--no-annotate",
            "--no-config",
            "--custom-compile-command=make lock",
            f"--output-file={name}",
            *wanted,
            *(["--upgrade"] if asked.upgrade else []),
        ]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            return code
        print(f"{name}: {_count(ROOT / name)} packages")
    return 0


def _count(lock: Path) -> int:
    return sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    sys.exit(main())
