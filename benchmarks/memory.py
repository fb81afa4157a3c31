"""How much memory the window takes when nothing happens, against a bare window."""

from statistics import median

from benchmarks.figures import Figure, ratio_of
from benchmarks.processes import (
    Home,
    memory,
    module,
    running,
    script,
    told,
    wait_until_at_rest,
)
from benchmarks.profiles import make_profile

LIMIT = 1.6
_KINDS = {"Rss": "RSS", "Pss": "PSS"}


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """By turns: the bare window, the program on GPTProto without a key, and on the sandbox."""
    profiles = {name: home.folder / f"memory-{name}" for name in ("gptproto", "sandbox")}
    for name, profile in profiles.items():
        make_profile(profile, name)
    bare = script("watched.py", "bare", "--stay")
    _at_rest(home, bare, tells=True)  # fills the caches: what compiling takes is not measured
    taken: dict[str, list[dict[str, float]]] = {"bare": [], "gptproto": [], "sandbox": []}
    for _ in range(1 if quick else 3):
        taken["bare"].append(_at_rest(home, bare, tells=True))
        for name, profile in profiles.items():
            command = module("seedance_desktop", "--profile", str(profile))
            taken[name].append(_at_rest(home, command, tells=False))
    figures = []
    for kind, words in _KINDS.items():
        theirs = [each[kind] for each in taken["bare"]]
        figures.append(Figure(f"memory: bare window, {words}", median(theirs), "MB"))
        for name in profiles:
            ours = [each[kind] for each in taken[name]]
            figures += [
                Figure(f"memory: on {name}, {words}", median(ours), "MB"),
                Figure(f"memory: on {name} ÷ bare, {words}", ratio_of(ours, theirs), "×", LIMIT),
            ]
    return figures


def _at_rest(home: Home, command: list[str], *, tells: bool) -> dict[str, float]:
    with running(command, home.environment()) as process:
        if tells:
            told(process)
        wait_until_at_rest(process.pid, seconds=6)
        return memory(process.pid)
