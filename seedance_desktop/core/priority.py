"""Which thread comes first where all want the processor: the window."""

import os
import sys

_NICENESS = 10


def give_way() -> None:
    """Put the calling thread, and those that it starts from now on, behind the window.

    On Linux alone: elsewhere niceness is the whole process's.
    """
    if sys.platform == "linux":
        os.nice(_NICENESS)
