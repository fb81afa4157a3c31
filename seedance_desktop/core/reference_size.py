"""How many pixels a reference picture is sent in: whole, as far as the service takes its shape."""

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.limits import NARROWEST_SHAPE, SHORTEST_SIDE, WIDEST_SHAPE
from seedance_desktop.core.words import Message

_LONGEST = ((4, 2048), (9, 1536), (1000, 1024))
"""Up to so many references may be so many pixels long: more than any model shows of one."""


def reference_frame(own: Size) -> Size:
    """The frame that a reference of this size is seen and sent through, in its own pixels.

    All of it, but for what is longer than the service takes: there the frame ends, and which part
    lies in it is up to the picture's framing.
    """
    return Size(
        min(own.width, int(own.height * WIDEST_SHAPE)),
        min(own.height, int(own.width / NARROWEST_SHAPE)),
    )


def reference_size(own: Size, count: int) -> Size:
    """What one of ``count`` references is sent as: many share the room of a few."""
    frame = reference_frame(own)
    most = next(longest for among, longest in _LONGEST if count <= among)
    scale = max(
        min(1.0, most / max(frame.width, frame.height)),
        SHORTEST_SIDE / min(frame.width, frame.height),
    )
    scaled = Size(round(frame.width * scale), round(frame.height * scale))
    return reference_frame(scaled)  # rounding may have made it a pixel too long


def check_reference(own: Size, name: str) -> None:
    """For where nobody sees which part is sent. Raises PictureError for a shape not taken."""
    if not NARROWEST_SHAPE <= own.shape <= WIDEST_SHAPE:
        raise PictureError(
            Message(
                "{name} is {size}, which is too long for a reference.", {"name": name, "size": own}
            ),
            remedy=Message("Crop it so that no side is more than 2.5 times the other."),
        )
