"""When the user is not at work: whatever can wait, waits until then."""

import asyncio
import time

_LONGEST = 5.0
"""Seconds that a single wait takes with a user who never rests; then a little is done."""


class Leisure:
    """``notice`` is called on any thread, ``come`` waits on the engine's loop.

    ``quiet`` is for how many seconds nothing may be noticed; the start counts as if something was.
    """

    def __init__(self, quiet: float = 0.0) -> None:
        self._quiet = quiet
        self._noticed = time.monotonic()

    def notice(self) -> None:
        """The user is at work."""
        self._noticed = time.monotonic()

    async def come(self) -> None:
        """Wait until it is quiet."""
        end = time.monotonic() + _LONGEST
        left = self._quiet
        while left > 0:
            left = min(self._noticed + self._quiet, end) - time.monotonic()
            await asyncio.sleep(max(0.0, left))
