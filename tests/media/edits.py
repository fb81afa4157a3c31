"""One framing for each edit, and a picture drawn by code on which each of them shows."""

import io
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtGui import QColor, QImage, QPainter

from seedance_desktop.core.geometry import CENTRED, Bars, Framing, Size
from seedance_desktop.core.gestures import mirrored, straightened, turned, with_bars
from seedance_desktop.media.frame_paint import paint_frame
from seedance_desktop.media.frame_render import render_frame
from seedance_desktop.media.picture import load_preview

SOURCE = Size(640, 400)
OUTPUT = Size(300, 320)

EDITS = {
    "crop": CENTRED,
    "moved": Framing(x=0.1),
    "zoomed": Framing(0.3, 0.6, 2.5),
    "turned": turned(CENTRED),
    "upside-down": turned(CENTRED, 2),
    "turned-back": turned(CENTRED, -1),
    "mirrored": mirrored(CENTRED),
    "mirrored-turned": mirrored(turned(CENTRED)),
    "straightened": straightened(CENTRED, 8),
    "straightened-back": straightened(Framing(x=0.3, zoom=1.4), -15),
    "blurred-bars": with_bars(CENTRED, Bars.BLURRED),
    "stretched-edge": with_bars(CENTRED, Bars.EDGE),
    "stretched-askew": straightened(with_bars(CENTRED, Bars.EDGE), 12),
    "coloured-bars": Framing(bars=Bars.COLOUR, background="#204060"),
    "everything": Framing(0.4, 0.55, 1.2, 1, True, -6.0, Bars.BLURRED),
}


def draw_source(path: Path, size: Size = SOURCE) -> Path:
    """Quarters of four colours, a hand that points up and right, a thin frame near the edges."""
    width, height = size.width, size.height
    image = Image.new("RGB", (width, height), (230, 200, 40))
    image.paste((220, 40, 40), (0, 0, width // 2, height // 2))
    image.paste((40, 180, 60), (width // 2, 0, width, height // 2))
    image.paste((40, 70, 210), (0, height // 2, width // 2, height))
    draw = ImageDraw.Draw(image)
    across, down = width / 640, height / 400
    hand = [(280, 300), (280, 100), (400, 100), (400, 140), (320, 140), (320, 300)]
    draw.polygon([(x * across, y * down) for x, y in hand], fill=(245, 245, 245))
    inner = (16 * across, 16 * down, width - 16 * across, height - 16 * down)
    draw.rectangle(inner, outline=(20, 20, 20), width=round(6 * across))
    draw.ellipse((500 * across, 260 * down, 600 * across, 360 * down), fill=(20, 20, 20))
    image.save(path)
    return path


def encoded(source: Path, framing: Framing, output: Size = OUTPUT) -> Image.Image:
    """What is sent, as somebody else's decoder sees it."""
    return Image.open(io.BytesIO(render_frame(source, framing, output).content)).convert("RGB")


def on_screen(source: Path, size: Size, framing: Framing, output: Size = OUTPUT) -> Image.Image:
    """The frame painted from a preview of three quarters the size, as a canvas does it."""
    preview = load_preview(source, max(size.width, size.height) * 3 // 4)
    screen = QImage(output.width, output.height, QImage.Format.Format_RGB32)
    screen.fill(QColor("magenta"))  # none of it may stay
    painter = QPainter(screen)
    paint_frame(painter, preview, size, output, framing)
    painter.end()
    return as_pillow(screen)


def as_pillow(image: QImage) -> Image.Image:
    """The same pixels for Pillow."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    size = (plain.width(), plain.height())
    pixels, line = bytes(plain.constBits()), plain.bytesPerLine()
    return Image.frombuffer("RGB", size, pixels, "raw", "BGRX", line, 1)


def rmse(one: Image.Image, other: Image.Image) -> float:
    """The root of the mean squared difference, in levels of 255."""
    pairs = zip(one.tobytes(), other.tobytes(), strict=True)
    return float((sum((a - b) ** 2 for a, b in pairs) / len(one.tobytes())) ** 0.5)
