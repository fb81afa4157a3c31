"""A picture in memory as the bytes of a PNG file."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

import seedance_desktop.media.first_use  # noqa: F401  before any thread handles pixels
from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.words import Message


def png_bytes(image: QImage) -> bytes:
    """The picture without loss. Raises PictureError for one that cannot be written."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise PictureError(Message("The picture on the clipboard cannot be read."))
    return bytes(buffer.data().data())
