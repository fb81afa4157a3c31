"""What is done to decoded pixels before they are shown or sent: turned, in sRGB, opaque."""

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QColorSpace, QImage, QPainter, QTransform

import seedance_desktop.media.first_use  # noqa: F401  before any thread handles pixels

WHITE = "#ffffff"

SIDEWAYS = frozenset({5, 6, 7, 8})
"""EXIF's numbers for pictures whose width and height change places."""

_TURNS = {
    1: (False, 0),
    2: (True, 0),
    3: (False, 180),
    4: (True, 180),
    5: (True, 270),
    6: (False, 90),
    7: (True, 90),
    8: (False, 270),
}
"""EXIF's number: mirrored left to right first?, then turned clockwise by so many degrees."""


def upright(image: QImage, number: int) -> QImage:
    """``image`` turned as EXIF's ``number`` says; 1 leaves it as it lies."""
    mirrored, degrees = _TURNS[number]
    if mirrored:
        image = image.flipped(Qt.Orientation.Horizontal)
    return image.transformed(QTransform().rotate(degrees)) if degrees else image


def plain(image: QImage, background: QColor | str = WHITE) -> QImage:
    """``image`` in sRGB with eight bits a colour, see-through parts laid over ``background``."""
    if not image.hasAlphaChannel():
        return _in_srgb(image, QImage.Format.Format_RGB32)
    laid = QImage(image.size(), QImage.Format.Format_RGB32)
    laid.fill(QColor(background))
    with QPainter(laid) as painter:
        painter.drawImage(0, 0, _in_srgb(image, QImage.Format.Format_ARGB32_Premultiplied))
    return laid


def encoded(image: QImage, form: str, quality: int = -1) -> bytes:
    """``image`` as a file of the format ``JPEG`` or ``PNG``."""
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(device, form, quality):  # type: ignore[call-overload]
        raise RuntimeError(f"{image.width()} × {image.height()} could not be written as {form}")
    return bytes(device.data().data())


def is_srgb(image: QImage) -> bool:
    """Whether the colours are sRGB, said or unsaid."""
    space = image.colorSpace()
    return not space.isValid() or space == QColorSpace(QColorSpace.NamedColorSpace.SRgb)


def _in_srgb(image: QImage, form: QImage.Format) -> QImage:
    if is_srgb(image):
        converted = image.convertToFormat(form)
    else:
        srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
        converted = image.convertedToColorSpace(srgb, form)
        if converted.isNull():  # a profile that Qt cannot follow
            converted = image.convertToFormat(form)
    converted.setColorSpace(QColorSpace())  # so that no profile is written into what is sent
    return converted
