"""Pictures as the rest of the program asks for them: how large, and a preview to look at."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from seedance_desktop.media.picture_file import PictureFacts, read_picture
from seedance_desktop.media.pixels import WHITE, plain


def picture_size(path: Path) -> PictureFacts:
    """Size, format and length of a picture, undecoded. Raises PictureError for what is none."""
    return read_picture(path).facts


def load_preview(path: Path, longest_side: int, background: str = WHITE) -> QImage:
    """The picture at most ``longest_side`` pixels long, never enlarged, over ``background``.

    Raises PictureError.
    """
    file = read_picture(path)
    longest = max(file.size.width, file.size.height)
    image = file.decoded(shrink_that_leaves(longest, longest_side))
    if max(image.width(), image.height()) > longest_side:
        side = QSize(longest_side, longest_side)
        image = image.scaled(
            image.size().scaled(side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return plain(image, background)


def shrink_that_leaves(have: float, need: float) -> int:
    """The strongest of a JPEG's own shrinkings (1, 2, 4, 8) that leaves ``need`` of ``have``."""
    return next((shrink for shrink in (8, 4, 2) if have / shrink >= need), 1)
