"""Takes the screenshots of the documentation: the program itself, on a screen of its own.

    python -m tools.shots [NAME …]      into docs/screenshots

Its library holds sandbox clips of the sample pictures, made by the command line. Prompts and seeds
are fixed; what changes from one taking to the next is the time of day.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from PIL.ImageColor import getrgb

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.resources import resource
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.settings import Settings
from seedance_desktop.store.settings_file import SettingsFile
from seedance_desktop.ui.theme import read_colours
from tools.shots_inside import SCREEN, SHOTS, Shot

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
LARGEST = 400_000
"""Bytes of a screenshot: the repository keeps every version of it for ever."""

_FLAT = 150
"""Pixels of one colour from which on it is one of the interface's own."""
_EXACT = 64
_QUICK = 1000.0
_RULES = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <theme><name>{look}</name></theme>
  <applications><application type="normal"><decor>no</decor></application></applications>
</openbox_config>
"""
_BOATS = (
    "Three paper boats drift slowly to the right across a still lake at dusk, the last sunlight "
    "on the ripples around them."
)
_CLIPS = (
    ("dunes.jpg", "Wind carries a thin veil of sand over the crest of the dune.", "16:9", 11),
    ("dunes.jpg", "The camera rises over the dunes until the sun fills the picture.", "9:16", 23),
    ("paper-boats.jpg", "A light breeze turns the boats, slowly, one after the other.", "1:1", 5),
    ("dunes.jpg", "The shadows of the dunes grow long as the sun goes down.", "21:9", 8),
    ("lighthouse.jpg", "Waves break at the foot of the lighthouse; gulls pass by.", "4:3", 42),
    ("", "A kettle on a stove begins to sing; steam curls up in the morning light.", "16:9", 77),
    ("lighthouse.jpg", "The beam of the lighthouse sweeps over a calm sea at night.", "16:9", 16),
    ("paper-boats.jpg", _BOATS, "16:9", 31),
)
_REFUSED = (
    "dunes.jpg",
    "A caravan crosses the dunes from left to right, far away, in the heat of noon. [blocked]",
    "16:9",
    3,
)


def main(names: list[str]) -> int:
    """Take these shots, or all of them; the exit code is 1 when one is too large."""
    unknown = [name for name in names if name not in SHOTS]
    if unknown:
        print(f"There is no shot {', '.join(unknown)}. There are: {', '.join(SHOTS)}.")
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.gettempdir()) / "Seedance"  # it is seen in the settings
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    try:
        with _screen() as display:
            environment = _environment(home, display)
            _fill(home, environment)
            sizes = [_taken(SHOTS[name], home, environment) for name in names or SHOTS]
    finally:
        shutil.rmtree(home)
    return 1 if max(sizes) > LARGEST else 0


def _environment(home: Path, display: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEEDANCE_")}
    return {
        **kept,
        "DISPLAY": display,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "QT_QPA_PLATFORM": "xcb",
        "XDG_RUNTIME_DIR": str(home),
    }


@contextmanager
def _screen() -> Iterator[str]:
    """An X server with nothing on it, ended with the block."""
    missing = [name.lower() for name in ("Xvfb", "openbox") if shutil.which(name) is None]
    if missing:
        sys.exit(f"Missing: apt-get install -y --no-install-recommends {' '.join(missing)}")
    reading, writing = os.pipe()
    width, height = SCREEN
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=(writing,), stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _window_manager(home: Path, theme: str, environment: dict[str, str]) -> Iterator[None]:
    """Frames around dialogs, in a look that goes with the theme; none around the window itself."""
    rules = home / "openbox.xml"
    rules.write_text(_RULES.format(look="Onyx" if theme == "dark" else "Clearlooks"), "utf-8")
    command = ["openbox", "--sm-disable", "--config-file", str(rules)]
    manager = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        manager.terminate()
        manager.wait()


def _fill(home: Path, environment: dict[str, str]) -> None:
    """Videos and one job that failed, made as anybody would make them."""
    _set(home, Settings(connection=SANDBOX, sandbox_speed=_QUICK))
    for clip in (*_CLIPS[:-2], _REFUSED, *_CLIPS[-2:]):
        picture, prompt, ratio, seed = clip
        command = [sys.executable, "-m", "seedance_desktop", "generate", "--profile", str(home)]
        command += ["--connection", "sandbox", "--resolution", "480p", "--duration", "5"]
        command += ["--prompt", prompt, "--ratio", ratio, "--seed", str(seed)]
        command += ["--first-frame", str(resource("sample", picture))] if picture else []
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
        if (done.returncode == 0) == (clip is _REFUSED):
            sys.exit(f"A clip did not end as it should:\n{done.stdout}{done.stderr}")
        print(".", end="", flush=True)
    print()


def _set(home: Path, settings: Settings) -> None:
    SettingsFile(Folders.below(home).settings_file).write(settings)


def _taken(shot: Shot, home: Path, environment: dict[str, str]) -> int:
    """Take one, reduce it to the colours it needs, and tell how large it came out."""
    _set(home, Settings(connection=SANDBOX, theme=shot.theme, language=shot.language))
    Folders.below(home).memory_file.unlink(missing_ok=True)
    Folders.below(home).draft_file.unlink(missing_ok=True)
    raw, target = home / "shot.png", TARGET / f"{shot.name}.png"
    command = [sys.executable, "-m", "tools.shots_inside", shot.name]
    with _window_manager(home, shot.theme, environment):
        subprocess.run(
            [*command, "--profile", str(home), "--into", str(raw)],
            env={**environment, "PYTHONPATH": str(ROOT)},
            check=True,
        )
    with Image.open(raw) as image:
        in_few_colours(image.convert("RGB"), shot.theme).save(target, optimize=True)
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}  {size / 1000:.0f} kB{'  TOO LARGE' * (size > LARGEST)}")
    return size


def in_few_colours(image: Image.Image, theme: str) -> Image.Image:
    """``image`` in 256 colours: those of the interface exactly, those of pictures dithered."""
    counted: list[tuple[int, Any]] = image.getcolors(image.width * image.height) or []
    flat = [colour for count, colour in sorted(counted, reverse=True) if count > _FLAT]
    named = [getrgb(colour) for colour in astuple(read_colours(theme))]
    exact = list(dict.fromkeys([*named, *flat]))[:_EXACT]
    rest = image.quantize(256 - len(exact), kmeans=1).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in exact for part in colour] + rest)
    reduced = image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    for index, colour in enumerate(exact):  # Pillow itself takes near ones for the same
        reduced.paste(index, mask=_where(image, colour))
    return reduced


def _where(image: Image.Image, colour: Any) -> Image.Image:
    """A mask of the pixels that have exactly this colour."""
    red, green, blue = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
    furthest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return furthest.point([255] + [0] * 255)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
