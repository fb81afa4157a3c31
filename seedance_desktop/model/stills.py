"""Single frames taken out of a clip: saved, copied, or put into a slot of the frame editor."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QImage

from seedance_desktop.store.pasted import PastedPictures

if TYPE_CHECKING:
    from seedance_desktop.core.request import Role
    from seedance_desktop.model.draft import Draft
    from seedance_desktop.model.workers import Workers


@dataclass(frozen=True, slots=True)
class Still:
    """Which frame of which file, counted from 0."""

    path: Path
    frame: int

    @property
    def name(self) -> str:
        """What a file of it is called, if nobody says otherwise."""
        return f"{self.path.stem}-{self.frame + 1:04}.png"


class Stills(QObject):
    """Frames are decoded from the file, at its full size, by a worker.

    ``copied`` carries the picture for the clipboard, ``saved`` the file, ``sent`` the Role of the
    slot. What goes wrong is handed to ``report``.
    """

    copied = Signal(object)
    saved = Signal(object)
    sent = Signal(object)

    def __init__(
        self,
        draft: Draft,
        workers: Workers,
        *,
        pasted: Path,
        report: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._workers = workers
        self._pasted = PastedPictures(pasted)
        self._report = report

    def copy(self, still: Still) -> None:
        """Take the frame for the clipboard."""
        self._workers.start(partial(_picture, still), partial(self._told, self.copied))

    def save(self, still: Still, target: Path) -> None:
        """Write the frame as a PNG."""
        self._workers.start(partial(_save, still, target), partial(self._told, self.saved))

    def send(self, still: Still, role: Role) -> None:
        """Put the frame into a slot, kept as a file of its own."""
        self._workers.start(partial(_keep, still, self._pasted), partial(self._put, role))

    def _told(self, signal: SignalInstance, future: Future[object]) -> None:
        error = future.exception()
        if error is None:
            signal.emit(future.result())
        else:
            self._report(error)

    def _put(self, role: Role, future: Future[Path]) -> None:
        error = future.exception()
        if error is not None:
            self._report(error)
            return
        self._draft.set_picture(role, future.result())
        self.sent.emit(role)


def _picture(still: Still) -> QImage:
    from seedance_desktop.media.clip import frame_at

    return frame_at(still.path, still.frame)


def _png(still: Still) -> bytes:
    from seedance_desktop.media.pixels import encoded

    return encoded(_picture(still), "PNG")


def _save(still: Still, target: Path) -> Path:
    from seedance_desktop.store.files import write_atomically

    write_atomically(target, _png(still))
    return target


def _keep(still: Still, pasted: PastedPictures) -> Path:
    return pasted.keep(_png(still), ".png")
