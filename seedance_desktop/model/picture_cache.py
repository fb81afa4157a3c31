"""Keeps the posters and strips on disk from growing without end, in quiet moments."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from seedance_desktop.core.errors import DiskError
from seedance_desktop.store.picture_cache import remove_pictures, shorten

if TYPE_CHECKING:
    from seedance_desktop.model.bridge import Bridge
    from seedance_desktop.model.poster_pass import PosterPass
    from seedance_desktop.model.workers import Workers
    from seedance_desktop.store.folders import Folders

MOST_BYTES = 4_000_000_000
"""Posters and hover strips of some 200,000 clips; what goes is made again when it is looked at."""

_log = logging.getLogger(__name__)


class PictureCache(QObject):
    """The pictures of a clip that leaves go with it; the oldest of all go when they are many."""

    def __init__(
        self,
        bridge: Bridge,
        folders: Folders,
        *,
        poster_pass: PosterPass,
        workers: Workers,
        most_bytes: int = MOST_BYTES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folders = (folders.posters, folders.strips)
        self._workers = workers
        self._most_bytes = most_bytes
        self._is_shortened = False
        bridge.video_removed.connect(self._remove)
        poster_pass.finished.connect(self._shorten)

    @Slot(str)
    def _remove(self, video: str) -> None:
        self._workers.start(partial(remove_pictures, self._folders, f"{video}.jpg"), _settle)

    @Slot()
    def _shorten(self) -> None:
        """Once a session: a day's work does not fill a disk."""
        if not self._is_shortened:
            self._is_shortened = True
            self._workers.start(partial(shorten, self._folders, self._most_bytes), _tell)


def _settle(future: Future[None]) -> None:
    future.result()


def _tell(future: Future[int]) -> None:
    try:
        count = future.result()
    except DiskError as error:  # nobody waits for it, and another day it may be possible
        _log.info("the pictures' cache was not made smaller: %s %s", error, error.facts)
        return
    if count:
        _log.info("%d pictures that were not looked at for long were removed", count)
