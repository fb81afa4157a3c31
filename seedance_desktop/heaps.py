"""The C library's heaps: few, so that what one thread frees another can use, and not kept empty."""

import sys

_ARENA_MAX = -8  # of glibc's malloc.h
_HEAPS = 2


def share_heaps() -> bool:
    """Let threads that start from now on share two heaps; whether the system knows how.

    Left to itself glibc gives each thread a heap of its own, up to eight for each processor, and
    what is freed in one of them is not used by any other: after a search through a hundred
    thousand clips the program held forty megabytes that nobody used.
    """
    return _told("mallopt", _ARENA_MAX, _HEAPS)


def give_back() -> bool:
    """Give the system what is free in the heaps; whether there was anything to give.

    Left to itself glibc keeps whatever lies below the last piece in use: two megabytes after the
    start, ten times that after a long look through the library. It takes a few milliseconds.
    """
    return _told("malloc_trim", 0)


def _told(call: str, *values: int) -> bool:
    """What a function of glibc answers; False where there is another C library, without it."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        return bool(getattr(ctypes.CDLL(None), call)(*values))
    except (OSError, AttributeError):
        return False
