"""How many heaps the C library keeps: few, since what one thread gives back another can use."""

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
