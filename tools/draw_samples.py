"""Draws the pictures in resources/sample, the same each time: `python -m tools.draw_samples`.

They are the first thing that a newcomer sees, and they belong to us: no photo, no licence.
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
)

from tools.brushes import Points, add_grain, curve, fade, glow, land, polygon
from tools.lighthouse import draw_lighthouse

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
QUALITY = 87


def main() -> int:
    """Draw every picture into the samples' folder; say what was written."""
    for path in draw_all(FOLDER):
        print(f"{path.name}: {path.stat().st_size // 1000} kB")
    return 0


def draw_all(folder: Path) -> list[Path]:
    """Draw every picture into ``folder`` and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, (width, height, draw) in PICTURES.items():
        image = QImage(width, height, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        draw(painter, width, height)
        add_grain(painter, width, height)
        painter.end()
        if not image.save(str(folder / name), None, QUALITY):
            raise OSError(f"{folder / name} could not be written")
        written.append(folder / name)
    return written


SUNLIGHT = (
    (0, "#d0ffe4b2"),
    (0.12, "#98ffd39c"),
    (0.3, "#50ffb986"),
    (0.6, "#16ffa57c"),
    (1, "#00ffa57c"),
)


# ── paper boats ──────────────────────────────────────────────────────────────────────────────────


def draw_boats(painter: QPainter, width: int, height: int) -> None:
    shore = height * 0.40
    sky = ((0, "#27305f"), (0.45, "#7b5a8c"), (0.8, "#f0927c"), (1, "#ffd49a"))
    painter.fillRect(QRectF(0, 0, width, shore), fade((0, 0), (0, shore), sky))
    sun = (width * 0.66, shore - 128)
    glow(painter, sun, 620, SUNLIGHT)
    glow(painter, sun, 58, ((0, "#fffdf0"), (0.9, "#fff0c4"), (1, "#00fff0c4")))
    draw_shore(painter, width, shore)
    draw_lake(painter, width, height, shore, sun[0])
    boats = (
        (0.60, 0.50, 78, "#f7efe4"),
        (0.83, 0.60, 128, "#f4c7b4"),
        (0.34, 0.74, 270, "#fbf6ec"),
    )
    for x, y, size, paper in boats:
        draw_boat(painter, (width * x, height * y), size, QColor(paper))


def draw_shore(painter: QPainter, width: int, shore: float) -> None:
    chance = random.Random(21)
    for depth, (colour, rise) in enumerate((("#8a6a94", 120), ("#5f4f83", 76), ("#3a3768", 40))):
        step = width / (7 + depth * 3)
        top = [
            (i * step - 40, shore - rise * chance.uniform(0.45, 1.0)) for i in range(14 + depth * 3)
        ]
        land(painter, QColor(colour), top, shore)
    painter.setBrush(QColor("#2b2a55"))
    x = -20.0
    while x < width + 40:
        tall = chance.uniform(14, 62) * (1.0 if 0.05 < x / width < 0.48 else 0.45)
        painter.drawEllipse(QPointF(x, shore - tall * 0.4), tall * 0.34, tall * 0.6)
        x += chance.uniform(9, 26)
    painter.drawRect(QRectF(0, shore - 7, width, 8))


def draw_lake(painter: QPainter, width: int, height: int, shore: float, sun: float) -> None:
    water = ((0, "#f2a587"), (0.10, "#c77f8a"), (0.35, "#6c5b8c"), (0.7, "#33406f"), (1, "#1c2750"))
    painter.fillRect(QRectF(0, shore, width, height - shore), fade((0, shore), (0, height), water))
    painter.fillRect(
        QRectF(0, shore, width, 60),
        fade((0, shore), (0, shore + 60), ((0, "#902b2a55"), (1, "#002b2a55"))),
    )
    chance = random.Random(3)
    for _ in range(1500):
        depth = chance.random() ** 1.7
        y = shore + 4 + depth * (height - shore)
        near_sun = chance.random() < 0.62
        x = chance.gauss(sun, 40 + depth * 190) if near_sun else chance.uniform(0, width)
        length = (10 + depth * 90) * chance.uniform(0.5, 1.3)
        colour = QColor("#ffdcae" if near_sun else chance.choice(("#f5b39b", "#141c42")))
        colour.setAlpha(int(chance.uniform(18, 120) * (1 - depth * 0.62)))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(x, y), length, 0.8 + depth * 2.6)


def draw_boat(painter: QPainter, place: tuple[float, float], size: float, paper: QColor) -> None:
    painter.save()
    painter.translate(*place)
    for ring in range(1, 5):
        pen = QPen(QColor(255, 226, 196, 92 - ring * 18), max(1.0, size / 110))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        spread = size * (0.72 + ring * 0.26)
        painter.drawEllipse(QPointF(0, size * 0.17), spread, spread * 0.13)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.save()
    painter.translate(0, size * 0.29)
    painter.scale(size, -size * 0.82)
    painter.setOpacity(0.34)
    fold_paper(painter, paper.darker(118))
    painter.restore()
    glow(painter, (0, size * 0.16), size * 0.75, ((0, "#59101634"), (1, "#00101634")))
    painter.scale(size, size)
    fold_paper(painter, paper)
    painter.restore()


def fold_paper(painter: QPainter, paper: QColor) -> None:
    """A folded boat one unit long to either side; the light comes from the right."""
    shade, deep = paper.darker(128), paper.darker(172)
    shade = QColor.fromHsvF(0.72, 0.24, shade.valueF())
    deep = QColor.fromHsvF(0.70, 0.36, deep.valueF())
    polygon(painter, deep, ((-1, -0.36), (0, -0.20), (1, -0.36), (0, 0.05)))
    lit = fade((0, -0.9), (0.5, 0), ((0, paper.lighter(104).name()), (1, paper.darker(108).name())))
    polygon(painter, shade, ((0, -0.92), (-0.50, -0.12), (0, 0.02)))
    polygon(painter, lit, ((0, -0.92), (0.50, -0.12), (0, 0.02)))
    left = fade(
        (-1, -0.3), (0, 0.15), ((0, shade.lighter(112).name()), (1, shade.darker(112).name()))
    )
    right = fade(
        (1, -0.36), (0, 0.15), ((0, paper.lighter(106).name()), (1, paper.darker(116).name()))
    )
    polygon(painter, left, ((-1, -0.36), (0, -0.02), (0, 0.17), (-0.58, 0.17)))
    polygon(painter, right, ((1, -0.36), (0, -0.02), (0, 0.17), (0.58, 0.17)))


# ── dunes ────────────────────────────────────────────────────────────────────────────────────────


def draw_dunes(painter: QPainter, width: int, height: int) -> None:
    horizon = height * 0.56
    sky = ((0, "#2a2c5e"), (0.4, "#84598c"), (0.75, "#ef8f7a"), (1, "#ffd08a"))
    painter.fillRect(QRectF(0, 0, width, horizon), fade((0, 0), (0, horizon), sky))
    sun = (width * 0.70, horizon - 120)
    glow(painter, sun, 680, SUNLIGHT)
    glow(painter, sun, 84, ((0, "#fffbe6"), (0.94, "#ffefbe"), (1, "#00ffefbe")))
    for x, y, size in ((0.22, 0.20, 15), (0.265, 0.185, 12), (0.30, 0.212, 10), (0.245, 0.232, 9)):
        draw_bird(painter, (width * x, height * y), size)
    hills = [
        (i * width / 8 - 20, horizon - (34, 62, 40, 78, 52, 36, 60, 44, 58, 40)[i])
        for i in range(10)
    ]
    land(painter, QColor("#b56f86"), hills, height)
    for crest, peak, colours in DUNES:
        draw_dune(painter, (width, height), crest, peak, colours)


def draw_bird(painter: QPainter, place: tuple[float, float], size: float) -> None:
    x, y = place
    path = QPainterPath(QPointF(x - size, y - size * 0.2))
    path.quadTo(x - size * 0.4, y - size * 0.7, x, y)
    path.quadTo(x + size * 0.4, y - size * 0.7, x + size, y - size * 0.2)
    painter.strokePath(path, QPen(QColor("#2a2547"), 3.0, c=Qt.PenCapStyle.RoundCap))


def draw_dune(
    painter: QPainter,
    size: tuple[int, int],
    crest: Points,
    peak: float,
    colours: tuple[str, str, str],
) -> None:
    """A dune with a sunlit face to the right of its ridge and a shaded one to the left."""
    width, height = size
    lit, sand, shade = colours
    line = [(width * x, height * y) for x, y in crest]
    highest = min(y for _, y in line)
    face = fade((0, highest), (0, min(height, highest + height * 0.42)), ((0, lit), (1, sand)))
    land(painter, face, line, height)
    body = QPainterPath(curve(line))
    body.lineTo(line[-1][0], height)
    body.lineTo(line[0][0], height)
    body.closeSubpath()
    painter.save()
    painter.setClipPath(body)
    ridge = QPainterPath(QPointF(width * peak, highest - 4))
    ridge.cubicTo(
        width * (peak + 0.10),
        highest + height * 0.10,
        width * (peak - 0.16),
        highest + height * 0.20,
        width * (peak + 0.02),
        height * 1.02,
    )
    ridge.lineTo(-10, height * 1.02)
    ridge.lineTo(-10, highest - 4)
    ridge.closeSubpath()
    painter.setBrush(
        fade(
            (width * peak, highest),
            (width * (peak - 0.45), height),
            ((0, shade), (1, QColor(shade).darker(135).name())),
        )
    )
    painter.drawPath(ridge)
    painter.restore()


DUNES: tuple[tuple[Points, float, tuple[str, str, str]], ...] = (
    (
        ((-0.05, 0.60), (0.18, 0.545), (0.45, 0.605), (0.75, 0.57), (1.05, 0.60)),
        0.18,
        ("#ffc08a", "#e08f78", "#8d5a83"),
    ),
    (
        ((-0.05, 0.66), (0.25, 0.67), (0.62, 0.575), (1.05, 0.67)),
        0.62,
        ("#ffb877", "#d97f66", "#7a4a78"),
    ),
    (
        ((-0.05, 0.66), (0.20, 0.63), (0.55, 0.75), (1.05, 0.70)),
        0.20,
        ("#f9a765", "#c96a58", "#613a6b"),
    ),
    (
        ((-0.05, 0.86), (0.35, 0.82), (0.80, 0.72), (1.05, 0.78)),
        0.80,
        ("#f39a58", "#b5584f", "#4a2d5e"),
    ),
    (
        ((-0.05, 0.84), (0.16, 0.82), (0.60, 0.95), (1.05, 0.93)),
        0.16,
        ("#e28850", "#9b4848", "#36224f"),
    ),
)

Draw = Callable[[QPainter, int, int], None]
PICTURES: dict[str, tuple[int, int, Draw]] = {
    "paper-boats.jpg": (1920, 1280, draw_boats),
    "lighthouse.jpg": (1920, 1280, draw_lighthouse),
    "dunes.jpg": (1600, 1600, draw_dunes),
}

if __name__ == "__main__":
    sys.exit(main())
