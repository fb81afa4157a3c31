"""Small pictures for rows and grids, made on worker threads when they are first asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.request import Frame
from seedance_desktop.core.video import Video
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.frames import FrameStore

POSTER_WIDTH = 480
SMALL_WIDTH = 240
"""Of most thumbnails: a quarter of the memory."""
_KEPT_BYTES = 80_000_000
_WAITING = 120
_AT_ONCE = 2


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
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._byte_count = 0
        self._wanted: OrderedDict[str, Callable[[], QImage]] = OrderedDict()
        self._running: set[str] = set()

    def poster(self, video: Video, width: int = SMALL_WIDTH) -> QImage | None:
        """A video's poster, or None until it has arrived; a null image where none can be made.

        It is at least ``width`` pixels wide, up to POSTER_WIDTH.
        """
        path = poster_path(self._posters, video.id)
        if width > SMALL_WIDTH:
            key = f"{poster_key(video.id)}:large"
            return self._get(key, partial(_poster, video.path, path, POSTER_WIDTH))
        return self._get(poster_key(video.id), partial(_poster, video.path, path, SMALL_WIDTH))

    def strip(self, video: Video) -> QImage | None:
        """A video's moments one under the other; None and null as with ``poster``."""
        path = self._strips / f"{video.id}.jpg"
        return self._get(f"{poster_key(video.id)}:strip", partial(_strip, video.path, path))

    def frame(self, frame: Frame) -> QImage | None:
        """A request's picture, or None until it has arrived; null where it cannot be read.

        Shown as it was sent where that is kept, else the whole file it came from.
        """
        return self._get(frame_key(frame), partial(_frame, self._frames, frame))

    def _get(self, key: str, make: Callable[[], QImage]) -> QImage | None:
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
            return image
        if key not in self._running:
            self._wanted[key] = make
            self._wanted.move_to_end(key)
            if len(self._wanted) > _WAITING:
                self._wanted.popitem(last=False)
            self._serve()
        return None

    def _serve(self) -> None:
        while self._wanted and len(self._running) < _AT_ONCE:
            key, make = self._wanted.popitem()
            self._running.add(key)
            self._workers.start(make, partial(self._keep, key))

    def _keep(self, key: str, future: Future[QImage]) -> None:
        self._running.discard(key)
        try:
            image = future.result()
        except KnownError:  # the row shows its plain background; the file itself says why
            image = QImage()
        finally:
            self._serve()
        self._images[key] = image
        self._byte_count += image.sizeInBytes()
        while self._byte_count > _KEPT_BYTES:
            self._byte_count -= self._images.popitem(last=False)[1].sizeInBytes()
        self.arrived.emit(key)


def poster_key(video: VideoId) -> str:
    """What ``arrived`` carries for a video's poster, perhaps with ``:`` and more after it."""
    return f"video:{video}"


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


def _poster(video: Path, poster: Path, width: int) -> QImage:
    from seedance_desktop.media.posters import make_poster, read_poster

    image = read_poster(poster, width)
    if image.isNull():
        make_poster(video, poster, POSTER_WIDTH)
        image = read_poster(poster, width)
    return image


def _strip(video: Path, strip: Path) -> QImage:
    from seedance_desktop.media.strips import make_strip

    image = QImage(str(strip))
    if image.isNull():
        make_strip(video, strip, SMALL_WIDTH)
        image = QImage(str(strip))
    return image


def _frame(frames: Path, frame: Frame) -> QImage:
    from seedance_desktop.media.picture import load_preview

    path = FrameStore(frames).path(frame.sent) if frame.sent else frame.source
    return load_preview(path, POSTER_WIDTH)
