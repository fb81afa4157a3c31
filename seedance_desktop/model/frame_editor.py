"""One picture slot: its file, its preview, what is wrong with it, and how it is framed."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import KnownError, PictureError
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.geometry import CENTRED, Framing, Size
from seedance_desktop.core.gestures import panned, zoomed_about
from seedance_desktop.core.request import Frame, Role
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.frames import FrameStore
from seedance_desktop.store.pasted import PastedPictures

PREVIEW_SIDE = 1280
"""Longest side of a preview in pixels where no other is asked for."""


class FramePicture(QObject):
    """The picture of one role. ``changed`` comes for anything that the slot shows.

    The picture and its framing live in the draft; here is what was read from the file. Crops are
    in source pixels, so scale by the sizes: a preview's longest side is ``preview_side``.
    """

    changed = Signal()

    def __init__(
        self,
        role: Role,
        draft: Draft,
        *,
        workers: Workers,
        folders: Folders,
        preview_side: int = PREVIEW_SIDE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._draft = draft
        self._workers = workers
        self._folders = folders
        self._preview_side = preview_side
        self._path: Path | None = None
        self._read: _Read | None = None
        self._is_loading = False
        self._refusal: Failure | None = None
        draft.changed.connect(self._follow)
        self._follow()

    @property
    def role(self) -> Role:
        """What the picture is for."""
        return self._role

    @property
    def path(self) -> Path | None:
        """The chosen file, usable or not; None for an empty slot."""
        frame = self._draft.picture(self._role)
        return None if frame is None else frame.source

    @property
    def size(self) -> Size | None:
        """The picture's own pixels, turned upright; None until it has been read."""
        return None if self._read is None else self._read.size

    @property
    def preview(self) -> QImage | None:
        """The whole picture, upright, at most 1600 pixels long; None until it has been read."""
        return None if self._read is None else self._read.preview

    @property
    def failure(self) -> Failure | None:
        """Why the file, or what was dropped last, cannot be used."""
        return self._refusal

    @property
    def is_loading(self) -> bool:
        """Whether a file is being read."""
        return self._is_loading

    @property
    def framing(self) -> Framing:
        """How it fills the output frame."""
        frame = self._draft.picture(self._role)
        return CENTRED if frame is None else frame.framing

    @property
    def output_size(self) -> Size | None:
        """The shape of the crop: the video's exact pixels, None where they are not known."""
        return self._draft.output_size

    def choose(self, path: Path) -> None:
        """Put a file into the slot."""
        frame = self._draft.picture(self._role)
        if frame is not None and frame.source == path:
            self._load(frame)
        else:
            self._draft.set_picture(self._role, path)

    def can_take(self, mime: QMimeData) -> bool:
        """Whether what is dragged or on the clipboard holds a file or a picture."""
        return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())

    def take(self, mime: QMimeData) -> bool:
        """Put a dropped or pasted file or picture into the slot; False where there is none."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.choose(paths[0])
            return True
        image = mime.imageData() if mime.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self._workers.start(
            partial(_keep_pasted, image, PastedPictures(self._folders.pasted)), self._pasted_kept
        )
        return True

    def clear(self) -> None:
        """Empty the slot."""
        self._draft.clear_picture(self._role)

    def pan(self, across: float, down: float) -> None:
        """Move the crop by source pixels, stopped at the picture's edges."""
        size, output = self.size, self.output_size
        if size is not None and output is not None:
            self._frame(panned(self.framing, size, output, (across, down)))

    def zoom(self, factor: float, point: tuple[float, float] | None = None) -> None:
        """Zoom about a point in source pixels, or about the crop's middle."""
        size, output = self.size, self.output_size
        if size is None or output is None:
            return
        middle = (self.framing.x * size.width, self.framing.y * size.height)
        self._frame(zoomed_about(self.framing, size, output, factor, point or middle))

    def reset_framing(self) -> None:
        """Fill the frame, centred: what the service itself would do."""
        self._frame(CENTRED)

    def _frame(self, framing: Framing) -> None:
        self._draft.set_framing(self._role, framing)

    def _load(self, frame: Frame) -> None:
        self._path = frame.source
        self._is_loading = True
        self._read = None
        self._refusal = None
        sent = FrameStore(self._folders.frames)
        work = partial(_read_frame, frame, sent, self._preview_side)
        self._workers.start(work, partial(self._loaded, frame.source))
        self.changed.emit()

    def _loaded(self, path: Path, future: Future[_Read]) -> None:
        if path != self._path:
            return  # another picture has taken the slot in the meantime
        self._is_loading = False
        try:
            self._read = future.result()
        except PictureError as error:
            self._refusal = error.failure
            self._draft.refuse(self._role, error.failure)
        else:
            self._path = self._read.path
            self._draft.measure(self._role, self._read.path, self._read.size)
        self.changed.emit()

    def _pasted_kept(self, future: Future[Path]) -> None:
        try:
            self.choose(future.result())
        except KnownError as error:
            self._refusal = error.failure
            self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        frame = self._draft.picture(self._role)
        if frame is None:
            self._is_loading = False
            self._path = self._read = self._refusal = None
        elif frame.source != self._path:
            self._load(frame)
            return
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class _Read:
    """A picture that was read from ``path``."""

    path: Path
    size: Size
    preview: QImage


def _read_frame(frame: Frame, sent: FrameStore, side: int) -> _Read:
    """The picture's file or, where that is gone, the bytes that were sent of it."""
    from seedance_desktop.media.picture import load_preview, picture_size

    path = frame.source
    if frame.sent and not path.exists():
        path = sent.path(frame.sent)
    return _Read(path, picture_size(path).size, load_preview(path, side))


def _keep_pasted(image: QImage, pasted: PastedPictures) -> Path:
    """The picture as a PNG file named by its contents, so that pasting twice makes one file."""
    from seedance_desktop.media.png import png_bytes

    return pasted.keep(png_bytes(image), ".png")
