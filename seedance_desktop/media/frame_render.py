"""The bytes that are sent for a frame: exactly the crop on the screen, at the output's size."""

import math
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.geometry import (
    Framing,
    Size,
    covers,
    crop_box,
    enlargement,
    settled,
)
from seedance_desktop.core.limits import (
    LONGEST_SIDE,
    NARROWEST_SHAPE,
    OUR_BODY_BYTES,
    PICTURE_BYTES,
    SHORTEST_SIDE,
    WIDEST_SHAPE,
    picture_room,
)
from seedance_desktop.core.request import Encoding
from seedance_desktop.core.words import Message
from seedance_desktop.media.contents import Kind
from seedance_desktop.media.frame_paint import (
    background_colour,
    crop_of,
    filled,
    paint_frame,
)
from seedance_desktop.media.jpeg import jpeg_bytes
from seedance_desktop.media.picture import shrink_that_leaves
from seedance_desktop.media.picture_file import PictureFile, read_picture
from seedance_desktop.media.pixels import encoded, is_srgb, plain
from seedance_desktop.media.structure import without_notes

MAX_BYTES = picture_room(OUR_BODY_BYTES, 2)
"""Where no other room is given: two frames fit into one body."""

_QUALITIES = (93, 85, 75, 60, 45, 30)
"""The first keeps the colours at full resolution; the others are for what weighs too much."""

_A_PHOTO_FROM = 0.3
"""Bytes a pixel of a JPEG from which on a PNG is never smaller, and not worth the time to try."""

_BANDS, _BAND_IS_OFF = 20, 1.5
"""The part of a picture that is tried, and how much larger the whole may then seem."""

_SENT_AS_IT_IS = frozenset({QImage.Format.Format_RGB32, QImage.Format.Format_Grayscale8})


_ALIKE = 1e-6
"""Pixels by which a crop may miss the whole picture and still be it."""


@dataclass(frozen=True, slots=True)
class RenderedFrame:
    """A picture ready to be sent. ``mime`` matches the bytes and is in lower case."""

    content: bytes = field(repr=False)
    mime: str
    size: Size


@dataclass(frozen=True, slots=True)
class SentFacts:
    """What would be sent, for the eye: ``kind`` such as ``jpeg``."""

    kind: str
    byte_count: int
    size: Size


@dataclass(frozen=True, slots=True)
class _Decoded:
    """A picture, of ``size`` pixels if it were whole, from its row ``top`` on.

    ``is_averaged``: it only has to be cut out and averaged down.
    """

    image: QImage
    size: Size
    top: int
    is_averaged: bool


def render_frame(
    source: Path,
    framing: Framing,
    output: Size,
    most_bytes: int = MAX_BYTES,
    encoding: Encoding = Encoding.AUTOMATIC,
) -> RenderedFrame:
    """What ``framing`` shows of ``source``, ``output`` pixels large, in at most ``most_bytes``.

    A PNG that was asked for and does not fit becomes a JPEG. What already has the size, and the
    format if one was asked for, is sent with its pixels untouched. Raises PictureError for a file
    that is no usable picture or cannot be made small enough, ValueError for an output that the
    service does not take.
    """
    _check(output)
    most_bytes = min(most_bytes, PICTURE_BYTES - 1)
    file = read_picture(source)
    framing = settled(framing, file.size, output)
    decoded = _decoded(file, framing, output)
    is_light = len(file.content) <= most_bytes
    is_as_asked = encoding is Encoding.AUTOMATIC or encoding.value == file.kind.value
    if is_light and is_as_asked and _has_the_very_pixels(file, decoded.image, framing, output):
        content = without_notes(file.content, file.kind)
        return RenderedFrame(content, f"image/{file.kind}", output)
    drawn = _drawn(decoded, file.size, framing, output)
    lossless = encoded(drawn, "PNG") if encoding is Encoding.PNG else b""
    if 0 < len(lossless) <= most_bytes:
        return RenderedFrame(lossless, "image/png", output)
    may_be_lossless = encoding is Encoding.AUTOMATIC
    content, mime = _encoded(drawn, most_bytes, source, may_be_lossless=may_be_lossless)
    return RenderedFrame(content, mime, output)


def sent_facts(
    source: Path,
    framing: Framing,
    output: Size,
    most_bytes: int = MAX_BYTES,
    encoding: Encoding = Encoding.AUTOMATIC,
) -> SentFacts:
    """Format and size of what ``render_frame`` would send; takes as long. Raises as it does."""
    frame = render_frame(source, framing, output, most_bytes, encoding)
    return SentFacts(frame.mime.removeprefix("image/"), len(frame.content), frame.size)


