"""``python -m benchmarks [NAME …] [--quick]``: measure, print a table, fail on a missed limit."""

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, table
from benchmarks.machine import Ticks, description, load_since
from benchmarks.processes import Home

NAMES = (
    "start",
    "memory",
    "stall",
    "library",
    "posters",
    "rivals",
    "frames",
    "download",
    "gigabit",
    "busy_line",
    "polling",
)


def main(arguments: list[str] | None = None) -> int:
    """The exit code is 1 when a limit was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="fewer runs, shorter ones")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in NAMES]
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}")
    print(description())
    found: list[Figure] = []
    for name in options.names or NAMES:
        found += _measured(name, quick=options.quick)
    print(f"\n{table(found)}")
    return 1 if any(figure.is_missed for figure in found) else 0


def _measured(name: str, *, quick: bool) -> list[Figure]:
    before = Ticks.now()
    with tempfile.TemporaryDirectory(prefix=f"seedance-{name}-", ignore_cleanup_errors=True) as at:
        figures: list[Figure] = importlib.import_module(f"benchmarks.{name}").measure(
            Home(Path(at)), quick=quick
        )
    print(f"{name:<10}{load_since(before)}", flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())
