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
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        return bool(ctypes.CDLL(None).mallopt(_ARENA_MAX, _HEAPS))
    except (OSError, AttributeError):  # another C library, which has no such heaps
        return False


def give_back() -> bool:
    """Give the system what is free in the heaps; whether there was anything to give.

    Left to itself glibc keeps whatever lies below the last piece in use: two megabytes after the
    start, ten times that after a long look through the library. It takes a few milliseconds.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        return bool(ctypes.CDLL(None).malloc_trim(0))
    except (OSError, AttributeError):  # another C library, which has no such call
        return False
