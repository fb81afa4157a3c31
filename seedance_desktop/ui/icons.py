"""Our line icons, drawn on a grid of 24, in whatever colour the theme asks for."""

from functools import lru_cache
from pathlib import Path
from zlib import crc32

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from typing_extensions import override

from seedance_desktop.core.resources import resource


def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """The icon ``name`` from ``resources/icons`` in ``colour``, drawn when and as it is shown."""
    return QIcon(_LineIcon(name, colour, disabled or colour))


def icon_file(name: str, colour: str, folder: Path) -> Path:
    """The icon as an SVG file of its own, for style sheets, which take nothing else."""
    drawing = _svg(name, colour)
    target = folder / f"{name}-{crc32(drawing):08x}.svg"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes(drawing)
    return target


class _LineIcon(QIconEngine):
    """Draws one icon at the very size that is asked for, so that it is sharp at any scale."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._disabled = disabled

    @override
    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._colour, self._disabled)

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatio()
        painter.drawImage(rect, self._image(rect.size() * scale, mode))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return QPixmap.fromImage(self._image(size, mode))

    def _image(self, size: QSize, mode: QIcon.Mode) -> QImage:
        colour = self._disabled if mode == QIcon.Mode.Disabled else self._colour
        return _drawn(self._name, colour, min(size.width(), size.height()))


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, side: int) -> QImage:
    size = b'<svg width="%d" height="%d" ' % (side, side)
    drawing = _svg(name, colour).replace(b"<svg ", size)
    # Named, the format spares Qt from loading every other one; it is text, whatever its types say.
    return QImage.fromData(drawing, "SVG")  # type: ignore[arg-type]


def _svg(name: str, colour: str) -> bytes:
    text = resource("icons", f"{name}.svg").read_text("utf-8")
    return text.replace("currentColor", colour).encode()
