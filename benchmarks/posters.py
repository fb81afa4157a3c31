"""Posters a second: ours in two threads, ffmpegthumbnailer's in two processes, the same clips."""

import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import which
from statistics import median

from benchmarks.figures import Figure, ratio_of, spread
from benchmarks.processes import Home
from benchmarks.sample_clips import make_clips
from seedance_desktop.media.posters import make_poster
from seedance_desktop.model.thumbnails import POSTER_WIDTH

_AT_ONCE = 2
_THEIRS = "ffmpegthumbnailer"


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """By turns; each makes the first frame's picture, 480 pixels wide, as a JPEG file."""
    clips = make_clips(home.folder / "clips", 8 if quick else 24) * 2
    target = home.folder / "posters"
    target.mkdir()
    rates: tuple[list[float], list[float]] = ([], [])
    has_theirs = which(_THEIRS) is not None
    for _ in range(2 if quick else 5):
        rates[0].append(_rate(clips, target, ours))
        if has_theirs:
            rates[1].append(_rate(clips, target, theirs))
    name = f"posters: ours, {_AT_ONCE} threads"
    figures = [Figure(name, median(rates[0]), "a second", note=spread(rates[0]))]
    if not has_theirs:
        return [*figures, Figure("posters: ours ÷ theirs", 0, "×", note=f"no {_THEIRS} here")]
    name = f"posters: {_THEIRS}, {_AT_ONCE} processes"
    return [
        *figures,
        Figure(name, median(rates[1]), "a second", note=spread(rates[1])),
        Figure("posters: theirs ÷ ours", ratio_of(rates[1], rates[0]), "×", 1.0),
    ]


def ours(clip: Path, target: Path) -> None:
    """As the program does it."""
    make_poster(clip, target, POSTER_WIDTH)


def theirs(clip: Path, target: Path) -> None:
    """A process for each clip: that is how file managers run it."""
    options = ("-s", str(POSTER_WIDTH), "-t", "0", "-q", "8", "-c", "jpeg")
    command = [_THEIRS, "-i", str(clip), "-o", str(target), *options]
    subprocess.run(command, check=True, capture_output=True)


def _rate(clips: Sequence[Path], folder: Path, make: Callable[[Path, Path], None]) -> float:
    began = time.perf_counter()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        targets = (folder / f"{place}.jpg" for place in range(len(clips)))
        for _ in pool.map(make, clips, targets):
            pass
    return len(clips) / (time.perf_counter() - began)
