import subprocess
import sys

import pytest

HEAVY = (
    "PIL",
    "PySide6.QtMultimedia",
    "PySide6.QtNetwork",
    "asyncio",
    "av",
    "httpx",
    "keyring",
    "qasync",
    "ssl",
)


@pytest.mark.parametrize("module", ["seedance_desktop.model.models"])
def test_what_the_first_paint_needs_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*[name for name in {HEAVY} if name in sys.modules])"

    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )

    assert found.stdout.split() == []
