"""Chinese signs have their Chinese shapes, whatever language the desktop speaks."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import os, sys
from PySide6.QtWidgets import QApplication
from seedance_desktop.app import _choose_language
_choose_language(QApplication([]), sys.argv[1])
print(os.environ.get("FC_LANG", "as the desktop"))
"""


@pytest.mark.parametrize(("language", "shapes"), [("zh_CN", "zh-cn"), ("en", "as the desktop")])
def test_a_chosen_language_chooses_the_shapes_of_its_signs(language: str, shapes: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "FC_LANG"}

    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, language],
        env=kept | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert told.stdout.strip() == shapes
