"""Watches the library folders while the program is open; what changed is looked at soon after."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from seedance_desktop.engine.places import PARTS
from seedance_desktop.store.clip_files import is_clip_name

_SETTLED_MS = 800
"""Changes that follow each other faster are told together: a move is two of them."""
_LOOK_MS = 500
"""How soon the watching ends when it is told to."""

_log = logging.getLogger(__name__)


async def watch(folders: list[Path], look_at: Callable[[set[Path]], Awaitable[object]]) -> None:
    """Call ``look_at`` with what changed, until cancelled.

    A folder that cannot be watched (a drive that is away, a system that has no watches left) is
    looked at at the next start.
    """
    from watchfiles import awatch

    there = [folder for folder in folders if folder.is_dir()]
    if not there:
        return
    try:
        async for changes in awatch(
            *there,
            watch_filter=_matters,
            debounce=_SETTLED_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=False,
            ignore_permission_denied=True,
        ):
            await look_at({Path(path) for _, path in changes})
    except OSError as error:
        _log.info("the library cannot be watched: %s", error)


def _matters(_change: object, path: str) -> bool:
    """Clips, and whatever may be a folder of clips; never what is on its way in."""
    place = Path(path)
    return PARTS not in place.parts and (is_clip_name(place.name) or not place.suffix)
