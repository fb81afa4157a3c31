"""Posters of clips that nobody has looked at yet, made while there is nothing else to do."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from seedance_desktop.core.entry import ClipPlace
from seedance_desktop.core.errors import ClipBrokenError, DiskError
from seedance_desktop.core.ids import VideoId
from seedance_desktop.model.thumbnails import POSTER_WIDTH, poster_path
from seedance_desktop.store.clip_files import status_of

if TYPE_CHECKING:
    from seedance_desktop.engine.leisure import Leisure
    from seedance_desktop.model.bridge import Bridge
    from seedance_desktop.model.workers import Workers

START_MS = 15_000
"""After the start, when the window and the records have other things to do."""
PAUSE_MS = 3_000
"""Before it asks again whether somebody is busy."""
_PART = 500

_log = logging.getLogger(__name__)


class PosterPass(QObject):
    """Goes through the library, the newest clips first; one poster at a time.

    It stands still while ``is_busy`` says so and until the user rests, and never touches a file
    that would have to be fetched from a cloud drive first. ``finished`` comes when all have
    been gone through; clips that come later start it anew.
    """

    finished = Signal()

    def __init__(
        self,
        bridge: Bridge,
        posters: Path,
        *,
        workers: Workers,
        leisure: Leisure,
        is_busy: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._posters = posters
        self._workers = workers
        self._leisure = leisure
        self._is_busy = is_busy
        self._waiting: deque[ClipPlace] = deque()
        self._last: int | None = None
        self._refused: set[VideoId] = set()
        self._is_working = False
        self._is_over = False
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._go_on)
        bridge.ready.connect(self._start)
        bridge.video_added.connect(self._start_anew)
        bridge.library_changed.connect(self._start_anew)

    def close(self) -> None:
        """Stop at once; what is left is done another day."""
        self._is_over = True
        self._pause.stop()
        self._waiting.clear()

    @Slot()
    def _start(self) -> None:
        self._pause.start(START_MS)

    @Slot()
    def _go_on(self) -> None:
        if self._is_over or self._is_working:
            return
        if left := self._leisure.left():
            self._pause.start(ceil(left * 1000))
        elif self._is_busy():
            self._pause.start(PAUSE_MS)
        elif self._waiting:
            self._is_working = True
            work = partial(make_one, tuple(self._waiting), self._posters)
            self._workers.start(work, self._take)
        elif self._bridge.is_ready:
            self._is_working = True
            self._bridge.run(self._fetch(), "look for clips without a poster")

    async def _fetch(self) -> None:
        last = self._last
        try:
            found = await self._bridge.call(lambda engine: engine.search.clips(last, _PART))
        finally:
            self._is_working = False
        if self._last != last or self._is_over:
            self._pause.start(PAUSE_MS)
        elif found:
            self._last = int(found[-1].number)
            self._waiting.extend(clip for clip in found if clip.video not in self._refused)
            self._next()
        else:
            self.finished.emit()

    def _take(self, future: Future[Round]) -> None:
        self._is_working = False
        try:
            done = future.result()
        except DiskError as error:  # no room for a cache: nobody is to be told of it
            _log.info("posters are made another day: %s %s", error, error.facts)
            self.close()
            return
        if done.refused is not None:
            self._refused.add(done.refused)
        for _ in range(min(done.passed, len(self._waiting))):
            self._waiting.popleft()
        self._next()

    def _next(self) -> None:
        """At once, unless it is to start anew a little later."""
        if not self._pause.isActive():
            self._go_on()

    @Slot()
    def _start_anew(self) -> None:
        self._last = None
        self._waiting.clear()
        if not self._pause.isActive():
            self._pause.start(PAUSE_MS)


@dataclass(frozen=True, slots=True)
class Round:
    """How many clips were gone through, and the last of them if it is no clip."""

    passed: int
    refused: VideoId | None = None


def make_one(clips: Sequence[ClipPlace], posters: Path) -> Round:
    """Make the first poster that is missing. Raises DiskError kinds where it cannot be kept."""
    for place, clip in enumerate(clips, 1):
        poster = poster_path(posters, clip.video)
        if poster.exists():
            continue
        status = status_of(clip.path)
        if status is None or status.is_in_cloud:
            continue
        from seedance_desktop.media.posters import make_poster

        try:
            make_poster(clip.path, poster, POSTER_WIDTH)
        except ClipBrokenError as error:
            _log.info("%s has no poster: %s", clip.path, error)
            return Round(place, clip.video)
        return Round(place)
    return Round(len(clips))
