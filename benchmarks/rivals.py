"""Ten thousand clips, none seen before, opened here and in gThumb: the first screen, and memory.

Each under an X server of its own and with an empty home, so nobody finds pictures made earlier. The
first screen is there when the window's picture has stopped changing. Skipped where gThumb or the
X server is not installed.
"""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from statistics import median

from PIL import Image, ImageChops

from benchmarks.figures import Figure, ratio_of, spread
from benchmarks.processes import Home, memory, module, running
from benchmarks.profiles import make_profile
from benchmarks.shelf import fill_shelf

_CLIPS = 10_000
_SCREEN = (1440, 900)
_LOOK = 0.25
_STILL = 3.0
"""Seconds without a change after which a screen counts as whole."""
_PATIENCE = 90.0
_CHANGED = 400
"""Pixels; a cursor that blinks and a spinner in a corner are no news."""
_NEEDED = ("gthumb", "Xvfb")
_GRID = (300, 150, 1040, 850)
"""Where both programs show their pictures, so that bars and side panes count for nothing."""


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """By turns; the same files for both."""
    missing = [name for name in _NEEDED if which(name) is None]
    if missing:
        note = f"not installed: {', '.join(missing)}"
        return [Figure("rivals: first screen, ours ÷ gThumb", 0, "×", note=note)]
    count = 500 if quick else _CLIPS
    folders = make_profile(home.folder / "ours")
    shelf = fill_shelf(folders, count, posters=False)
    (folders.data / "memory.json").write_text(json.dumps({"page": "library"}), encoding="utf-8")
    flat = home.folder / "flat"
    flat.mkdir()
    for number, path in enumerate(sorted(folders.library.rglob("*.mp4"))):
        (flat / f"{number:06}.mp4").hardlink_to(path)
    commands = {
        "ours": module("seedance_desktop", "--profile", str(shelf.folders.data.parent)),
        "gThumb": ["gthumb", str(flat)],
    }
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
    _first_screen(home, commands["ours"], -1)  # compiles what is measured afterwards
    for turn in range(1 if quick else 3):
        for name, command in commands.items():
            _forget_pictures(folders.posters)
            taken[name].append(_first_screen(home, command, turn))
    return _figures(taken)


def _figures(taken: dict[str, list[dict[str, float]]]) -> list[Figure]:
    figures = []
    for what, unit in {"first screen": "s", "memory": "MB"}.items():
        ours, theirs = ([each[what] for each in taken[name]] for name in ("ours", "gThumb"))
        figures += [
            Figure(f"rivals: {what}, ours", median(ours), unit, note=spread(ours)),
            Figure(f"rivals: {what}, gThumb", median(theirs), unit, note=spread(theirs)),
            Figure(f"rivals: {what}, ours ÷ gThumb", ratio_of(ours, theirs), "×", 1.0),
        ]
    return figures


def _forget_pictures(posters: Path) -> None:
    for poster in posters.glob("*.jpg"):
        poster.unlink()


def _first_screen(home: Home, command: list[str], turn: int) -> dict[str, float]:
    """Seconds until the last change of the first screenful, and the memory at that moment."""
    own = Home(home.folder / f"home-{turn}-{time.monotonic_ns()}")
    own.folder.mkdir()
    with _screen(own.folder) as (display, pixels):
        environment = own.environment(
            DISPLAY=display,
            QT_QPA_PLATFORM="xcb",
            XDG_RUNTIME_DIR=str(own.folder),
            DBUS_SESSION_BUS_ADDRESS="disabled:",
            PYTHONPYCACHEPREFIX=str(home.folder / "byte-code"),
        )
        began = time.monotonic()
        with running(command, environment) as process:
            changed, before = began, _seen(pixels)
            while (now := time.monotonic()) - changed < _STILL or changed == began:
                if now - began > _PATIENCE:
                    break
                time.sleep(_LOOK)
                picture = _seen(pixels)
                if _differ(before, picture):
                    changed, before = time.monotonic(), picture
            return {"first screen": changed - began, "memory": memory(process.pid)["Rss"]}


@contextmanager
def _screen(folder: Path) -> Iterator[tuple[str, Path]]:
    """The display's name, and the file that always holds its picture."""
    reading, writing = os.pipe()
    size = f"{_SCREEN[0]}x{_SCREEN[1]}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", str(folder)]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        try:
            yield display, folder / "Xvfb_screen0"
        finally:
            server.terminate()


def _seen(pixels: Path) -> Image.Image:
    """The part of the screen where pictures are, from a dump in X's own form."""
    dump = pixels.read_bytes()
    header = int.from_bytes(dump[:4], "big")
    colours = int.from_bytes(dump[76:80], "big")
    content = dump[header + colours * 12 :]
    return Image.frombytes("RGB", _SCREEN, content, "raw", "BGRX").crop(_GRID)


def _differ(one: Image.Image, other: Image.Image) -> bool:
    difference = ImageChops.difference(one, other).convert("L").point(lambda v: 255 * (v > 24))
    return difference.histogram()[255] > _CHANGED
