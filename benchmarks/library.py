"""The Library page with few clips on record and with many: shown, scrolled, searched, written to.

Everything is measured by turns or side by side, so that the ratios hold on a busy machine, too.
"""

import time
from collections.abc import Iterable
from statistics import median
from typing import Any

from benchmarks.figures import Figure, ratio_of, share, spread
from benchmarks.processes import Home, module, running, told
from benchmarks.profiles import make_profile
from benchmarks.shelf import Shelf, fill_shelf
from benchmarks.writing import Desk

FEW, SOME, MANY = 100, 10_000, 100_000
LIMIT_SHOWN = 1.2
LIMIT_USUAL, LIMIT_WORST = 16.0, 50.0
LIMIT_FOUND, LIMIT_COUNTED = 50.0, 100.0
LIMIT_MEMORY, LIMIT_FLAT = 1.3, 1.05
LIMIT_WRITTEN = 1.2
_SHOWN = {
    "loaded": "first rows there",
    "answered": "all rows there",
    "painted": "page painted",
    "filled": "every poster in sight",
    "listed": "opened on this page, first rows",
    "opened": "opened on this page, every poster",
}
_LIMITED = ("painted", "filled", "listed", "opened")
"""The first two follow a complete window: of a few milliseconds a ratio says little."""
_WRITES = 60


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """A hundred thousand clips; a tenth of that when it is to be quick."""
    counts = (FEW, SOME) if quick else (FEW, SOME, MANY)
    shelves = {
        count: fill_shelf(make_profile(home.folder / f"library-{count}"), count) for count in counts
    }
    most = max(counts)
    return [
        *_shown(home, shelves, runs=2 if quick else 7),
        *_scrolled(home, shelves[FEW], shelves[most], seconds=4 if quick else 20),
        *_found(home, shelves[most], rounds=1 if quick else 4),
        *_written(shelves[FEW], shelves[most]),
    ]


def _shown(home: Home, shelves: dict[int, Shelf], *, runs: int) -> list[Figure]:
    """Each in a fresh program; the first start of each is for the caches."""
    times: dict[int, list[dict[str, float]]] = {count: [] for count in shelves}
    for turn in range(runs + 1):
        for count, shelf in shelves.items():
            shelf.folders.memory_file.unlink(missing_ok=True)  # else it begins on this page
            answer = _told(home, shelf, "turning")
            answer |= _told(home, shelf, "opening", "--began", str(time.monotonic()))
            if turn:
                times[count].append(answer)
    figures = []
    for what, words in _SHOWN.items():
        taken = {count: [each[what] for each in times[count]] for count in shelves}
        for count, values in taken.items():
            name = f"library: {words}, {count:,} clips"
            figures.append(Figure(name, median(values), "ms", note=spread(values)))
        limit = LIMIT_SHOWN if what in _LIMITED else None
        most = max(shelves)
        name = f"library: {words}, {most:,} ÷ {FEW:,}"
        figures.append(Figure(name, ratio_of(taken[most], taken[FEW]), "×", limit))
    return figures


def _scrolled(home: Home, few: Shelf, many: Shelf, *, seconds: float) -> list[Figure]:
    """How late the window came to its timer, and what the process held."""
    idle = max(5.0, seconds / 2)
    arguments = ("--idle", str(idle), "--seconds", str(seconds))
    less, more = (_told(home, shelf, "leafing", *arguments) for shelf in (few, many))
    usual = share(more["at_rest"], 0.999)
    figures = [Figure("library: at rest, 99.9 % within", usual, "ms")]
    for name, words in {
        "late_scrolled": "from end to end",
        "late_scrolled_again": "from end to end again",
        "late_wheel": "by the wheel",
    }.items():
        late = more[name]
        over = max(0.0, share(late, 0.999) - usual)
        figures += [
            Figure(f"library: {words}, 99.9 % over rest", over, "ms", LIMIT_USUAL),
            Figure(f"library: {words}, worst", max(late), "ms", LIMIT_WORST, f"{len(late)} ticks"),
        ]
    return figures + _memory(less, more)


def _memory(less: dict[str, Any], more: dict[str, Any]) -> list[Figure]:
    figures = []
    for name, words in {"rested": "at rest", "scrolled": "scrolled through"}.items():
        ratio = more[name] / less[name]
        note = f"{less[name]:.0f} and {more[name]:.0f} MB"
        what = f"library: memory {words}, {more['rows']:,} ÷ {less['rows']:,}"
        figures.append(Figure(what, ratio, "×", LIMIT_MEMORY, note))
    again = more["scrolled_again"] / more["scrolled"]
    figures.append(Figure("library: memory, scrolled through twice ÷ once", again, "×", LIMIT_FLAT))
    return figures


def _found(home: Home, many: Shelf, *, rounds: int) -> list[Figure]:
    """What a key that is pressed leads to."""
    answer = _told(home, many, "looking", "--rounds", str(rounds))
    soon, late = answer["soon"], answer["late"]
    counts, again = answer["counts"], answer["again"]
    words = f"{len(many.numbers):,} clips"
    return [
        Figure(f"library: first results, {words}", median(soon), "ms", LIMIT_FOUND, spread(soon)),
        Figure("library: first results, 95 % within", share(soon, 0.95), "ms", LIMIT_FOUND),
        Figure("library: while typing, 99.9 % late", share(late, 0.999), "ms"),
        Figure("library: while typing, latest", max(late), "ms", LIMIT_WORST, f"{len(late)} ticks"),
        _slowest("library: counts", counts, LIMIT_COUNTED),
        _slowest("library: counts, asked again", again, None),
    ]


def _slowest(what: str, counts: dict[str, float], limit: float | None) -> Figure:
    slowest = max(counts.values())
    return Figure(f"{what}, slowest of {len(counts)}", slowest, "ms", limit, _listed(counts))


def _listed(counts: dict[str, float]) -> str:
    return ", ".join(f"“{text}” {taken:.0f}" for text, taken in counts.items())


def _written(few: Shelf, many: Shelf) -> list[Figure]:
    desks = [Desk(few), Desk(many)]
    taken: list[list[dict[str, float]]] = [[], []]
    for _ in range(_WRITES):
        for desk, times in zip(desks, taken, strict=True):
            times.append(desk.write())
    for desk in desks:
        desk.close()
    figures = []
    for what in taken[0][0]:
        less, more = (_of(times, what) for times in taken)
        note = f"{median(less):.1f} and {median(more):.1f} ms"
        name = f"library: {what}, {len(many.numbers):,} ÷ {len(few.numbers):,}"
        figures.append(Figure(name, ratio_of(more, less), "×", LIMIT_WRITTEN, note))
    return figures


def _of(times: Iterable[dict[str, float]], what: str) -> list[float]:
    return [each[what] for each in times]


def _told(home: Home, shelf: Shelf, program: str, *arguments: str) -> dict[str, Any]:
    profile = str(shelf.folders.data.parent)
    command = module(f"benchmarks.{program}", "--profile", profile, *arguments)
    with running(command, home.environment()) as process:
        answer = told(process)
        process.wait()
    return answer
