import pytest
from PySide6.QtGui import QColor

from seedance_desktop.core.geometry import Size
from seedance_desktop.media.planes import Plane, image_of_planes

SIZE, LINE = Size(100, 40), 128
"""Pixels of a picture and of its lines in memory: 28 of each line are padding."""


def plane(pixel: bytes, width: int, line: int, height: int) -> Plane:
    """Lines of one pixel over and over, their padding black as it comes from a decoder."""
    used = pixel * width
    return Plane(
        memoryview((used + bytes(line * len(pixel) - len(used))) * height), len(pixel) * line
    )


def white(form: str) -> list[Plane]:
    luma, chroma = b"\xeb", b"\x80"
    if form.startswith("p010"):
        luma, chroma = b"\x00\xeb", b"\x00\x80"
    elif form.endswith("10le"):
        luma, chroma = (235 * 4).to_bytes(2, "little"), (128 * 4).to_bytes(2, "little")
    first = plane(luma, SIZE.width, LINE, SIZE.height)
    if form in ("nv12", "p010le"):
        return [first, plane(chroma * 2, SIZE.width // 2, LINE // 2, SIZE.height // 2)]
    height = SIZE.height if form == "yuv422p" else SIZE.height // 2
    return [first, *(plane(chroma, SIZE.width // 2, LINE // 2, height) for _ in range(2))]


@pytest.mark.parametrize("form", ["yuv420p", "yuv422p", "nv12", "yuv420p10le", "p010le"])
@pytest.mark.parametrize("shown", [Size(37, 15), Size(100, 40), Size(260, 104)])
def test_what_pads_a_line_is_not_seen_at_the_edge(form: str, shown: Size) -> None:
    image = image_of_planes(white(form), SIZE, form, shown=shown)

    assert image is not None
    assert (image.width(), image.height()) == (shown.width, shown.height)
    edge = [QColor(image.pixel(shown.width - 1, y)) for y in range(shown.height)]
    assert min(min(colour.red(), colour.green(), colour.blue()) for colour in edge) > 250
