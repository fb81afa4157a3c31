"""Pictures that came by paste or from a browser and have no file of their own."""

import re
from pathlib import Path

from seedance_desktop.store.files import keep_once

_LONGEST_NAME = 60


class PastedPictures:
    """Pasted pictures in ``folder``; blocking, for worker threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, suffix: str, name: str) -> Path:
        """Store the bytes, once, and say where; ``suffix`` as in ``.png``. Raises DiskError.

        ``name`` is what people read of it; signs that no file can have are left out.
        """
        readable = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:_LONGEST_NAME]
        return keep_once(self._folder, content, suffix, name=readable)
