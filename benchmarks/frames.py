"""What a photograph of 24 megapixels takes: its preview, and its rendering for the service."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QLinearGradient, QPainter

from benchmarks.figures import Figure, ratio_of, share, spread
from benchmarks.processes import Home, module
from benchmarks.profiles import make_profile
from benchmarks.stall import played
from benchmarks.vips import crop_resize_encode
from seedance_desktop.core.geometry import Bars, Framing, Size
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
    preview, bare = _by_turns(
        lambda: load_preview(photo, PREVIEW_SIDE), lambda: _bare_decode(photo), runs
    )
    size = f"{photo.stat().st_size / 1e6:.1f} MB JPEG"
    return [
        Figure(
            "frames: preview of 24 megapixels", median(preview), "ms", 250, note=spread(preview)
        ),
        Figure("frames: preview ÷ bare scaled decode", ratio_of(preview, bare), "×", 1.5),
        *_against_vips(photo, runs, size),
        *_edits(photo, runs),
        *_in_the_window(home, photo, runs),
    ]


def _in_the_window(home: Home, photo: Path, runs: int) -> list[Figure]:
    """Dropped on the program itself, again and again; a bare window beside it for comparison."""
    profile = home.folder / "frames"
    make_profile(profile)
    program = module("benchmarks.dropping", "--profile", str(profile))
    answer, beside = played(home, [*program, "--photo", str(photo), "--runs", str(runs)])
    shown, late, pans = answer["shown"], answer["late"], answer["pans"]
    kept = answer["after"] - answer["before"]
    note = f"{answer['before']:.0f}, with it {answer['held']:.0f}, after {answer['after']:.0f} MB"
    return [
        Figure("frames: on the screen after a drop", median(shown), "ms", 250, spread(shown)),
        Figure("frames: late during a drop, 99.9 %", share(late, 0.999), "ms", 16),
        Figure("frames: a bare window beside it, 99.9 %", share(beside, 0.999), "ms"),
        Figure("frames: a step of a pan, 99 %", share(pans, 0.99), "ms", 1000 / 60),
        Figure("frames: memory kept once cleared", kept, "MB", 5, note),
    ]


def _against_vips(photo: Path, runs: int, size: str) -> list[Figure]:
    theirs = crop_resize_encode(photo, _PHOTO, _FRAMING, _OUTPUT)
    if theirs is None:
        render = _times(_rendering(photo, _FRAMING), runs)
        words = "libvips is not installed, see benchmarks/vips.py"
        return [
            Figure("frames: 24 megapixels to 1080p", median(render), "ms", note=size),
            Figure("frames: 24 megapixels to 1080p ÷ libvips", 0.0, "×", note=words),
        ]
    render = _times(_rendering(photo, _FRAMING), runs)
    ours, vips = _by_turns(_rendering(photo, _FRAMING), theirs, runs, clock=time.process_time)
    return [
        Figure("frames: 24 megapixels to 1080p", median(render), "ms", note=size),
        Figure(
            "frames: 24 megapixels to 1080p ÷ libvips",
            ratio_of(ours, vips),
            "×",
            1.5,
            note=f"in processor time; ours {spread(ours)}, libvips {spread(vips)} ms",
        ),
    ]


def _edits(photo: Path, runs: int) -> list[Figure]:
    """What the dearer edits take, for information."""
    edits = {
        "straightened": replace(_FRAMING, straighten=7.0),
        "blurred bars": Framing(quarter_turns=1, bars=Bars.BLURRED),
    }
    found = []
    for name, framing in edits.items():
        times = _times(_rendering(photo, framing), runs)
        found.append(Figure(f"frames: the same, {name}", median(times), "ms", note=spread(times)))
    return found


def _rendering(photo: Path, framing: Framing) -> Callable[[], object]:
    return lambda: render_frame(photo, framing, _OUTPUT)


def _bare_decode(photo: Path) -> object:
    """The least that a preview takes: the decoder's own smaller picture."""
    reader = QImageReader(str(photo))
    reader.setScaledSize(QSize(_PHOTO.width // 4, _PHOTO.height // 4))
    return reader.read()


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
    grain = _grain(chance)
    painter.setOpacity(0.06)
    for y in range(0, _PHOTO.height, grain.height()):
        for x in range(0, _PHOTO.width, grain.width()):
            painter.drawImage(x, y, grain)
    painter.end()
    if not image.save(str(path), quality=92):
        raise OSError(f"{path} could not be written")


def _grain(chance: random.Random) -> QImage:
    """What every sensor adds: without it a PNG would be smaller than a JPEG."""
    side = 256
    pixels = chance.randbytes(side * side)
    return QImage(pixels, side, side, side, QImage.Format.Format_Grayscale8).copy()


def _by_turns(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    runs: int,
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[list[float], list[float]]:
    """Each once beforehand, then by turns, so that both meet the same machine."""
    ours()
    theirs()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for times, work in zip(taken, (ours, theirs), strict=True):
            began = clock()
            work()
            times.append((clock() - began) * 1000)
    return taken


def _times(work: Callable[[], object], runs: int) -> list[float]:
    work()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return taken
