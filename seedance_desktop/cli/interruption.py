"""Ctrl+C and its like as the cancellation of a task, so that everything is closed in order."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""As far as the system has them."""


@contextmanager
def cancelled_by_signals() -> Iterator[None]:
    """Within, the first signal cancels the task; a second one its tidying up as well."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if task is None:
        raise RuntimeError("not in a task")
    cancel = task.cancel

    def stop(*_: object) -> None:
        loop.call_soon_threadsafe(cancel)

    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in numbers if not _is_waived(number)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_waived(number: int) -> bool:
    """Started by ``nohup``, a command goes on when its terminal closes."""
    is_ignored = signal.getsignal(number) is signal.SIG_IGN
    return is_ignored and number not in {signal.SIGINT, signal.SIGTERM}
