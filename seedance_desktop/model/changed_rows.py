"""Which rows came and went between two answers, where they are few enough to tell."""

from array import array

_SAME = 0.5
"""A share of rows that must stay: else it is another list and not a changed one."""


def changed_rows(old: "array[int]", new: "array[int]") -> tuple[int, int, int] | None:
    """Where they begin to differ, how many rows go there, and how many come.

    None where the answers have little in common.
    """
    if not old or not new:
        return None
    head = _common(old, new)
    rest = min(len(old), len(new)) - head
    tail = _common_end(old, new, rest)
    if head + tail < min(len(old), len(new)) * _SAME:
        return None
    return head, len(old) - head - tail, len(new) - head - tail


def _common(one: "array[int]", other: "array[int]") -> int:
    """How many are the same from the beginning: by halves, since slices are compared in C."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: "array[int]", other: "array[int]", most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        parts = (each[len(each) - middle : len(each) - low] for each in (one, other))
        if next(parts) == next(parts):
            low = middle
        else:
            high = middle - 1
    return low
