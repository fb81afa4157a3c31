"""Real small disks, for tests of what happens when one is full, closed or pulled out."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_BLOCK = 4096


@contextmanager
def small_disk(where: Path, megabytes: int = 1) -> Iterator[Path]:
    """A file system of its own at ``where``; skips where this user may not mount one."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("needs the right to mount a file system")
    where.mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "seedance-test", str(where))
    try:
        yield where
    finally:
        subprocess.run(["umount", "-l", str(where)], capture_output=True, check=False)


def fill(disk: Path) -> Path:
    """Leave not one byte; removing the file that is returned makes room again."""
    filler = disk / "everything else"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(_BLOCK))
        except OSError:
            return filler


def close_for_writing(disk: Path) -> None:
    """As when the system finds errors on a disk."""
    _run("mount", "-o", "remount,ro", str(disk))


def open_for_writing(disk: Path) -> None:
    _run("mount", "-o", "remount,rw", str(disk))


def pull_out(disk: Path) -> None:
    """What was on it is gone."""
    _run("umount", "-l", str(disk))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=30)
