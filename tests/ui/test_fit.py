"""Words fit their places: in a small window, in both languages, on a screen of twice the pixels."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.screen import python_module

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("scale", "size", "language", "theme"),
    [
        ("1", ("1024", "640"), "en", "dark"),
        ("1", ("1024", "640"), "zh_CN", "light"),
        ("2", ("1024", "640"), "en", "light"),
        ("1.5", ("1440", "900"), "zh_CN", "dark"),
    ],
)
def test_nothing_is_clipped(scale: str, size: tuple[str, str], language: str, theme: str) -> None:
    quiet = {"QT_LOGGING_RULES": "*=false", "QT_SCALE_FACTOR": scale}

    told = subprocess.run(
        python_module("tests.support.screen_fit", *size, language, theme),
        env=os.environ | quiet,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )

    assert told.returncode == 0, told.stderr
    found: dict[str, list[str]] = json.loads(told.stdout)
    assert len(found) > 6
    assert {situation: clipped for situation, clipped in found.items() if clipped} == {}
    assert told.stderr == ""
