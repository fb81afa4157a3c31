"""Sizes, shapes and crops: which part of a picture is sent, in source pixels.

What a hand does to a framing is in ``gestures``.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from seedance_desktop.core.affine import Affine, Point


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    @property
    def shape(self) -> float:
        """Width over height."""
        return self.width / self.height

    def __str__(self) -> str:
        """As people write it, with a multiplication sign."""
        return f"{self.width} × {self.height}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in source pixels; edges may lie between pixels."""

    x: float
    y: float
    width: float
    height: float


class Bars(StrEnum):
    """What is seen where the picture does not reach the frame's edges.

    ``NONE``: the picture fills the frame and what is too much is cropped.
    """

    NONE = "none"
    BLURRED = "blurred"
    EDGE = "edge"
    COLOUR = "colour"


@dataclass(frozen=True, slots=True)
class Framing:
    """How a picture fills the output frame: mirrored, turned, straightened, zoomed, moved.

    The picture is mirrored left to right first, then turned clockwise by ``quarter_turns`` and
    ``straighten`` degrees about the frame's middle, where ``x`` and ``y`` lie: fractions of the
    source picture, 0.5 and 0.5 being its own middle. ``zoom`` is at least 1. Without bars 1 shows
    as much of the picture as fills the frame; with bars all of it. ``background`` shows through
    see-through parts and is the colour of plain bars.
    """

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0
    quarter_turns: int = 0
    mirrored: bool = False
    straighten: float = 0.0
    bars: Bars = Bars.NONE
    background: str = "#ffffff"

    MAX_ZOOM = 16.0  # not annotated: constants of the class, not fields
    MAX_STRAIGHTEN = 15.0


CENTRED = Framing()

_TURNS = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))
"""Cosine and sine of the quarter turns, exactly."""


def laid_size(source: Size, framing: Framing) -> Size:
    """The picture's size as it lies after its quarter turns: what an adaptive ratio follows."""
    if framing.quarter_turns % 2:
        return Size(source.height, source.width)
    return source


def output_to_source(source: Size, output: Size, framing: Framing = CENTRED) -> Affine:
    """From the output's pixels to the source's; the way back is its ``inverse()``.

    Screen and encoder both draw by this map, so that what is seen is what is sent.
    """
    framing = settled(framing, source, output)
    scale = _crop_size(source, output, framing)[0] / output.width
    cos, sin = _direction(framing)
    side = -1.0 if framing.mirrored else 1.0
    xx, xy = side * scale * cos, side * scale * sin
    yx, yy = -scale * sin, scale * cos
    across, down = output.width / 2, output.height / 2
    return Affine(
        xx,
        xy,
        framing.x * source.width - xx * across - xy * down,
        yx,
        yy,
        framing.y * source.height - yx * across - yy * down,
    )


def crop_box(source: Size, output: Size, framing: Framing = CENTRED) -> Box:
    """The smallest upright box of source pixels that holds all that the frame shows.

    Unless the picture is straightened that is exactly the crop: without bars always inside the
    picture, of ``output``'s shape as the picture lies. With ``framing`` left out it is the
    service's own centre crop (api.md 5.5).
    """
    framing = settled(framing, source, output)
    across, down = _reach(source, output, framing)
    x, y = _middle(source, output, framing)
    return Box(x - across, y - down, 2 * across, 2 * down)


def covers(source: Size, output: Size, framing: Framing) -> bool:
    """Whether the picture reaches every edge of the frame, so that there are no bars to see."""
    box = crop_box(source, output, framing)
    slack = 1e-6 * max(source.width, source.height)
    return (
        min(box.x, box.y) >= -slack
        and box.x + box.width <= source.width + slack
        and box.y + box.height <= source.height + slack
    )


def settled(framing: Framing, source: Size, output: Size) -> Framing:
    """``framing`` with every value in its range and the middle where it really is."""
    limited = replace(
        framing,
        zoom=_clamped(framing.zoom, 1.0, Framing.MAX_ZOOM),
        quarter_turns=framing.quarter_turns % 4,
        straighten=_clamped(framing.straighten, -Framing.MAX_STRAIGHTEN, Framing.MAX_STRAIGHTEN),
    )
    x, y = _middle(source, output, limited)
    return replace(limited, x=x / source.width, y=y / source.height)


