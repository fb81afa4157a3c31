"""The draft's pictures as they were read from their files: sizes, previews, what is wrong."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import FrameHash
from seedance_desktop.core.request import NOT_SENT, Frame
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_state import SlotName, slot_name
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.frames import FrameStore

_File = tuple[Path, FrameHash]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a picture; nothing yet while its file is being read."""

    size: Size | None = None
    preview: QImage | None = None
    failure: Failure | None = None

    @property
    def is_loading(self) -> bool:
        """Whether the file is being read."""
        return self.preview is None and self.failure is None


class PictureReadings(QObject):
    """Reads every picture of the draft once, and tells the draft its size.

    What the draft shows no more, set aside or not, is forgotten. ``changed`` comes when something
    was read.
    """

    changed = Signal()

    def __init__(
        self,
        draft: Draft,
        sent: FrameStore,
        *,
        workers: Workers,
        preview_side: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._sent = sent
        self._workers = workers
        self._preview_side = preview_side
        self._readings: dict[_File, Reading] = {}
        self._latest: dict[_File, int] = {}
        self._number = 0
        draft.changed.connect(self._follow)
        self._follow()

    def of(self, frame: Frame) -> Reading:
        """What is known of a picture of the draft."""
        return self._readings.get((frame.source, frame.sent), Reading())

    def read_again(self, frame: Frame) -> None:
        """Read a file once more: it may be another by now."""
        self._load(frame)
        self.changed.emit()

    def _load(self, frame: Frame) -> None:
        file = (frame.source, frame.sent)
        self._number += 1
        self._latest[file] = self._number
        self._readings[file] = Reading()
        work = partial(_read_frame, frame, self._sent, self._preview_side)
        self._workers.start(work, partial(self._loaded, file, self._number))

    def _loaded(self, file: _File, number: int, future: Future[_Read]) -> None:
        if self._latest.get(file) != number:
            return  # the picture is gone, or is being read anew
        names = [
            slot_name(frame)
            for frame in self._draft.request.pictures
            if (frame.source, frame.sent) == file
        ]
        try:
            read = future.result()
        except PictureError as error:
            self._readings[file] = Reading(failure=error.failure)
            for name in names:
                self._draft.refuse(name, error.failure)
        else:
            self._keep(file, read, names)
        self.changed.emit()

    def _keep(self, file: _File, read: _Read, names: list[SlotName]) -> None:
        """Under the name that the draft knows the file by from now on."""
        reading = Reading(read.size, read.preview)
        known_as = (read.path, NOT_SENT if read.path == file[0] else file[1])
        self._readings[file] = self._readings[known_as] = reading
        self._latest[known_as] = self._latest[file]
        for name in names:
            self._draft.measure(name, read.path, read.size)

    @Slot()
    def _follow(self) -> None:
        frames = {(frame.source, frame.sent): frame for frame in self._draft.state.frames}
        shown = {(frame.source, frame.sent) for frame in self._draft.request.pictures}
        for file, reading in list(self._readings.items()):
            kept = shown if reading.failure else frames  # what failed is tried anew later
            if file not in kept:
                del self._readings[file], self._latest[file]
        for file, frame in frames.items():
            if file not in self._readings and file in shown:
                self._load(frame)
        self._tell_sizes()

    def _tell_sizes(self) -> None:
        """A picture that was read for one slot need not be read for another."""
        for frame in self._draft.request.pictures:
            size = self.of(frame).size
            if size is not None and self._draft.size_of(slot_name(frame)) is None:
                self._draft.measure(slot_name(frame), frame.source, size)


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
