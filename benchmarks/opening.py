"""A program: opens on the Library page, where it was left, and tells how long its rows took.

python -m benchmarks.opening --profile DIR --began MOMENT
"""

import json
import sys
import time
from typing import cast

from PySide6.QtWidgets import QAbstractItemView

from benchmarks import inside
from benchmarks.turning import is_filled
from seedance_desktop.model.models import Models
from seedance_desktop.ui.contents import Contents


async def scenario(models: Models, contents: Contents, began: float) -> None:
    """From ``began``, by the system's monotonic clock, to the first rows and to all posters."""
    told = {}
    await inside.until(lambda: models.library.rowCount() > 0, pause=0.001)
    told["listed"] = time.monotonic() - began
    grid = cast(QAbstractItemView, contents.findChild(QAbstractItemView, "grid"))
    if not grid.isVisible():
        raise RuntimeError("it did not open on the library page")
    await inside.until(lambda: is_filled(grid, models), pause=0.001)
    told["opened"] = time.monotonic() - began
    print(json.dumps({what: taken * 1000 for what, taken in told.items()}), flush=True)


if __name__ == "__main__":
    sys.exit(inside.program(scenario, began=float))
