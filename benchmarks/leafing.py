"""A program: scrolls the Library page from end to end; tells how late its timer came, and memory.

python -m benchmarks.leafing --profile DIR --idle SECONDS --seconds SECONDS
"""

import json
import os
import sys
import time
from typing import cast

from PySide6.QtWidgets import QAbstractItemView

from benchmarks import inside
from benchmarks.lateness import Lateness
from benchmarks.processes import memory
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.contents import Contents

_FRAME = 1 / 60
_SLOW = 90
"""Pixels a frame: a wheel that is turned without pause."""
_SETTLED = 5.0
"""Seconds after which posters that were asked for are there, and the program has come to rest."""


async def scenario(models: Models, contents: Contents, *, idle: float, seconds: float) -> None:
    """At rest, then with the bar from the top to the end and back, then by the wheel."""
    await inside.until(lambda: models.library.has_answer)
    contents.show_page("library")
    grid = cast(QAbstractItemView, contents.findChild(QAbstractItemView, "grid"))
    await _has_pictures(models)
    lateness, bar = Lateness(), grid.verticalScrollBar()
    told: dict[str, object] = {"rows": models.library.rowCount()}
    settled = min(_SETTLED, seconds)
    await _pause(settled)
    told["rested"] = _resident()
    lateness.start()
    await _pause(idle)
    told["at_rest"] = lateness.stop()
    for name in ("scrolled", "scrolled_again"):
        lateness.start()
        models.leisure.notice()  # the bar is moved from here, so the window sees nobody
        await _leaf(grid, seconds, bar.maximum(), 0)
        models.leisure.notice()
        told[f"late_{name}"] = lateness.stop()
        await _pause(settled)
        told[name] = _resident()
    lateness.start()
    await _leaf(grid, seconds / 2, 0, min(bar.maximum(), round(seconds / 2 / _FRAME) * _SLOW))
    told["late_wheel"] = lateness.stop()
    print(json.dumps(told), flush=True)


async def _has_pictures(models: Models) -> None:
    """Nothing is measured while the program is still getting up."""
    await inside.until(
        lambda: models.library.index(0, 0).data(VideoRole.POSTER) is not None, pause=0.05
    )


async def _leaf(grid: QAbstractItemView, seconds: float, start: int, end: int) -> None:
    """A place for each frame, told by the clock, as a pointer on the bar is."""
    bar, began = grid.verticalScrollBar(), time.monotonic()
    while (share := (time.monotonic() - began) / seconds) < 1:
        bar.setValue(round(start + (end - start) * share))
        await inside.pause(_FRAME)
    bar.setValue(end)


async def _pause(seconds: float) -> None:
    end = time.monotonic() + seconds
    await inside.until(lambda: time.monotonic() > end, seconds=seconds + 60, pause=0.2)


def _resident() -> float:
    return memory(os.getpid())["Rss"]


if __name__ == "__main__":
    sys.exit(inside.program(scenario, idle=float, seconds=float))
