"""Our line icons, drawn on a grid of 24, in whatever colour the theme asks for."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap

from seedance_desktop.core.resources import resource

_SCALES = (1, 2, 3)


def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """The icon ``name`` from ``resources/icons`` in ``colour``, sharp at up to triple scale."""
    found = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled or colour)):
        for scale in _SCALES:
            pixmap = QPixmap.fromImage(_drawn(name, tint, 20 * scale))
            pixmap.setDevicePixelRatio(scale)
            found.addPixmap(pixmap, mode)
    return found


def icon_file(name: str, colour: str, folder: Path) -> Path:
    """The icon as an SVG file of its own, for style sheets, which take nothing else."""
    drawing = _svg(name, colour)
    target = folder / f"{name}-{hashlib.sha256(drawing).hexdigest()[:8]}.svg"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes(drawing)
    return target


def _svg(name: str, colour: str) -> bytes:
    text = resource("icons", f"{name}.svg").read_text("utf-8")
    return text.replace("currentColor", colour).encode()


def _drawn(name: str, colour: str, side: int) -> QImage:
    drawing = _svg(name, colour).replace(b"<svg ", b'<svg width="%d" height="%d" ' % (side, side))
    image = QImage.fromData(drawing)
    if image.size() == QSize(side, side):
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth)
