"""Real clips to measure with: H.264 in 720p with sound off, each of another picture."""

import random
from pathlib import Path

import av
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from seedance_desktop.core.geometry import Size

SIZE = Size(1280, 720)
RATE = 24
_GROUP = 48
_OPTIONS = {"preset": "veryfast", "crf": "23", "bf": "2", "g": str(_GROUP)}


def make_clips(folder: Path, count: int, *, seconds: float = 5) -> list[Path]:
    """``count`` different clips; what moves in them moves over a picture full of edges."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_clip(folder / f"clip-{number:02}.mp4", number, seconds) for number in range(count)]


def _clip(path: Path, number: int, seconds: float) -> Path:
    picture = _picture(number)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as out:
        track = out.add_stream("libx264", rate=RATE, options=_OPTIONS)
        if not isinstance(track, av.VideoStream):
            raise TypeError(track)
        track.width, track.height, track.pix_fmt = SIZE.width, SIZE.height, "yuv420p"
        for index in range(round(seconds * RATE)):
            moved = picture.copy(index * 2, index, SIZE.width, SIZE.height)
            pixels = bytes(moved.constBits())
            frame = av.VideoFrame.from_bytes(pixels, SIZE.width, SIZE.height, "rgba")
            out.mux(track.encode(frame.reformat(format="yuv420p")))
        out.mux(track.encode())
    return path


def _picture(number: int) -> QImage:
    """Larger than the clip, which looks at another part of it with every frame."""
    chance = random.Random(number)
    image = QImage(SIZE.width + 400, SIZE.height + 300, QImage.Format.Format_RGBX8888)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, image.height())
    sky.setColorAt(0, QColor.fromHsv(chance.randrange(360), 120, 90))
    sky.setColorAt(1, QColor.fromHsv(chance.randrange(360), 90, 230))
    painter.fillRect(image.rect(), sky)
    for _ in range(400):
        colour = QColor.fromHsv(chance.randrange(360), chance.randrange(60, 220), 210, 150)
        painter.setBrush(colour)
        x, y = chance.randrange(image.width()), chance.randrange(image.height())
        painter.drawEllipse(x, y, chance.randrange(4, 160), chance.randrange(4, 90))
    painter.end()
    return image
