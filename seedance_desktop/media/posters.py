"""Posters: small still pictures of clips, kept as cache files that may vanish at any time."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from seedance_desktop.media.cache_file import write_cache
from seedance_desktop.media.clip import poster
from seedance_desktop.media.pixels import encoded

_QUALITY = 88


def make_poster(video: Path, target: Path, width: int) -> None:
    """Write the clip's first frame to ``target`` as a JPEG, whole or not at all.

    Raises ClipBrokenError for what is no clip, DiskError where ``target`` cannot be written.
    """
    write_cache(target, encoded(poster(video, width), "JPEG", _QUALITY))


def read_poster(poster: Path, width: int) -> QImage:
    """A kept poster's middle in 16:9, at most ``width`` pixels wide.

    Null where it is not there or is damaged.
    """
    reader = QImageReader(str(poster), b"jpg")
    size, frame = reader.size(), QSize(width, -(-width * 9 // 16))
    if size.isValid():
        filling = size.scaled(frame, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        if filling.width() < size.width():
            reader.setScaledSize(filling)
            size = filling
        middle = QRect(QPoint(0, 0), frame.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
        middle.moveCenter(QRect(QPoint(0, 0), size).center())
        reader.setScaledClipRect(middle)
    return reader.read()
