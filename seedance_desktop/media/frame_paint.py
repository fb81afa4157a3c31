"""The output frame as a painter sees it: picture and bars, for the screen and for the encoder.

Both draw by the same map from source to output pixels, on the screen with a smaller picture.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from seedance_desktop.core.affine import Affine, scaling
from seedance_desktop.core.geometry import (
    CENTRED,
    Bars,
    Framing,
    Size,
    covers,
    crop_box,
    output_to_source,
)
from seedance_desktop.media.pixels import WHITE

_BACKDROP_SIDE = 320
_BLURRED_SIDE = 10
"""Pixels of a backdrop's longer side: as it is drawn, and of what is left of the picture in it."""


def paint_frame(
    painter: QPainter,
    image: QImage,
    whole: Size,
    output: Size,
    framing: Framing,
    backdrop: QImage | None = None,
) -> None:
    """Paint what is sent, in ``output``'s pixels from nought on, wherever the painter stands.

    ``image`` is the upright picture of ``whole`` pixels, at that size or smaller, and opaque. A
    ``backdrop`` made before saves the time to make it again.
    """
    frame = QRectF(0, 0, output.width, output.height)
    painter.save()
    painter.setClipRect(frame, Qt.ClipOperation.IntersectClip)
    way = source_to_output(whole, output, framing)
    scale = scaling(whole.width / image.width(), whole.height / image.height())
    drawn = qt_transform(scale.then(way))
    has_bars = not covers(whole, output, framing)
    if has_bars:
        match framing.bars:
            case Bars.BLURRED:
                if backdrop is None:
                    backdrop = blurred_backdrop(image, output, framing)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(frame, backdrop)
            case Bars.EDGE:
                _paint_edges(painter, image, drawn, output)
            case _:
                painter.fillRect(frame, background_colour(framing))
    painter.setTransform(drawn, combine=True)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, has_bars)
    painter.drawImage(QPointF(0, 0), image)
    painter.restore()


def blurred_backdrop(image: QImage, output: Size, framing: Framing) -> QImage:
    """A small picture to be stretched behind the frame: the picture itself, filling it, blurred.

    It depends on turns, mirroring and the output's shape alone.
    """
    filling = Framing(quarter_turns=framing.quarter_turns, mirrored=framing.mirrored)
    size = QSize(output.width, output.height)
    size.scale(_BLURRED_SIDE, _BLURRED_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    size = size.expandedTo(QSize(3, 3))
    whole = Size(image.width(), image.height())
    blurred = filled(image, crop_of(whole, whole, output, filling), size, filling)
    while max(blurred.width(), blurred.height()) < _BACKDROP_SIDE:  # doubling smooths the most
        blurred = blurred.scaled(
            blurred.size() * 2,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return blurred


def crop_of(image: Size, whole: Size, output: Size, framing: Framing) -> QRectF:
    """The crop of a picture of ``whole`` pixels, in those of one decoded to ``image``."""
    box = crop_box(whole, output, framing)
    across, down = image.width / whole.width, image.height / whole.height
    return QRectF(box.x * across, box.y * down, box.width * across, box.height * down)


def filled(image: QImage, crop: QRectF, size: QSize, framing: Framing) -> QImage:
    """``crop`` of ``image`` averaged down to ``size``, mirrored and turned; ``size`` is as seen.

    Whole source pixels are averaged: the edge may be off by half an output pixel at most.
    """
    lying = size.transposed() if framing.quarter_turns % 2 else size
    nearest = QRectF(
        round(crop.x()),
        round(crop.y()),
        max(1, round(crop.width())),
        max(1, round(crop.height())),
    ).toRect()
    part = image.copy(nearest.intersected(image.rect())).scaled(
        lying, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return laid(part, framing)


def laid(image: QImage, framing: Framing) -> QImage:
    """``image`` mirrored and turned by quarters, as the framing says; pixels stay pixels."""
    if framing.mirrored:
        image = image.flipped(Qt.Orientation.Horizontal)
    turns = framing.quarter_turns % 4
    return image.transformed(QTransform().rotate(90 * turns)) if turns else image


def source_to_output(whole: Size, output: Size, framing: Framing = CENTRED) -> Affine:
    """The shared map, in the direction in which pictures are painted."""
    return output_to_source(whole, output, framing).inverse()


def qt_transform(way: Affine) -> QTransform:
    """A map of ours as one of Qt's."""
    return QTransform(way.xx, way.yx, way.xy, way.yy, way.x0, way.y0)


def background_colour(framing: Framing) -> QColor:
    """The colour of plain bars and behind see-through parts; white where it is none."""
    colour = QColor.fromString(framing.background)
    return colour if colour.isValid() else QColor(WHITE)


def _paint_edges(painter: QPainter, image: QImage, drawn: QTransform, output: Size) -> None:
    """The picture's outermost pixels, drawn on and on in the picture's own directions."""
    width, height = float(image.width()), float(image.height())
    back, _ = drawn.inverted()
    seen = back.mapRect(QRectF(0, 0, output.width, output.height))
    far = max(width, height, seen.width(), seen.height())
    columns = (
        (-far, far + 1, 0.0, 1.0),
        (0.0, width, 0.0, width),
        (width - 1, far, width - 1, 1.0),
    )
    rows = (
        (-far, far + 1, 0.0, 1.0),
        (0.0, height, 0.0, height),
        (height - 1, far, height - 1, 1.0),
    )
    painter.save()
    painter.setTransform(drawn, combine=True)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for y, tall, from_y, of_y in rows:
        for x, wide, from_x, of_x in columns:
            if (of_x, of_y) != (width, height):
                painter.drawImage(
                    QRectF(x, y, wide, tall), image, QRectF(from_x, from_y, of_x, of_y)
                )
    painter.restore()