def _check(output: Size) -> None:
    shorter, longer = sorted((output.width, output.height))
    sides_fit = shorter >= SHORTEST_SIDE and longer <= LONGEST_SIDE
    if not (sides_fit and NARROWEST_SHAPE <= output.shape <= WIDEST_SHAPE):
        raise ValueError(f"the service takes no picture of {output} pixels")


def _has_the_very_pixels(file: PictureFile, image: QImage, framing: Framing, output: Size) -> bool:
    box = crop_box(file.size, output, framing)
    return (
        file.kind in {Kind.JPEG, Kind.PNG}
        and file.turn == 1
        and file.size == output
        and abs(box.width - output.width) < _ALIKE
        and abs(box.height - output.height) < _ALIKE
        and not (framing.mirrored or framing.quarter_turns or framing.straighten)
        and image.format() in _SENT_AS_IT_IS
        and is_srgb(image)
    )


def _decoded(file: PictureFile, framing: Framing, output: Size) -> _Decoded:
    """As much of the picture as is needed, no larger than it is needed."""
    made_up = enlargement(file.size, output, framing)
    shrink = shrink_that_leaves(1.0, min(1.0, made_up))
    size = file.size_decoded(shrink)
    is_plain = not framing.straighten and covers(file.size, output, framing)
    is_averaged = is_plain and made_up * file.size.width / size.width <= 1
    if not (is_averaged and file.has_rows):
        return _Decoded(file.decoded(shrink), size, 0, is_averaged)
    crop = crop_of(size, file.size, output, framing)
    top = max(0, math.floor(crop.top()))
    rows = range(top, min(size.height, math.ceil(crop.bottom())))
    return _Decoded(file.decoded(shrink, rows), size, top, is_averaged)


def _drawn(decoded: _Decoded, whole: Size, framing: Framing, output: Size) -> QImage:
    """The frame's pixels. Shrunk pictures are averaged, enlarged ones interpolated."""
    image = decoded.image
    size = QSize(output.width, output.height)
    scale = enlargement(whole, output, framing) * whole.width / decoded.size.width
    background = background_colour(framing)
    if decoded.is_averaged:
        crop = crop_of(decoded.size, whole, output, framing).translated(0, -decoded.top)
        around = crop.toAlignedRect().intersected(image.rect())
        part = plain(image.copy(around), background)
        return filled(part, crop.translated(-around.topLeft()), size, framing)
    if scale < 1:  # averaged first: a painter looks at four pixels and leaves out the others
        image = image.scaled(
            max(1, round(image.width() * scale)),
            max(1, round(image.height() * scale)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    drawn = QImage(size, QImage.Format.Format_RGB32)
    drawn.fill(background)
    with QPainter(drawn) as painter:
        paint_frame(painter, plain(image, background), whole, output, framing)
    return drawn


def _encoded(
    image: QImage, most_bytes: int, source: Path, *, may_be_lossless: bool
) -> tuple[bytes, str]:
    """As PNG where that is smaller, as it is for drawings; as JPEG otherwise."""
    content = jpeg_bytes(image, _QUALITIES[0], full_colour=True)
    if may_be_lossless and _may_be_smaller_without_loss(image, len(content)):
        lossless = encoded(image, "PNG")
        if len(lossless) <= min(len(content), most_bytes):
            return lossless, "image/png"
    for quality in _QUALITIES[1:]:
        if len(content) <= most_bytes:
            break
        content = jpeg_bytes(image, quality, full_colour=False)
    if len(content) > most_bytes:
        raise PictureError(
            Message(
                "{name} cannot be sent in fewer than {kilobytes} kB, which is more than there is "
                "room for.",
                {"name": source.name, "kilobytes": -(-len(content) // 1000)},
            ),
            remedy=Message("Send fewer pictures, or raise the connection's limit."),
        )
    return content, "image/jpeg"


def _may_be_smaller_without_loss(image: QImage, byte_count: int) -> bool:
    """Whether a PNG is worth the time that it takes, judged by a band from the middle."""
    if byte_count >= image.width() * image.height() * _A_PHOTO_FROM:
        return False
    band = image.height() // _BANDS
    part = image.copy(0, (image.height() - band) // 2, image.width(), band)
    return len(encoded(part, "PNG")) * _BANDS < byte_count * _BAND_IS_OFF
