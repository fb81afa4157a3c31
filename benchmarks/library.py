"""How long the Library page takes to show, with few videos on record and with many."""

from statistics import median

from benchmarks.figures import Figure, ratio_of, spread
from benchmarks.processes import Home, module, running, told
from benchmarks.profiles import fill_library, make_profile

FEW, MANY = 100, 10_000


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """By turns with few and with many rows, each in a fresh program."""
    times: dict[int, list[dict[str, float]]] = {FEW: [], MANY: []}
    for count in times:
        fill_library(make_profile(home.folder / f"library-{count}"), count)
        _shown(home, count)
    for _ in range(2 if quick else 5):
        for count, taken in times.items():
            taken.append(_shown(home, count))
    figures = []
    for what, words in {"loaded": "rows loaded", "painted": "page painted"}.items():
        few, many = ([each[what] for each in times[count]] for count in (FEW, MANY))
        figures += [
            Figure(f"library: {words}, {FEW:,} videos", median(few), "ms", note=spread(few)),
            Figure(f"library: {words}, {MANY:,} videos", median(many), "ms", note=spread(many)),
            Figure(f"library: {words}, {MANY:,} ÷ {FEW:,}", ratio_of(many, few), "×"),
        ]
    return figures


def _shown(home: Home, count: int) -> dict[str, float]:
    profile = str(home.folder / f"library-{count}")
    program = module("benchmarks.turning", "--profile", profile)
    with running(program, home.environment()) as process:
        answer: dict[str, float] = told(process)
        process.wait()
    return answer
