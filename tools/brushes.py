"""What the sample pictures are drawn with: fades, glows, soft lines of land, a breath of grain."""

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGradient,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPolygonF,
    QRadialGradient,
)

Stops = Sequence[tuple[float, str]]
Points = Sequence[tuple[float, float]]
G = TypeVar("G", bound=QGradient)


def fade(start: tuple[float, float], end: tuple[float, float], stops: Stops) -> QLinearGradient:
    return with_stops(QLinearGradient(QPointF(*start), QPointF(*end)), stops)


def with_stops(gradient: G, stops: Stops) -> G:
    for place, colour in stops:
        gradient.setColorAt(place, QColor(colour))
    return gradient


def glow(painter: QPainter, centre: tuple[float, float], radius: float, stops: Stops) -> None:
    painter.setBrush(with_stops(QRadialGradient(QPointF(*centre), radius), stops))
    painter.drawEllipse(QPointF(*centre), radius, radius)


def polygon(painter: QPainter, brush: QBrush | QColor | QGradient, points: Points) -> None:
    painter.setBrush(QColor(brush) if isinstance(brush, str) else brush)
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))


def curve(points: Points) -> QPainterPath:
    """A soft line through ``points``, level at each of them."""
    path = QPainterPath(QPointF(*points[0]))
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        path.cubicTo(middle, y0, middle, y1, x1, y1)
    return path


def land(painter: QPainter, brush: QBrush | QGradient | QColor, top: Points, bottom: float) -> None:
    """Everything below a soft line, down to ``bottom``."""
    path = curve(top)
    path.lineTo(top[-1][0], bottom)
    path.lineTo(top[0][0], bottom)
    path.closeSubpath()
    painter.setBrush(brush)
    painter.drawPath(path)


def add_grain(painter: QPainter, width: int, height: int) -> None:
    """A breath of noise, so that dusk does not fall in bands."""
    chance = random.Random(7)
    side = 256
    pixels = bytearray()
    for _ in range(side * side):
        level = 255 if chance.random() < 0.5 else 0
        pixels += bytes((level, level, level, chance.randrange(9)))
    tile = QImage(bytes(pixels), side, side, QImage.Format.Format_ARGB32).copy()
    painter.fillRect(QRectF(0, 0, width, height), QBrush(tile))
