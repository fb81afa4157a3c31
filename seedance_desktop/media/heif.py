"""HEIC and AVIF, which Qt does not read: decoded by Pillow, loaded when the first one arrives."""

from io import BytesIO

from PIL import Image, ImageOps
from PIL.AvifImagePlugin import AvifImageFile
from pillow_heif import HeifImageFile
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColorSpace, QImage

from seedance_desktop.core.geometry import Size
from seedance_desktop.media.contents import Kind

DECODING_ERRORS = (OSError, SyntaxError, ValueError, RuntimeError, EOFError)
"""What the decoders raise for files that they cannot read."""

_SIDEWAYS = frozenset({5, 6, 7, 8})


def upright_size(content: bytes, kind: Kind) -> Size:
    """The size after turning, from the header alone."""
    with _opened(content, kind) as image:
        sideways = image.getexif().get(0x0112) in _SIDEWAYS
        return Size(*(image.size[::-1] if sideways else image.size))


def upright_image(content: bytes, kind: Kind) -> QImage:
    """The whole picture, turned, in its own colour space."""
    with _opened(content, kind) as image:
        profile = image.info.get("icc_profile")
        turned = ImageOps.exif_transpose(image)
    mode = "RGBA" if turned.has_transparency_data else "RGB"
    layout, form = (
        ("BGRA", QImage.Format.Format_ARGB32)
        if mode == "RGBA"
        else ("BGRX", QImage.Format.Format_RGB32)
    )
    pixels = turned.convert(mode).tobytes("raw", layout)
    width, height = turned.size
    picture = QImage(pixels, width, height, 4 * width, form).copy()
    if profile:
        picture.setColorSpace(QColorSpace.fromIccProfile(QByteArray(profile)))
    return picture


def _opened(content: bytes, kind: Kind) -> Image.Image:
    # The classes themselves, not Image.open: nothing is registered for the whole process, and
    # Pillow's own limit on size, which warns, does not come before ours.
    opener = AvifImageFile if kind is Kind.AVIF else HeifImageFile
    return opener(BytesIO(content))
