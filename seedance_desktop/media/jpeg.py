"""A picture in memory as the bytes of a JPEG file.

Qt's own writer takes four times as long as Pillow's, which brings the faster library with it and
lets other threads run between pieces of 64 kB.
"""

from io import BytesIO

from PySide6.QtGui import QImage


def jpeg_bytes(image: QImage, quality: int, *, full_colour: bool) -> bytes:
    """``image``, opaque and in sRGB, as a JPEG; its colours at full resolution if so asked."""
    from PIL import Image  # loaded when the first frame is sent

    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size, line = (plain.width(), plain.height()), plain.bytesPerLine()
    picture = Image.frombuffer("RGB", size, bytes(plain.constBits()), "raw", "RGB", line, 1)
    content = BytesIO()
    picture.save(content, "JPEG", quality=quality, subsampling=0 if full_colour else 2)
    return content.getvalue()
