"""Pictures that came by paste or from a browser and have no file of their own."""

from pathlib import Path

from seedance_desktop.store.files import keep_once


class PastedPictures:
    """Pasted pictures in ``folder``; blocking, for worker threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, suffix: str) -> Path:
        """Store the bytes, once, and say where; ``suffix`` as in ``.png``. Raises DiskError."""
        return keep_once(self._folder, content, suffix)
