"""The sample picture of a lighthouse at night; tools/draw_samples.py writes it to its file."""

import random

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QConicalGradient, QImage, QPainter, QRadialGradient

from tools.brushes import curve, fade, glow, land, polygon, with_stops


def draw_lighthouse(painter: QPainter, width: int, height: int) -> None:
    horizon = height * 0.66
    sky = ((0, "#060b22"), (0.5, "#12264f"), (0.85, "#2f5a7d"), (1, "#6f9aa0"))
    painter.fillRect(QRectF(0, 0, width, horizon), fade((0, 0), (0, horizon), sky))
    draw_stars(painter, width, horizon)
    moon = (width * 0.17, height * 0.145)
    glow(painter, moon, 330, ((0, "#66dfeaff"), (0.3, "#26b7cdf0"), (1, "#00b7cdf0")))
    glow(painter, moon, 56, ((0, "#fbfcff"), (0.93, "#e8eefc"), (1, "#00e8eefc")))
    draw_clouds(painter, width, horizon)
    draw_sea(painter, width, height, horizon, moon[0])
    lamp = (width * 0.715, height * 0.275)
    draw_beams(painter, lamp, width, height)
    glow(painter, lamp, 260, ((0, "#a0fff0c4"), (0.2, "#58ffe09a"), (1, "#00ffd27a")))
    draw_headland(painter, width, height)
    draw_tower(painter, lamp, height * 0.655)
    glow(painter, lamp, 90, ((0, "#f2fff8e0"), (0.3, "#70ffedb8"), (1, "#00ffe09a")))


def draw_stars(painter: QPainter, width: int, horizon: float) -> None:
    chance = random.Random(11)
    for _ in range(620):
        y = horizon * chance.random() ** 1.4
        colour = QColor(chance.choice(("#ffffff", "#dfe9ff", "#fff0d8")))
        colour.setAlpha(int(chance.uniform(50, 230) * (1 - 0.85 * y / horizon)))
        size = 0.7 + 1.7 * chance.random() ** 4
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(chance.uniform(0, width), y), size, size)


def draw_clouds(painter: QPainter, width: int, horizon: float) -> None:
    chance = random.Random(5)
    for _ in range(46):
        y = horizon - 26 - 150 * chance.random() ** 1.6
        long = chance.uniform(90, 320)
        painter.save()
        painter.translate(chance.uniform(-100, width + 100), y)
        painter.scale(1, 0.09)
        glow(painter, (0, 0), long, ((0, "#3ab9cbd6"), (0.6, "#168fa9c0"), (1, "#008fa9c0")))
        painter.restore()


def draw_sea(painter: QPainter, width: int, height: int, horizon: float, moon: float) -> None:
    water = ((0, "#4d7b8b"), (0.12, "#234f6c"), (0.5, "#10294d"), (1, "#060d24"))
    painter.fillRect(
        QRectF(0, horizon, width, height - horizon), fade((0, horizon), (0, height), water)
    )
    chance = random.Random(17)
    for _ in range(1700):
        depth = chance.random() ** 1.6
        y = horizon + 2 + depth * (height - horizon)
        in_moonlight = chance.random() < 0.45
        x = chance.gauss(moon, 34 + depth * 150) if in_moonlight else chance.uniform(0, width)
        colour = QColor("#eaf2ff" if in_moonlight else chance.choice(("#7fb0bd", "#050b20")))
        colour.setAlpha(int(chance.uniform(20, 120) * (1 - depth * 0.55)))
        painter.setBrush(colour)
        painter.drawEllipse(
            QPointF(x, y), (8 + depth * 70) * chance.uniform(0.5, 1.2), 0.7 + depth * 2.2
        )


def draw_beams(painter: QPainter, lamp: tuple[float, float], width: int, height: int) -> None:
    """Light to either side, soft across and fading with the distance, laid over the sky."""
    layer = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    layer.fill(Qt.GlobalColor.transparent)
    across = QConicalGradient(QPointF(*lamp), 0)
    across.setColorAt(0, QColor("#00ffeebe"))
    for middle in (0.014, 0.514):  # parts of a full turn: a little above and below the horizontal
        for off, alpha in ((0, 1.0), (0.004, 0.7), (0.008, 0.3), (0.0135, 0.0)):
            for place in (middle - off, middle + off):
                across.setColorAt(place, QColor.fromRgbF(1, 0.93, 0.74, 0.62 * alpha))
    over = QPainter(layer)
    over.fillRect(layer.rect(), across)
    over.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    fading = ((0, "#ff000000"), (0.25, "#a0000000"), (0.6, "#46000000"), (1, "#00000000"))
    over.fillRect(layer.rect(), with_stops(QRadialGradient(QPointF(*lamp), width * 0.8), fading))
    over.end()
    painter.drawImage(0, 0, layer)


