"""A program: turns to the Library page and tells how long its rows and its picture took.

python -m benchmarks.turning --profile DIR
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from benchmarks import inside
from seedance_desktop.model.models import Models
from seedance_desktop.quick_imports import spare_source_reading
from seedance_desktop.ui.contents import Contents


class Paints(QObject):
    """Counts how often something was painted."""

    count = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


async def scenario(models: Models, contents: Contents) -> None:
    """``loaded`` from the engine's start to the first rows, ``painted`` from the turn to them."""
    await inside.until(lambda: models.bridge.is_ready)
    began = time.perf_counter()
    await inside.until(lambda: models.library.rowCount() > 0, pause=0.001)
    loaded = time.perf_counter() - began
    began = time.perf_counter()
    contents.show_page("library")
    grid = cast(QAbstractItemView, contents.findChild(QAbstractItemView, "grid"))
    paints = Paints()
    grid.viewport().installEventFilter(paints)
    await inside.until(lambda: paints.count > 0, pause=0.001)
    painted = time.perf_counter() - began
    print(json.dumps({"loaded": loaded * 1000, "painted": painted * 1000}), flush=True)


def main() -> int:
    """Run the program once, from start to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", required=True, type=Path)
    spare_source_reading()
    return inside.run(parser.parse_args().profile, scenario)


if __name__ == "__main__":
    sys.exit(main())
