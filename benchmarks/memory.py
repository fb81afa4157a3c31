"""How much memory the window takes when nothing happens, against a bare window."""

from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, ratio_of, spread
from benchmarks.processes import (
    Home,
    memory,
    module,
    running,
    script,
    wait_until_at_rest,
)
from benchmarks.profiles import make_profile

LIMIT = 1.6
NOT_NEEDED = (
    "libavcodec",
    "libcrypto",
    "libQt6Multimedia",
    "libQt6Network",
    "_imaging",
    "_rust.abi3",
)
"""Libraries that nothing at rest needs, by parts of their files' names."""

_KINDS = {"Rss": "RSS", "Pss": "PSS"}


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """By turns: the bare window, the program on GPTProto without a key, and on the sandbox."""
    profiles = {name: home.folder / f"memory-{name}" for name in ("gptproto", "sandbox")}
    commands = {"bare": script("watched.py", "bare", "--stay")}
    for name, profile in profiles.items():
        make_profile(profile, name)
        commands[name] = module("seedance_desktop", "--profile", str(profile))
    for command in commands.values():
        _at_rest(home, command)  # fills the caches: what compiling takes is not measured
    taken: dict[str, list[_Rest]] = {name: [] for name in commands}
    for _ in range(1 if quick else 3):
        for name, command in commands.items():
            taken[name].append(_at_rest(home, command))
    figures = []
    for name in commands:
        figures += _figures(name, taken)
    return figures


class _Rest:
    """A process at rest: its memory by kind, and what it has loaded without need."""

    def __init__(self, pid: int) -> None:
        self.memory = memory(pid)
        maps = Path(f"/proc/{pid}/maps").read_text("utf-8")
        self.unneeded = [name for name in NOT_NEEDED if name in maps]


def _figures(name: str, taken: dict[str, list[_Rest]]) -> list[Figure]:
    """RSS is what is limited: PSS depends on which other programs use Qt at the moment."""
    figures = []
    for kind, words in _KINDS.items():
        ours, theirs = ([rest.memory[kind] for rest in taken[side]] for side in (name, "bare"))
        figures.append(Figure(f"memory: {name}, {words}", median(ours), "MB", note=spread(ours)))
        if name != "bare":
            limit = LIMIT if kind == "Rss" else None
            ratio = ratio_of(ours, theirs)
            figures.append(Figure(f"memory: {name} ÷ bare, {words}", ratio, "×", limit))
    unneeded = sorted({library for rest in taken[name] for library in rest.unneeded})
    if name != "bare":
        what = f"memory: {name}, libraries without need"
        figures.append(Figure(what, len(unneeded), "", 0, ", ".join(unneeded)))
    return figures


def _at_rest(home: Home, command: list[str]) -> _Rest:
    with running(command, home.environment()) as process:
        wait_until_at_rest(process.pid, seconds=6)
        return _Rest(process.pid)