def draw_headland(painter: QPainter, width: int, height: int) -> None:
    far = HEADLAND
    rock = fade((0, height * 0.6), (0, height), ((0, "#1d2e4a"), (0.4, "#0e172e"), (1, "#050917")))
    top = [(width * x, height * y) for x, y in far]
    land(painter, rock, top, height)
    near = [(width * x, height * y) for x, y in FOREGROUND]
    land(painter, QColor("#070c1d"), near, height)
    chance = random.Random(29)
    water_line = curve(top[:2])
    for _ in range(260):
        spot = water_line.pointAtPercent(chance.uniform(0.02, 0.93))
        painter.setBrush(QColor(214, 232, 240, chance.randrange(20, 96)))
        near_us = spot.y() / height
        spot += QPointF(chance.gauss(-8, 12 * near_us), chance.uniform(-4, 10))
        painter.drawEllipse(spot, chance.uniform(6, 36) * near_us, chance.uniform(1, 3.2))
    draw_house(painter, width * 0.80, height * 0.632)


def draw_house(painter: QPainter, x: float, ground: float) -> None:
    polygon(
        painter,
        QColor("#2b3a55"),
        ((x, ground + 20), (x, ground - 58), (x + 150, ground - 58), (x + 150, ground + 20)),
    )
    polygon(
        painter,
        QColor("#131c33"),
        (
            (x - 16, ground - 54),
            (x + 22, ground - 104),
            (x + 128, ground - 104),
            (x + 166, ground - 54),
        ),
    )
    for shift in (28, 96):
        painter.setBrush(QColor("#ffcf7d"))
        painter.drawRect(QRectF(x + shift, ground - 36, 26, 32))
        glow(painter, (x + shift + 13, ground - 20), 52, ((0, "#48ffc870"), (1, "#00ffc870")))


def draw_tower(painter: QPainter, lamp: tuple[float, float], ground: float) -> None:
    x, top = lamp[0], lamp[1] + 44
    stripes = 6
    for stripe in range(stripes):
        upper, lower = stripe / stripes, (stripe + 1) / stripes
        wide = [38 + 26 * share for share in (upper, lower)]
        light, dark = ("#e9edf2", "#5d6c8c") if stripe % 2 == 0 else ("#c64a45", "#4d2238")
        body = fade((x - wide[1], 0), (x + wide[1], 0), ((0, light), (0.35, light), (1, dark)))
        y = [top + (ground - top) * share for share in (upper, lower)]
        polygon(
            painter,
            body,
            (
                (x - wide[0], y[0]),
                (x + wide[0], y[0]),
                (x + wide[1], y[1] + 1),
                (x - wide[1], y[1] + 1),
            ),
        )
    painter.setBrush(QColor("#10182c"))
    painter.drawRect(QRectF(x - 54, top - 8, 108, 12))
    painter.drawRect(QRectF(x - 30, top - 76, 60, 10))
    painter.drawPie(QRectF(x - 32, top - 108, 64, 66), 0, 180 * 16)
    painter.drawRect(QRectF(x - 2, top - 130, 4, 26))
    painter.setBrush(QColor("#fff2c6"))
    painter.drawRect(QRectF(x - 24, top - 66, 48, 58))
    painter.setBrush(QColor("#10182c"))
    for shift in (-25, -9, 7, 23):
        painter.drawRect(QRectF(x + shift, top - 66, 2.5, 58))
    for window in (0.25, 0.55, 0.85):
        painter.setBrush(QColor("#ffd384"))
        painter.drawRoundedRect(QRectF(x - 8, top + (ground - top) * window - 12, 14, 24), 7, 7)


HEADLAND = (
    (0.31, 1.02),
    (0.43, 0.715),
    (0.52, 0.662),
    (0.62, 0.642),
    (0.72, 0.635),
    (0.86, 0.62),
    (1.0, 0.60),
)
FOREGROUND = ((0.42, 1.02), (0.56, 0.84), (0.68, 0.79), (0.82, 0.73), (1.0, 0.71))