def enlargement(source: Size, output: Size, framing: Framing = CENTRED) -> float:
    """Output pixels per source pixel along one side; above 1, pixels are being made up."""
    return output.width / _crop_size(source, output, settled(framing, source, output))[0]


def ratio_shape(ratio: str) -> float:
    """Width over height of a ratio such as ``16:9``. Raises ValueError for any other text."""
    width, height = ratio.split(":")
    return int(width) / int(height)


def nearest_ratio(shape: float, ratios: Iterable[str]) -> str:
    """Which of ``ratios`` the service takes for a first frame of this shape when left to choose.

    The service says "the nearest" and no more; we measure on a logarithmic scale (api.md 5.5, D).
    """
    return min(ratios, key=lambda ratio: abs(math.log(shape / ratio_shape(ratio))))


def _direction(framing: Framing) -> tuple[float, float]:
    """Cosine and sine of the whole turn, clockwise."""
    cos, sin = _TURNS[framing.quarter_turns % 4]
    if not framing.straighten:
        return cos, sin
    angle = math.radians(framing.straighten)
    extra_cos, extra_sin = math.cos(angle), math.sin(angle)
    return cos * extra_cos - sin * extra_sin, sin * extra_cos + cos * extra_sin


def _crop_size(source: Size, output: Size, framing: Framing) -> tuple[float, float]:
    """How many source pixels lie along the frame's width and height, its zoom being in range."""
    laid = laid_size(source, framing)
    shape = output.shape
    angle = math.radians(abs(framing.straighten))
    cos, sin = math.cos(angle), math.sin(angle)
    if framing.bars is Bars.NONE:  # the largest frame inside the picture
        by_width = laid.width * (cos + sin * shape) < laid.height * (cos * shape + sin)
        width, height = laid.width / (cos + sin / shape), laid.height / (cos + sin * shape)
    else:  # the smallest frame around it
        width = laid.width * cos + laid.height * sin
        height = laid.width * sin + laid.height * cos
        by_width = width > height * shape
    if by_width:
        height = width / shape
    else:
        width = height * shape
    return width / framing.zoom, height / framing.zoom


def _reach(source: Size, output: Size, framing: Framing) -> tuple[float, float]:
    """How far the frame reaches from its middle, along the source's width and height."""
    width, height = _crop_size(source, output, framing)
    cos, sin = (abs(part) for part in _direction(framing))
    return (width * cos + height * sin) / 2, (width * sin + height * cos) / 2


def _middle(source: Size, output: Size, framing: Framing) -> Point:
    """The source pixel in the frame's middle, stopped where the picture or the frame ends."""
    x, y = framing.x * source.width, framing.y * source.height
    if framing.bars is Bars.NONE or not framing.straighten:
        across, down = _reach(source, output, framing)
        return _stopped(x, across, source.width), _stopped(y, down, source.height)
    # A picture that lies askew in its frame is stopped by its outermost corners.
    width, height = _crop_size(source, output, framing)
    cos, sin = _direction(framing)
    side = -1.0 if framing.mirrored else 1.0
    off_x, off_y = side * (x - source.width / 2), y - source.height / 2
    most_x = abs(width - abs(source.width * cos) - abs(source.height * sin)) / 2
    most_y = abs(height - abs(source.width * sin) - abs(source.height * cos)) / 2
    across = _clamped(off_x * cos - off_y * sin, -most_x, most_x)
    down = _clamped(off_x * sin + off_y * cos, -most_y, most_y)
    return (
        source.width / 2 + side * (across * cos + down * sin),
        source.height / 2 + down * cos - across * sin,
    )


def _stopped(middle: float, reach: float, length: int) -> float:
    """``middle`` so that the frame stays on the picture or, where larger, the picture in it."""
    return _clamped(middle, min(reach, length - reach), max(reach, length - reach))


def _clamped(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
