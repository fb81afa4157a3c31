"""The frames of one clip, looked at one after the other, to choose one of them."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import KnownError
from seedance_desktop.model.workers import Workers

if TYPE_CHECKING:
    from seedance_desktop.core.video import ClipFacts

_SIDE = 1280


class ClipFrames(QObject):
    """Decodes what is asked for, always the newest; what was passed over meanwhile is left out.

    ``opened`` carries the ClipFacts, ``shown`` a frame's index and its QImage, ``broken`` the
    Failure of a file that is no clip.
    """

    opened = Signal(object)
    shown = Signal(int, QImage)
    broken = Signal(object)

    def __init__(self, path: Path, workers: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._workers = workers
        self._wanted: int | None = None
        self._is_busy = False
        self._is_closed = False

    def open(self) -> None:
        """Find out how many frames there are."""
        self._workers.start(partial(_facts, self._path), self._opened)

    def show(self, index: int) -> None:
        """Show this frame as soon as may be."""
        self._wanted = index
        if not self._is_busy:
            self._decode()

    def close(self) -> None:
        """Nobody looks any more."""
        self._is_closed = True
        self._wanted = None

    def _decode(self) -> None:
        index, self._wanted = self._wanted, None
        if index is not None:
            self._is_busy = True
            self._workers.start(partial(_frame, self._path, index), partial(self._made, index))

    def _opened(self, future: Future[ClipFacts]) -> None:
        if self._is_closed:
            return
        try:
            self.opened.emit(future.result())
        except KnownError as error:
            self.broken.emit(error.failure)

    def _made(self, index: int, future: Future[QImage]) -> None:
        self._is_busy = False
        if self._is_closed:
            return
        try:
            self.shown.emit(index, future.result())
        except KnownError as error:
            self.broken.emit(error.failure)
        self._decode()


def _facts(path: Path) -> ClipFacts:
    from seedance_desktop.media.clip_probe import probe_clip

    return probe_clip(path)


def _frame(path: Path, index: int) -> QImage:
    from seedance_desktop.media.clip import frame_at

    image = frame_at(path, index)
    if max(image.width(), image.height()) <= _SIDE:
        return image
    return image.scaled(
        _SIDE,
        _SIDE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
