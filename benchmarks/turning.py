"""A program: turns to the Library page and tells how long its rows and its picture took.

python -m benchmarks.turning --profile DIR
"""

import json
import sys
import time
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint
from PySide6.QtWidgets import QAbstractItemView, QApplication
from typing_extensions import override

from benchmarks import inside
from seedance_desktop.core.entry import Entry
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.contents import Contents
from seedance_desktop.ui.library.video_delegate import VideoDelegate

_FEW = 12
"""Rows that are in sight in a window of any size that people work with."""


class Paints(QObject):
    """Counts how often the grid was painted, from before it is made on."""

    count = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            parent = watched.parent()
            self.count += parent is not None and parent.objectName() == "grid"
        return False


async def scenario(models: Models, contents: Contents) -> None:
    """``loaded`` and ``answered`` from the complete window to the first and to all rows.

    ``painted`` and ``filled`` from the turn to the first picture and to the last poster in sight.
    """
    told = {}
    began = time.perf_counter()
    await inside.until(lambda: models.library.rowCount() > 0, pause=0.001)
    told["loaded"] = time.perf_counter() - began
    await inside.until(lambda: models.library.has_answer, pause=0.001)
    told["answered"] = time.perf_counter() - began
    await inside.until(lambda: bool(models.counts.facets.counts))  # what every start does is done
    application, paints = QApplication.instance(), Paints()
    if application is None:
        raise RuntimeError
    application.installEventFilter(paints)
    began = time.perf_counter()
    contents.show_page("library")
    grid = cast(QAbstractItemView, contents.findChild(QAbstractItemView, "grid"))
    await inside.until(lambda: paints.count > 0, pause=0.001)
    application.removeEventFilter(paints)
    told["painted"] = time.perf_counter() - began
    await inside.until(lambda: is_filled(grid, models), pause=0.001)
    told["filled"] = time.perf_counter() - began
    print(json.dumps({what: taken * 1000 for what, taken in told.items()}), flush=True)


def is_filled(grid: QAbstractItemView, models: Models) -> bool:
    """Whether every clip in sight has its poster; there may be fewer clips than fit."""
    delegate = cast(VideoDelegate, grid.itemDelegate())
    corner = grid.viewport().rect().bottomRight() - QPoint(40, 40)
    last = grid.indexAt(corner).row()
    rows = range(last + 1 if last >= 0 else min(_FEW, models.library.rowCount()))
    return all(_is_drawn(models.library.index(row, 0), delegate) for row in reversed(rows))


def _is_drawn(index: QModelIndex, delegate: VideoDelegate) -> bool:
    """Also a clip whose file is gone, which has no poster."""
    entry: Entry | None = index.data(VideoRole.ENTRY)
    return entry is not None and (entry.is_missing or delegate.poster_of(index) is not None)


if __name__ == "__main__":
    sys.exit(inside.program(scenario))
