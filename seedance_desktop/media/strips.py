"""Hover strips: a clip's moments one under the other in one small picture, kept as cache files."""

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from seedance_desktop.media.cache_file import write_cache
from seedance_desktop.media.clip import pictures_of
from seedance_desktop.media.pixels import encoded

MOMENTS = 16
"""Pictures of a strip, evenly over the clip's length."""
_QUALITY = 80


def make_strip(video: Path, target: Path, width: int) -> None:
    """Write the clip's moments to ``target`` as a JPEG, whole or not at all.

    Raises ClipBrokenError for what is no clip, DiskError where ``target`` cannot be written.
    """
    write_cache(target, encoded(strip(video, width), "JPEG", _QUALITY))


def strip(video: Path, width: int) -> QImage:
    """MOMENTS pictures, ``width`` pixels wide, one under the other. Raises ClipBrokenError."""
    pictures = pictures_of(video, MOMENTS, width)
    height = pictures[0].height()
    image = QImage(pictures[0].width(), height * len(pictures), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        for place, picture in enumerate(pictures):
            painter.drawImage(QPoint(0, place * height), picture)
    return image
