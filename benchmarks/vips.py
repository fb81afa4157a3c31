"""The same work done by libvips, to measure ours against; it is used where it is installed.

It is no dependency of the program nor of its development: ``pip install pyvips``, with libvips from
the system or from ``pyvips-binary``.
"""

import os
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from seedance_desktop.core.geometry import Framing, Size, crop_box
from seedance_desktop.media.picture import shrink_that_leaves


def crop_resize_encode(
    photo: Path, whole: Size, framing: Framing, output: Size
) -> Callable[[], object] | None:
    """Decode smaller, crop, resize, encode as JPEG, on one thread; ``None`` without libvips."""
    if find_spec("pyvips") is None:
        return None
    os.environ["VIPS_CONCURRENCY"] = "1"  # read when it is loaded
    pyvips: Any = import_module("pyvips")
    pyvips.cache_set_max(0)  # or the second run would find the first one's pixels
    box = crop_box(whole, output, framing)
    shrink = shrink_that_leaves(box.width, output.width)

    def work() -> object:
        image = pyvips.Image.jpegload(str(photo), shrink=shrink, access="sequential")
        part = image.crop(
            round(box.x / shrink),
            round(box.y / shrink),
            round(box.width / shrink),
            round(box.height / shrink),
        )
        scaled = part.resize(output.width / part.width, vscale=output.height / part.height)
        return scaled.jpegsave_buffer(Q=93, subsample_mode="off")

    return work
