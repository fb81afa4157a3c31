"""A clock that nobody can set and that goes on while the machine sleeps."""

import time


def _reader() -> int | None:
    """Linux counts sleep by one clock of its own; elsewhere the usual one does, if any does."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        number = getattr(time, name, None)
        if number is not None:
            return int(number)
    return None


_NUMBER = _reader()


def steady() -> float:
    """Seconds since some moment in the past."""
    return time.monotonic() if _NUMBER is None else time.clock_gettime(_NUMBER)
