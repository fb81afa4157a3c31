"""Holds the door against a Qt binding that wears out Python's None.

PySide6 6.12.0 drops a reference to None with each call that returns it; on Python 3.11 the
interpreter aborts after some thousands of them, long after short tests have passed.
"""

import subprocess
import sys

import pytest

pytest.importorskip("PySide6", exc_type=ImportError)

EMPTY_CALLS = """
import sys
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
before = sys.getrefcount(None)
for _ in range(20_000):
    app.processEvents()
print(before - sys.getrefcount(None))
"""


def test_calls_that_return_nothing_leave_the_count_of_none_alone() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", EMPTY_CALLS], capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) < 1_000
