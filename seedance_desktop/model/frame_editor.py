"""One picture slot: its file, its preview, what is wrong with it, and how it is framed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.core.request import Role
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.workers import Workers

PREVIEW_SIDE = 1600
"""Longest side of a preview in pixels; crops are in source pixels, so scale by the sizes."""


class FramePicture(QObject):
    """The picture of one role. ``changed`` comes for anything that the slot shows.

    The picture and its framing live in the draft; here is what was read from the file.
    """

    changed = Signal()

    def __init__(
        self,
        role: Role,
        draft: Draft,
        *,
        workers: Workers,
        pasted: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._draft = draft
        self._workers = workers
        self._pasted = pasted

    @property
    def role(self) -> Role:
        """What the picture is for."""
        return self._role

    @property
    def path(self) -> Path | None:
        """The chosen file, usable or not; None for an empty slot."""
        raise NotImplementedError

    @property
    def size(self) -> Size | None:
        """The picture's own pixels, turned upright; None until it has been read."""
        raise NotImplementedError

    @property
    def preview(self) -> QImage | None:
        """The whole picture, upright, at most 1600 pixels long; None until it has been read."""
        raise NotImplementedError

    @property
    def failure(self) -> Failure | None:
        """Why the file cannot be used."""
        raise NotImplementedError

    @property
    def is_loading(self) -> bool:
        """Whether the file is being read."""
        raise NotImplementedError

    @property
    def framing(self) -> Framing:
        """How it fills the output frame."""
        raise NotImplementedError

    @property
    def output_size(self) -> Size | None:
        """The shape of the crop: the video's exact pixels, None where they are not known."""
        raise NotImplementedError

    def choose(self, path: Path) -> None:
        """Put a file into the slot."""
        raise NotImplementedError

    def can_take(self, mime: QMimeData) -> bool:
        """Whether what is dragged or on the clipboard holds a file or a picture."""
        raise NotImplementedError

    def take(self, mime: QMimeData) -> bool:
        """Put a dropped or pasted file or picture into the slot; False where there is none."""
        raise NotImplementedError

    def clear(self) -> None:
        """Empty the slot."""
        raise NotImplementedError

    def pan(self, across: float, down: float) -> None:
        """Move the crop by source pixels, stopped at the picture's edges."""
        raise NotImplementedError

    def zoom(self, factor: float, point: tuple[float, float] | None = None) -> None:
        """Zoom about a point in source pixels, or about the crop's middle."""
        raise NotImplementedError

    def reset_framing(self) -> None:
        """Fill the frame, centred: what the service itself would do."""
        raise NotImplementedError
