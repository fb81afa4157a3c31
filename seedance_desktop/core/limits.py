"""What the service takes of any request, whatever the model, as data (api.md 5.1, 5.4)."""

from datetime import timedelta
from typing import Final

MEGABYTE: Final = 1_000_000

SHORTEST_SIDE: Final = 300
"""Pixels of a picture's side; the bounds themselves are taken (api.md 9.16)."""
LONGEST_SIDE: Final = 6000
NARROWEST_SHAPE: Final = 0.4
"""Width over height of a picture; the bounds themselves are taken (api.md 9.16)."""
WIDEST_SHAPE: Final = 2.5
PICTURE_BYTES: Final = 30 * MEGABYTE
"""A picture must be smaller than this."""
BODY_BYTES: Final = 64 * MEGABYTE
OUR_BODY_BYTES: Final = 20 * MEGABYTE
"""What we stay below: the gateway's own limit is not known (api.md 5.4)."""

MAX_SEED: Final = 2_147_483_647
"""The lower of the two limits that are stated (api.md 9.14)."""

FRAME_RATE: Final = 24

TASK_KEPT_FOR: Final = timedelta(days=7)
"""How long the service remembers a task (api.md 3)."""
LINK_LIVES: Final = timedelta(hours=24)
"""How long a link to a finished file works (api.md 0)."""


def picture_room(body: int, pictures: int) -> int:
    """Bytes that each of so many pictures may have in a body of so many bytes.

    As Base64 they are a third larger, and there are words beside them (api.md 5.4).
    """
    return min(body // max(1, pictures) * 3 // 4 - MEGABYTE // 10, PICTURE_BYTES - 1)
