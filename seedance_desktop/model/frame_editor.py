"""One picture slot: its file, its preview, what is wrong with it, and how it is framed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QImage

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.geometry import CENTRED, Framing, Size, laid_size
from seedance_desktop.core.reference_size import reference_frame
from seedance_desktop.core.request import Encoding, Frame, Role
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import encoded_as
from seedance_desktop.model.draft_state import SlotName
from seedance_desktop.model.picture_readings import PictureReadings, Reading
from seedance_desktop.model.ways_in import WaysIn

PREVIEW_SIDE = 1280
"""Longest side of a preview in pixels where no other is asked for."""


class FramePicture(QObject):
    """The picture of one slot. ``changed`` comes for anything that the slot shows.

    The picture and its framing live in the draft, what was read from the file in the readings.
    Framings are in source pixels, so scale by the sizes.
    """

    changed = Signal()

    def __init__(
        self,
        name: SlotName,
        draft: Draft,
        *,
        readings: PictureReadings,
        ways_in: WaysIn,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._draft = draft
        self._readings = readings
        self._ways_in = ways_in
        self._refusal: Failure | None = None
        draft.changed.connect(self._follow)
        readings.changed.connect(self.changed)
        self._seen = self.drawn

    @property
    def name(self) -> SlotName:
        """Which slot it is."""
        return self._name

    @property
    def drawn(self) -> Frame | None:
        """The picture and its framing as the draft has them."""
        return self._draft.picture(self._name)

    @property
    def path(self) -> Path | None:
        """The chosen file, usable or not; None for an empty slot."""
        return None if self.drawn is None else self.drawn.source

    @property
    def size(self) -> Size | None:
        """The picture's own pixels, turned upright; None until it has been read."""
        return self._reading.size

    @property
    def preview(self) -> QImage | None:
        """The whole picture, upright, but small; None until it has been read."""
        return self._reading.preview

    @property
    def failure(self) -> Failure | None:
        """Why what was dropped last, or the file, cannot be used."""
        return self._refusal or self._reading.failure

    @property
    def is_usable(self) -> bool:
        """Whether there is a picture that will be sent, whatever was dropped upon it since."""
        return self.path is not None and self._reading.failure is None

    @property
    def is_loading(self) -> bool:
        """Whether a file is being read."""
        return self.drawn is not None and self._reading.is_loading

    @property
    def framing(self) -> Framing:
        """How it fills the output frame."""
        return CENTRED if self.drawn is None else self.drawn.framing

    @property
    def output_size(self) -> Size | None:
        """What it is seen through: a frame in the video's exact pixels, a reference in its own.

        None where that is not known.
        """
        frame = self.drawn
        if frame is None or frame.role is not Role.REFERENCE:
            return self._draft.output_size
        return None if self.size is None else reference_frame(laid_size(self.size, frame.framing))

    def choose(self, path: Path) -> None:
        """Put a file into the slot."""
        self._refusal = None
        if self.drawn is not None and self.drawn.source == path:
            self._readings.read_again(self.drawn)
        else:
            self._draft.set_picture(self._name, path)

    def can_take(self, mime: QMimeData) -> bool:
        """Whether what is dragged or on the clipboard holds a file or a picture."""
        return self._ways_in.can_take(mime)

    def take(self, mime: QMimeData, *, copies: bool = False) -> bool:
        """Put a dropped or pasted file or picture into the slot; False where there is none.

        A picture from another slot changes places with the one here, unless it ``copies``.
        """
        self._refusal = None
        return self._ways_in.take(mime, self._name, copies=copies)

    def refuse(self, failure: Failure) -> None:
        """Show why what was dropped last cannot be used."""
        self._refusal = failure
        self.changed.emit()

    def clear(self) -> None:
        """Empty the slot."""
        self._refusal = None
        self._draft.clear_picture(self._name)

    def frame(self, framing: Framing, step: Step = Step.CROP, *, key: str = "") -> None:
        """Frame the picture anew; steps with one and the same key are undone together."""
        self._draft.set_framing(self._name, framing, step, key=key)

    def encode(self, encoding: Encoding) -> None:
        """Have the picture sent in this format."""
        self._draft.take(Step.ENCODING, encoded_as(self._draft.state, self._name, encoding))

    @property
    def _reading(self) -> Reading:
        frame = self.drawn
        return Reading() if frame is None else self._readings.of(frame)

    @Slot()
    def _follow(self) -> None:
        if self.drawn != self._seen:
            self._seen = self.drawn
            self._refusal = None
        self.changed.emit()
