"""Sizes, shapes and crops: which part of a picture is sent, in source pixels."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace


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


@dataclass(frozen=True, slots=True)
class Framing:
    """How a picture fills the output frame: zoomed, and moved off its centre.

    ``zoom`` is at least 1; 1 shows as much of the picture as fills the frame. ``x`` and ``y`` are
    the centre of the crop as fractions of the picture, 0.5 and 0.5 being the middle.
    """

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0

    MAX_ZOOM = 16.0  # not annotated: a constant of the class, not a field


CENTRED = Framing()


def crop_box(source: Size, output: Size, framing: Framing = CENTRED) -> Box:
    """The part of ``source`` that fills ``output``: always inside it, exactly ``output``'s shape.

    With ``framing`` left out this is the service's own centre crop (api.md 5.5).
    """
    if source.shape < output.shape:
        width, height = float(source.width), source.width / output.shape
    else:
        width, height = source.height * output.shape, float(source.height)
    width, height = width / framing.zoom, height / framing.zoom
    return Box(
        _clamped(framing.x * source.width - width / 2, 0.0, source.width - width),
        _clamped(framing.y * source.height - height / 2, 0.0, source.height - height),
        width,
        height,
    )


def settled(framing: Framing, source: Size, output: Size) -> Framing:
    """``framing`` with zoom in range and the centre where the crop really is."""
    zoomed = replace(framing, zoom=_clamped(framing.zoom, 1.0, Framing.MAX_ZOOM))
    box = crop_box(source, output, zoomed)
    return replace(
        zoomed,
        x=(box.x + box.width / 2) / source.width,
        y=(box.y + box.height / 2) / source.height,
    )


def panned(framing: Framing, source: Size, output: Size, by: tuple[float, float]) -> Framing:
    """``framing`` with the crop moved ``by`` source pixels, stopped at the picture's edges."""
    moved = replace(
        framing, x=framing.x + by[0] / source.width, y=framing.y + by[1] / source.height
    )
    return settled(moved, source, output)


def zoomed_about(
    framing: Framing, source: Size, output: Size, factor: float, point: tuple[float, float]
) -> Framing:
    """``framing`` zoomed by ``factor`` so that ``point`` (source pixels) stays where it is seen."""
    before = crop_box(source, output, framing)
    zoom = _clamped(framing.zoom * factor, 1.0, Framing.MAX_ZOOM)
    share_x = (point[0] - before.x) / before.width
    share_y = (point[1] - before.y) / before.height
    after = crop_box(source, output, Framing(zoom=zoom))
    centre_x = point[0] + (0.5 - share_x) * after.width
    centre_y = point[1] + (0.5 - share_y) * after.height
    moved = Framing(centre_x / source.width, centre_y / source.height, zoom)
    return settled(moved, source, output)


def enlargement(source: Size, output: Size, framing: Framing = CENTRED) -> float:
    """Output pixels per source pixel along one side; above 1, pixels are being made up."""
    return output.width / crop_box(source, output, framing).width


def ratio_shape(ratio: str) -> float:
    """Width over height of a ratio such as ``16:9``. Raises ValueError for any other text."""
    width, height = ratio.split(":")
    return int(width) / int(height)


def nearest_ratio(shape: float, ratios: Iterable[str]) -> str:
    """Which of ``ratios`` the service takes for a first frame of this shape when left to choose.

    The service says "the nearest" and no more; we measure on a logarithmic scale (api.md 5.5, D).
    """
    return min(ratios, key=lambda ratio: abs(math.log(shape / ratio_shape(ratio))))


def _clamped(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
