"""Small pictures for rows and grids, made on worker threads when they are first asked for."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.request import Frame
from seedance_desktop.core.video import Video
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.clip_files import status_of
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.frames import FrameStore

POSTER_WIDTH = 480
SMALL_WIDTH = 240
"""Of most thumbnails: a quarter of the memory."""
_LEAST_ROOM = 16_000_000
_SCREENFULS = 4
"""What is in sight, what comes next, and what was just there, with some to spare."""
_ROOM_FOR_STRIPS = 10_000_000
_WAITING = 400
_AT_ONCE = 2
_STRIP, _CELL = ":strip", ":cell"


class Thumbnail(NamedTuple):
    """A picture, and the width that was asked for; a small clip's is narrower."""

    image: QImage
    width: int


class KeptImages:
    """Those that were asked for last, up to so many bytes."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._images: OrderedDict[str, Thumbnail] = OrderedDict()
        self._byte_count = 0

    def get(self, key: str) -> Thumbnail | None:
        kept = self._images.get(key)
        if kept is not None:
            self._images.move_to_end(key)
        return kept

    def keep(self, key: str, image: QImage, width: int) -> None:
        """In the place of what is known under this key; what was not asked for longest goes."""
        old = self._images.pop(key, None)
        self._images[key] = Thumbnail(image, width)
        self._byte_count += image.sizeInBytes() - (0 if old is None else old.image.sizeInBytes())
        while self._byte_count > self.room and len(self._images) > 1:
            self._byte_count -= self._images.popitem(last=False)[1].image.sizeInBytes()


class Thumbnails(QObject):
    """Pictures by key; ``arrived`` carries the key of one that is now there.

    The newest wish is served first, and wishes that scrolled out of sight long ago are dropped:
    whoever still wants the picture asks again when it paints.
    """

    arrived = Signal(str)

    def __init__(
        self, folders: Folders, workers: Workers, *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._posters = folders.posters
        self._strips = folders.strips
        self._frames = folders.frames
        self._workers = workers
        self._pictures = KeptImages(_LEAST_ROOM)
        self._strips_kept = KeptImages(_ROOM_FOR_STRIPS)
        self._wanted: OrderedDict[str, tuple[Callable[[int], QImage], int]] = OrderedDict()
        self._running: set[str] = set()

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for a picture."""
        return bool(self._running)

    def make_room(self, pixels: int) -> None:
        """Keep as many pictures as are seen at once in an area of so many pixels."""
        self._pictures.room = max(_LEAST_ROOM, pixels * 4 * _SCREENFULS)

    def poster(self, video: Video) -> QImage | None:
        """A video's poster, or None until it has arrived; a null image where none can be made.

        It is its middle in 16:9, SMALL_WIDTH pixels wide.
        """
        make = partial(_poster, self._posters, video)
        return self._get(poster_key(video.id), make, SMALL_WIDTH)

    def cell(self, video: Video, width: int) -> QImage | None:
        """As ``poster``, exactly ``width`` pixels wide where a poster is, to be drawn as it is.

        In another width until that has arrived, where it was shown in one.
        """
        make = partial(_poster, self._posters, video)
        return self._get(f"{_clip_key(video)}{_CELL}", make, min(width, POSTER_WIDTH))

    def strip(self, video: Video) -> QImage | None:
        """A video's moments one under the other; None and null as with ``poster``."""
        make = partial(_strip, self._strips, video)
        return self._get(f"{_clip_key(video)}{_STRIP}", make, SMALL_WIDTH)

    def frame(self, frame: Frame) -> QImage | None:
        """A request's picture, or None until it has arrived; null where it cannot be read.

        Shown as it was sent where that is kept, else the whole file it came from.
        """
        return self._get(frame_key(frame), partial(_frame, self._frames, frame), POSTER_WIDTH)

    def _get(self, key: str, make: Callable[[int], QImage], width: int) -> QImage | None:
        kept = self._kept(key).get(key)
        if (kept is None or kept.width != width) and key not in self._running:
            self._wanted[key] = make, width
            self._wanted.move_to_end(key)
            if len(self._wanted) > _WAITING:
                self._wanted.popitem(last=False)
            self._serve()
        return None if kept is None else kept.image

    def _serve(self) -> None:
        while self._wanted and len(self._running) < _AT_ONCE:
            key, (make, width) = self._wanted.popitem()
            self._running.add(key)
            self._workers.start(partial(make, width), partial(self._keep, key, width))

    def _keep(self, key: str, width: int, future: Future[QImage]) -> None:
        self._running.discard(key)
        try:
            image = future.result()
        except KnownError:  # the row shows its plain background; the file itself says why
            image = QImage()
        finally:
            self._serve()
        self._kept(key).keep(key, image, width)
        self.arrived.emit(key)

    def _kept(self, key: str) -> KeptImages:
        """Strips are large and seen one at a time: they must not push posters out."""
        return self._strips_kept if key.endswith(_STRIP) else self._pictures


def poster_key(video: VideoId) -> str:
    """What ``arrived`` carries for a video's poster, perhaps with ``:`` and more after it."""
    return f"video:{video}"


def _clip_key(video: Video) -> str:
    """Another clip that has taken its place is seldom of the same size."""
    return f"{poster_key(video.id)}:{video.byte_count}"


def video_of_key(key: str) -> VideoId | None:
    """The video whose poster a key names; None where it is another kind of picture."""
    kind, _, rest = key.partition(":")
    name = rest.partition(":")[0]
    return VideoId(name) if kind == "video" else None


def frame_key(frame: Frame) -> str:
    """What ``arrived`` carries for a request's picture."""
    return f"frame:{frame.sent or frame.source}"


def poster_path(posters: Path, video: VideoId) -> Path:
    """Where a video's poster is kept."""
    return posters / f"{video}.jpg"


def _poster(posters: Path, video: Video, width: int) -> QImage:
    from seedance_desktop.media.posters import make_poster, read_poster

    poster = poster_path(posters, video.id)
    image = read_poster(poster, width) if _is_of(poster, video.path) else QImage()
    if image.isNull() and not _would_be_fetched(video.path):
        make_poster(video.path, poster, POSTER_WIDTH)
        image = read_poster(poster, width)
    return image


def _strip(strips: Path, video: Video, width: int) -> QImage:
    from seedance_desktop.media.strips import make_strip

    strip = strips / f"{video.id}.jpg"
    image = QImage(str(strip)) if _is_of(strip, video.path) else QImage()
    if image.isNull() and not _would_be_fetched(video.path):
        make_strip(video.path, strip, width)
        image = QImage(str(strip))
    return image


def _is_of(picture: Path, video: Path) -> bool:
    """Whether a picture is younger than its clip: another may have taken that one's place."""
    try:
        return picture.stat().st_mtime >= min(video.stat().st_mtime, time.time())
    except OSError:  # neither is there to be compared: what can be read is shown
        return True


def _would_be_fetched(video: Path) -> bool:
    """A file that a cloud drive keeps elsewhere is not pulled down for a picture of it."""
    status = status_of(video)
    return status is not None and status.is_in_cloud


def _frame(frames: Path, frame: Frame, width: int) -> QImage:
    from seedance_desktop.media.picture import load_preview

    path = FrameStore(frames).path(frame.sent) if frame.sent else frame.source
    return load_preview(path, width)
