"""How far something long is, and the user's wish to end it."""

from collections.abc import Callable

Tell = Callable[[int, int], None]
"""Told how much is done, and of how much. Raises StoppedError once it is to end."""


class StoppedError(Exception):
    """The user wants no more of it. What is half done is undone; what is whole stays."""


def nobody(_done: int, _total: int) -> None:
    """For whoever does not ask how far it is."""
