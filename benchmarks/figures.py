"""One measured figure, the limit it is held against, and the table of them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """``limit`` of ``None`` is for information only. ``note`` says how it came about."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def is_missed(self) -> bool:
        return self.limit is not None and self.value > self.limit

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        return "MISSED" if self.is_missed else "kept"


def ratio_of(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The ratio of two medians, the sides having been measured by turns."""
    return median(ours) / median(theirs)


def spread(values: Sequence[float]) -> str:
    """The least and the largest, for a note."""
    return f"{min(values):.0f} to {max(values):.0f}, {len(values)} runs"


def share(values: Sequence[float], part: float) -> float:
    """The value that ``part`` of all values, from 0 to 1, do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def table(figures: Iterable[Figure]) -> str:
    """The figures under each other."""
    lines = [f"{'what':<46}{'value':>10} {'unit':<8}{'limit':>7}  verdict  note"]
    for figure in figures:
        limit = "" if figure.limit is None else f"{figure.limit:g}"
        value = f"{figure.value:.2f}" if figure.value < 100 else f"{figure.value:.0f}"
        lines.append(
            f"{figure.what:<46}{value:>10} {figure.unit:<8}{limit:>7}  {figure.verdict:<8} "
            f"{figure.note}".rstrip()
        )
    return "\n".join(lines)
