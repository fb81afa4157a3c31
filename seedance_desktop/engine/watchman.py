"""Looks every few seconds whether the machine was asleep, and at what other processes decided."""

import asyncio
import logging
from collections.abc import Callable

from seedance_desktop.engine.lines import Lines

_EVERY = 2.0
_ASLEEP = 5.0
"""Seconds by which the clocks have to part before that is called sleep."""

_log = logging.getLogger(__name__)


class Watchman:
    """After sleep every task is asked after at once: its video may have been ready for hours.

    The loop's clock stands still meanwhile; ``steady`` does not.
    """

    def __init__(self, lines: Lines, *, steady: Callable[[], float], every: float = _EVERY) -> None:
        self._lines = lines
        self._steady = steady
        self._every = every

    async def watch(self) -> None:
        """Go on until cancelled."""
        awake = asyncio.get_running_loop().time
        apart = self._steady() - awake()
        while True:
            await asyncio.sleep(self._every)
            slept = self._steady() - awake() - apart
            if slept > _ASLEEP:
                _log.info("the machine was asleep for %.0f seconds", slept)
                self._lines.wake()
            apart += slept
            self._lines.look_again()
