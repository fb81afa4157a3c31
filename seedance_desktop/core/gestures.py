"""What a hand does to a framing, each as a function from one framing to the next."""

from dataclasses import replace

from seedance_desktop.core.affine import Point
from seedance_desktop.core.geometry import (
    CENTRED,
    Bars,
    Framing,
    Size,
    output_to_source,
    settled,
)


def turned(framing: Framing, quarters: int = 1) -> Framing:
    """The picture turned clockwise by so many quarters, as it is seen, about the frame's middle."""
    return replace(framing, quarter_turns=(framing.quarter_turns + quarters) % 4)


def mirrored(framing: Framing) -> Framing:
    """What is seen mirrored left to right about the frame's middle."""
    return replace(
        framing,
        mirrored=not framing.mirrored,
        quarter_turns=-framing.quarter_turns % 4,
        straighten=-framing.straighten or 0.0,  # never minus nought
    )


def straightened(framing: Framing, degrees: float) -> Framing:
    """The picture straightened to so many degrees clockwise, stopped at the most there may be."""
    most = Framing.MAX_STRAIGHTEN
    return replace(framing, straighten=max(-most, min(most, degrees)) or 0.0)


def with_bars(framing: Framing, bars: Bars) -> Framing:
    """The picture cropped to fill the frame, or whole inside it with such bars.

    Going from the one to the other starts afresh at the smallest zoom.
    """
    if (framing.bars is Bars.NONE) is (bars is Bars.NONE):
        return replace(framing, bars=bars)
    return replace(framing, bars=bars, zoom=1.0)


def on_background(framing: Framing, colour: str) -> Framing:
    """Another colour, such as ``#204060``, behind the picture."""
    return replace(framing, background=colour)


def reset(framing: Framing) -> Framing:
    """Upright, filling the frame, centred: what the service would do. The background stays."""
    return replace(CENTRED, background=framing.background)


def panned(framing: Framing, source: Size, output: Size, by: Point) -> Framing:
    """``framing`` with the crop moved ``by`` source pixels, stopped at the picture's edges."""
    start = settled(framing, source, output)
    moved = replace(start, x=start.x + by[0] / source.width, y=start.y + by[1] / source.height)
    return settled(moved, source, output)


def nudged(framing: Framing, source: Size, output: Size, by: Point) -> Framing:
    """``framing`` with the crop moved ``by`` output pixels, right and down as it is seen."""
    return panned(framing, source, output, output_to_source(source, output, framing).step(by))


def zoomed_about(
    framing: Framing, source: Size, output: Size, factor: float, point: Point
) -> Framing:
    """``framing`` zoomed by ``factor`` so that ``point`` (source pixels) stays where it is seen."""
    start = settled(framing, source, output)
    zoom = max(1.0, min(Framing.MAX_ZOOM, start.zoom * factor))
    share = start.zoom / zoom
    x = point[0] + share * (start.x * source.width - point[0])
    y = point[1] + share * (start.y * source.height - point[1])
    moved = replace(start, x=x / source.width, y=y / source.height, zoom=zoom)
    return settled(moved, source, output)
