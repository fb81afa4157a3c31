"""How late the window comes to its own timer while a gigabit line is full, beyond the time-out."""

from benchmarks.figures import Figure, share
from benchmarks.gigabit import serving
from benchmarks.processes import Home, module, warm_up
from benchmarks.profiles import make_profile
from benchmarks.stall import LIMIT_USUAL, LOADED_ON_THE_WAY, played
from seedance_desktop.api.transport import Timeouts

_MARGIN = 6.0
_QUICK_SECONDS = 8.0
_TIMES = 5
"""Of a file of 200 MB on end, a gigabyte: longer than any clip."""


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """The program in one process, the server, which gives way to it, in another."""
    seconds = _QUICK_SECONDS if quick else Timeouts().read + _MARGIN
    idle = 5 if quick else 20
    profile = home.folder / "line"
    make_profile(profile, "sandbox")
    warm_up(home, *LOADED_ON_THE_WAY)
    with serving(home, 200, times=1 if quick else _TIMES, niceness=5) as link:
        program = module(
            "benchmarks.downloading",
            *("--profile", str(profile), "--link", link),
            *("--idle", str(idle), "--seconds", str(seconds)),
        )
        answer, beside = played(home, program)
    at_rest, busy = answer["at_rest"], answer["busy"]
    took = answer["ended"] - answer["began"]
    rate = answer["received"] / took / 1_000_000
    words = f"{rate:.0f} MB/s for {took:.0f} s"
    return [
        Figure("line: at rest, 99.9 % within", share(at_rest, 0.999), "ms"),
        Figure("line: full, 99.9 % within", share(busy, 0.999), "ms", LIMIT_USUAL, words),
        Figure("line: full, worst", max(busy), "ms", note=f"{len(busy)} ticks"),
        Figure("line: a bare window beside it, 99.9 %", share(beside, 0.999), "ms"),
        Figure("line: a bare window beside it, worst", max(beside), "ms"),
    ]
