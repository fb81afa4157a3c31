"""A program: a large photograph dropped on the window again and again, moved about, and cleared.

Tells when it was on the screen, how late the window's timer came meanwhile, how long each step of a
pan took to be painted, and the memory before and after.

python -m benchmarks.dropping --profile DIR --photo FILE --runs NUMBER
"""

import argparse
import asyncio
import gc
import json
import os
import sys
import time
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from benchmarks import inside
from benchmarks.lateness import Lateness
from benchmarks.processes import memory
from seedance_desktop.core.gestures import panned, zoomed_about
from seedance_desktop.core.request import Role, Scene
from seedance_desktop.model.frame_editor import FramePicture
from seedance_desktop.model.models import Models
from seedance_desktop.quick_imports import spare_source_reading
from seedance_desktop.ui.contents import Contents

_FIRST = Role.FIRST_FRAME
_SETTLED_SECONDS = 1.5
_STEPS = 240
_PIXELS = 7.0
"""Of the photograph, with each step of a pan."""
_COPY = Qt.DropAction.CopyAction


class _Painted(QObject):
    """Notes when the canvas was last painted while there was a picture to be seen."""

    def __init__(self, canvas: QWidget, slot: FramePicture) -> None:
        super().__init__(canvas)
        self._slot = slot
        self.at = 0.0
        canvas.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._slot.preview is not None:
            self.at = self.at or time.monotonic()
        return False


async def scenario(models: Models, contents: Contents, *, photo: Path, runs: int) -> None:
    """Once beforehand, so that what is loaded at the first drop is no part of the memory."""
    await inside.until(lambda: models.bridge.is_ready)
    models.draft.set_scene(Scene.FIRST_FRAME)
    models.draft.change(resolution="1080p")
    slot = models.frames[_FIRST]
    canvas = _part(contents, "first_frame_canvas")
    painted = _Painted(canvas, slot)
    await _cleared(slot)
    await _dropped(models, contents, photo)
    await _cleared(slot)
    before = _resident()
    shown: list[float] = []
    late: list[float] = []
    pans: list[float] = []
    held, lateness, since = before, Lateness(), time.monotonic()
    for _ in range(runs):
        painted.at = 0.0
        lateness.start()
        began = time.monotonic()
        await _dropped(models, contents, photo)
        late += lateness.stop()
        shown.append((painted.at - began) * 1000)
        pans += await _panned(models, canvas)
        held = _resident()
        await _cleared(slot)
    told = {
        "shown": shown,
        "late": late,
        "pans": pans,
        "before": before,
        "held": held,
        "after": _resident(),
        "began": since,
        "ended": time.monotonic(),
    }
    print(json.dumps(told), flush=True)


async def _dropped(models: Models, contents: Contents, photo: Path) -> None:
    """As a file manager does it; until the picture is seen and what is sent of it is known."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    target = _part(contents, "first_frame_slot")
    place = target.rect().center()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(place, _COPY, mime, buttons, keys))
    QApplication.sendEvent(target, QDropEvent(QPointF(place), _COPY, mime, buttons, keys))
    await inside.until(lambda: models.frames.sent(_FIRST) is not None, pause=0.02)


async def _panned(models: Models, canvas: QWidget) -> list[float]:
    """Milliseconds of each step and its painting."""
    slot = models.frames[_FIRST]
    size, output = slot.size, slot.output_size
    if size is None or output is None:
        raise RuntimeError("there is no picture to be moved about")
    models.frames.frame(_FIRST, zoomed_about(slot.framing, size, output, 2.0, (0.0, 0.0)))
    taken = []
    for step in range(_STEPS):
        began = time.perf_counter()
        across = _PIXELS if step < _STEPS / 2 else -_PIXELS
        framing = panned(slot.framing, size, output, (across, 0.0))
        models.frames.frame(_FIRST, framing, key="pan")
        canvas.repaint()
        taken.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0)
    return taken


async def _cleared(slot: FramePicture) -> None:
    """The slot emptied, and time for what is let go to be gone."""
    slot.clear()
    await asyncio.sleep(_SETTLED_SECONDS)
    gc.collect()


def _resident() -> float:
    return memory(os.getpid())["Rss"]


def _part(contents: Contents, name: str) -> QWidget:
    return cast(QWidget, contents.findChild(QWidget, name))


def main() -> int:
    """Run the program once, from start to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", required=True, type=Path)
    parser.add_argument("--photo", required=True, type=Path)
    parser.add_argument("--runs", required=True, type=int)
    options = parser.parse_args()
    spare_source_reading()
    return inside.run(
        options.profile,
        lambda models, contents: scenario(models, contents, photo=options.photo, runs=options.runs),
        sandbox=True,
    )


if __name__ == "__main__":
    sys.exit(main())
