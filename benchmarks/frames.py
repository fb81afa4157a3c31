"""What a photograph of 24 megapixels takes: its preview, and its rendering for the service."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from benchmarks.figures import Figure, spread
from benchmarks.processes import Home
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.media.frame_render import render_frame
from seedance_desktop.media.picture import load_preview
from seedance_desktop.model.frame_editor import PREVIEW_SIDE

_PHOTO = Size(6000, 4000)
_OUTPUT = Size(1920, 1080)
_FRAMING = Framing(0.4, 0.6, 1.3)


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """Each several times in this process, on one thread, as the program's workers do it."""
    photo = home.folder / "photo.jpg"
    take_photo(photo)
    runs = 3 if quick else 9
    preview = _times(lambda: load_preview(photo, PREVIEW_SIDE), runs)
    render = _times(lambda: render_frame(photo, _FRAMING, _OUTPUT), runs)
    size = f"{photo.stat().st_size / 1e6:.1f} MB JPEG"
    return [
        Figure("frames: preview of 24 megapixels", median(preview), "ms", note=spread(preview)),
        Figure("frames: 24 megapixels to 1080p", median(render), "ms", note=size),
    ]


def take_photo(path: Path) -> None:
    """Something with soft and hard edges everywhere, like a photograph, and the same each time."""
    image = QImage(_PHOTO.width, _PHOTO.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    chance = random.Random(24)
    sky = QLinearGradient(0, 0, 0, _PHOTO.height)
    sky.setColorAt(0, QColor(40, 90, 160))
    sky.setColorAt(1, QColor(230, 190, 150))
    painter.fillRect(image.rect(), sky)
    for _ in range(6000):
        colour = QColor.fromHsv(chance.randrange(360), chance.randrange(80, 200), 200, 120)
        x, y = chance.randrange(_PHOTO.width), chance.randrange(_PHOTO.height)
        painter.fillRect(x, y, chance.randrange(8, 400), chance.randrange(2, 60), colour)
    painter.end()
    if not image.save(str(path), quality=92):
        raise OSError(f"{path} could not be written")


def _times(work: Callable[[], object], runs: int) -> list[float]:
    work()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return taken
