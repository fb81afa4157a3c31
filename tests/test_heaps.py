import subprocess
import sys
from platform import libc_ver

import pytest

PROGRAM = """
import re, threading
from pathlib import Path
from seedance_desktop.heaps import share_heaps
print(share_heaps())
go = threading.Event()
threads = [threading.Thread(target=lambda: (bytearray(50_000), go.wait())) for _ in range(12)]
for thread in threads: thread.start()
maps = Path("/proc/self/maps").read_text().splitlines()
unnamed = [line for line in maps if line.split()[-1] == "0"]
heaps = [line for line in unnamed if re.match(r"[0-9a-f]+[48c]000000-", line)]
print(len(heaps))
go.set()
"""

GIVING = """
from pathlib import Path
from seedance_desktop.heaps import give_back

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

lines = [bytearray(9_000) for _ in range(4_000)]
last = bytearray(9_000)
lines.clear()
before = resident()
print(give_back(), before - resident())
"""


def told(program: str) -> list[str]:
    """The words that a process of its own prints, which runs this."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.skipif(libc_ver()[0] != "glibc", reason="other C libraries have no such call")
def test_what_is_free_is_given_back_to_the_system() -> None:
    was_given, freed = told(GIVING)

    assert was_given == "True"
    assert int(freed) > 20_000_000


@pytest.mark.skipif(libc_ver()[0] != "glibc", reason="other C libraries have no heaps to share")
def test_threads_share_the_heaps() -> None:
    is_known, heaps = told(PROGRAM)

    assert is_known == "True"
    assert int(heaps) <= 2
