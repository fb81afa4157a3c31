"""When the user is not at work: whatever can wait, waits until then."""

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

    def left(self) -> float:
        """Seconds until it is quiet, if nothing more is noticed; 0 while it is."""
        return max(0.0, self._noticed + self._quiet - time.monotonic())

    async def come(self) -> None:
        """Wait until it is quiet."""
        import asyncio  # the window asks without a loop, and before there is one

        end = time.monotonic() + _LONGEST
        left = self.left()
        while left > 0:
            left = min(self.left(), end - time.monotonic())
            await asyncio.sleep(max(0.0, left))
