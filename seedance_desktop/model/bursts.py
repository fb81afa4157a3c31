"""Which small changes make one step: those of one kind that follow on each other."""

import time
from collections.abc import Callable

_PAUSE = 1.2
_A_WORD = 24
"""Characters that one key or one word of an input method may bring; more was pasted."""


class Bursts:
    """Gives changes a key, the same one while they go on without a pause (in seconds)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kind = ""
        self._last = 0.0
        self._number = 0

    def key(self, kind: str) -> str:
        """The key of a change of this kind that is made now."""
        now = self._clock()
        if kind != self._kind or now - self._last > _PAUSE:
            self.end()
        self._kind, self._last = kind, now
        return f"{kind} {self._number}"

    def end(self) -> None:
        """The next change begins a new step."""
        self._number += 1
        self._kind = ""

    def typing_key(self, before: str, after: str) -> str:
        """The key of a change of a text: writing on, or taking away, up to the end of a line."""
        grown = len(after) - len(before)
        if abs(grown) > _A_WORD or after.count("\n") != before.count("\n"):
            self.end()
        return self.key("writing" if grown >= 0 else "erasing")
