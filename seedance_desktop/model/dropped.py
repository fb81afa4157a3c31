"""What is in a drop or on the clipboard: files, clips, pixels, or the address of a picture."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

_CLIPS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv"})
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dropped:
    """At most one of these is of use: files come before pixels, pixels before an address."""

    files: tuple[Path, ...] = ()
    clips: tuple[Path, ...] = ()
    image: QImage | None = None
    address: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that a slot could take."""
        return not (self.files or self.clips or self.image or self.address)


def dropped(mime: QMimeData) -> Dropped:
    """What is in it; the pixels are taken out of it."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        clips = tuple(file for file in files if is_clip(file))
        return Dropped(tuple(file for file in files if not is_clip(file)), clips)
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return Dropped(image=image)
    return Dropped(address=_address(mime))


def can_be_taken(mime: QMimeData) -> bool:
    """Whether there is anything of use in it; nothing is taken out."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls()) or bool(_address(mime))


def is_clip(path: Path) -> bool:
    """Whether a file is a video, by its name."""
    return path.suffix.lower() in _CLIPS


def _address(mime: QMimeData) -> str:
    """The first web address that was dragged as such, or a text that is one and nothing else."""
    for url in mime.urls():
        if url.scheme() in {"http", "https"}:
            return url.toString(url.ComponentFormattingOption.FullyEncoded)
    text = mime.text().strip()
    return text if _WEB.fullmatch(text) else ""
