"""The bytes that are sent for a frame: exactly the crop on the screen, at the output's size."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from seedance_desktop.core.geometry import Box, Framing, Size, crop_box, settled
from seedance_desktop.core.limits import (
    LONGEST_SIDE,
    MEGABYTE,
    NARROWEST_SHAPE,
    OUR_BODY_BYTES,
    SHORTEST_SIDE,
    WIDEST_SHAPE,
)
from seedance_desktop.media.contents import Kind
from seedance_desktop.media.picture import shrink_that_leaves
from seedance_desktop.media.picture_file import PictureFile, read_picture
from seedance_desktop.media.pixels import WHITE, encoded, is_srgb, plain
from seedance_desktop.media.structure import without_notes

MAX_BYTES = OUR_BODY_BYTES // 2 * 3 // 4 - MEGABYTE // 10
"""So that two frames, a third larger as Base64, and the words beside them fit in one body."""

_QUALITIES = (93, 85, 75, 60)
"""From 93 on Qt's writer keeps the colours at full resolution; less is for what weighs too much."""

_A_PHOTO_FROM = 0.5
"""Bytes a pixel of a JPEG from which on a PNG is never smaller, and not worth the time to try."""

_SENT_AS_IT_IS = frozenset({QImage.Format.Format_RGB32, QImage.Format.Format_Grayscale8})


@dataclass(frozen=True, slots=True)
class RenderedFrame:
    """A picture ready to be sent. ``mime`` matches the bytes and is in lower case."""

    content: bytes = field(repr=False)
    mime: str
    size: Size


def render_frame(
    source: Path, framing: Framing, output: Size, background: str = WHITE
) -> RenderedFrame:
    """The part of ``source`` that ``framing`` shows, ``output`` pixels large, over ``background``.

    A plain JPEG or PNG that already has the size is sent with its pixels untouched. Raises
    PictureError for a file that is no usable picture, ValueError for an output that the service
    does not take.
    """
    _check(output)
    file = read_picture(source)
    box = crop_box(file.size, output, settled(framing, file.size, output))
    image = file.decoded(shrink_that_leaves(box.width, output.width))
    if _has_the_very_pixels(file, image, box, output):
        content = without_notes(file.content, file.kind)
        return RenderedFrame(content, f"image/{file.kind}", output)
    content, mime = _encoded(_scaled(image, _within(image, file.size, box), output, background))
    return RenderedFrame(content, mime, output)


def _check(output: Size) -> None:
    shorter, longer = sorted((output.width, output.height))
    sides_fit = shorter >= SHORTEST_SIDE and longer <= LONGEST_SIDE
    if not (sides_fit and NARROWEST_SHAPE <= output.shape <= WIDEST_SHAPE):
        raise ValueError(f"the service takes no picture of {output} pixels")


def _has_the_very_pixels(file: PictureFile, image: QImage, box: Box, output: Size) -> bool:
    return (
        file.kind in {Kind.JPEG, Kind.PNG}
        and file.turn == 1
        and file.size == output
        and box == Box(0.0, 0.0, output.width, output.height)
        and image.format() in _SENT_AS_IT_IS
        and is_srgb(image)
        and len(file.content) <= MAX_BYTES
    )


def _within(image: QImage, whole: Size, box: Box) -> Box:
    """``box``, given in the whole picture's pixels, in those of a JPEG decoded smaller."""
    across, down = image.width() / whole.width, image.height() / whole.height
    return Box(box.x * across, box.y * down, box.width * across, box.height * down)


def _scaled(image: QImage, box: Box, output: Size, background: str) -> QImage:
    """``box`` of ``image`` at ``output``'s size.

    Shrinking averages whole source pixels, so the edge may be off by half an output pixel at
    most. Enlarging interpolates between source pixels, from the exact edge on.
    """
    around = QRectF(box.x, box.y, box.width, box.height)
    size = QSize(output.width, output.height)
    if box.width >= output.width:
        nearest = QRect(
            round(box.x), round(box.y), max(1, round(box.width)), max(1, round(box.height))
        )
        part = plain(image.copy(nearest.intersected(image.rect())), background)
        return part.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    enclosing = around.toAlignedRect().adjusted(-1, -1, 1, 1).intersected(image.rect())
    part = plain(image.copy(enclosing), background)
    drawn = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(drawn.rect()), part, around.translated(-enclosing.topLeft()))
    painter.end()
    return drawn


def _encoded(image: QImage) -> tuple[bytes, str]:
    """As PNG where that is smaller, as it is for drawings; as JPEG otherwise."""
    content = encoded(image, "JPEG", _QUALITIES[0])
    if len(content) < image.width() * image.height() * _A_PHOTO_FROM:
        lossless = encoded(image, "PNG")
        if len(lossless) <= min(len(content), MAX_BYTES):
            return lossless, "image/png"
    for quality in _QUALITIES[1:]:
        if len(content) <= MAX_BYTES:
            break
        content = encoded(image, "JPEG", quality)
    return content, "image/jpeg"
