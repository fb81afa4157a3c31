"""Decoded pictures as they lie in memory, plane by plane, made into ones that can be painted."""

from collections.abc import Sequence
from dataclasses import dataclass

import av  # noqa: F401  the whole before its parts, which import one another
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from PySide6.QtGui import QImage

from seedance_desktop.core.geometry import Size

_TALLEST_OLD_TELEVISION = 576
_REACH = 32
"""Pixels beyond the edge that scaling may look at."""
_PIXEL_BYTES = {
    "yuv420p": (1, 1, 1),
    "yuv422p": (1, 1, 1),
    "nv12": (1, 2),
    "yuv420p10le": (2, 2, 2),
    "p010le": (2, 4),
}
"""What a pixel takes in each plane; both colours of one lie side by side where there are two."""


@dataclass(frozen=True, slots=True)
class Plane:
    """The bytes of one plane and how many of them a line has, padding included."""

    content: memoryview
    line: int


def image_of_planes(
    planes: Sequence[Plane], size: Size, form: str, *, shown: Size, full_range: bool = False
) -> QImage | None:
    """The picture at the size ``shown``; ``form`` is FFmpeg's name of the layout.

    None where lines are padded in a way that cannot be taken as it is. A millisecond for a small
    picture of a large one: cheap enough for every frame that is played.
    """
    frame = VideoFrame(_padded_width(planes[0], form), size.height, form)
    for plane, source, pixel in zip(frame.planes, planes, _PIXEL_BYTES[form], strict=True):
        if plane.line_size != source.line or len(source.content) < plane.buffer_size:
            return None
        content = bytearray(source.content[: plane.buffer_size])
        used = -(-source.line * size.width // (frame.width * pixel)) * pixel
        _repeat_edge(content, source.line, used, pixel)
        plane.update(bytes(content))
    width = round(shown.width * frame.width / size.width)
    old = size.height <= _TALLEST_OLD_TELEVISION
    converted = frame.reformat(
        width,
        shown.height,
        "bgra",
        src_colorspace=Colorspace.ITU601 if old else Colorspace.ITU709,
        src_color_range=ColorRange.JPEG if full_range else ColorRange.MPEG,
        interpolation=Interpolation.BILINEAR,
    )
    plane = converted.planes[0]
    image = QImage(bytes(plane), width, shown.height, plane.line_size, QImage.Format.Format_RGB32)
    return image.copy(0, 0, shown.width, shown.height)


def _repeat_edge(content: bytearray, line: int, used: int, pixel: int) -> None:
    """Carry the last pixel of each line on into the padding, lest its zeros shine through green."""
    for place in range(used, min(line, used + _REACH * pixel)):
        content[place::line] = content[place - pixel :: line]


def _padded_width(plane: Plane, form: str) -> int:
    """The width that makes a line as long as it is."""
    return plane.line // (2 if "10le" in form else 1)
