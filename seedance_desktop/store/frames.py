"""The pictures that were sent, kept by the hash of their bytes so that a re-run is exact."""

from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.ids import FrameHash
from seedance_desktop.core.words import Message
from seedance_desktop.store.files import keep_once

_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png"}
_MIMES = {suffix: mime for mime, suffix in _SUFFIXES.items()}


class FrameStore:
    """Sent frames in ``folder``, such as ``ab/abcdef….jpg``; blocking, for worker threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, mime: str) -> FrameHash:
        """Store the bytes, once. ``mime`` is one of those we send. Raises DiskError kinds."""
        return FrameHash(keep_once(self._folder, content, _SUFFIXES[mime]).stem)

    def path(self, frame: FrameHash) -> Path:
        """Where the bytes are. Raises PictureError when they are gone."""
        for suffix in _MIMES:
            path = self._folder / frame[:2] / f"{frame}{suffix}"
            if path.is_file():
                return path
        raise PictureError(
            Message("The kept copy of the picture is no longer there."),
            remedy=Message("Choose the picture again."),
            facts={"frame": frame},
        )

    def weight(self, frame: FrameHash) -> tuple[str, int]:
        """Media type and length, the bytes themselves unread. Raises PictureError."""
        path = self.path(frame)
        return _MIMES[path.suffix], path.stat().st_size

    def read(self, frame: FrameHash) -> tuple[str, bytes]:
        """Media type and bytes, proved to be those that were kept. Raises PictureError."""
        path = self.path(frame)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise disk_error(error, path) from error
        from hashlib import sha256  # brings OpenSSL, which nothing at rest needs

        if sha256(content).hexdigest() != frame:
            raise PictureError(
                Message("The kept copy of the picture is damaged."),
                remedy=Message("Choose the picture again."),
                facts={"frame": frame},
            )
        return _MIMES[path.suffix], content
