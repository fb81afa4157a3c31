"""Single frames taken out of a clip: saved, copied, or put into a slot of the frame editor."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.library_errors import ExportFailedError
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import chosen, taken_from
from seedance_desktop.model.origins import Origin, origin_of
from seedance_desktop.store.pasted import PastedPictures

T = TypeVar("T")

if TYPE_CHECKING:
    from seedance_desktop.core.request import Role
    from seedance_desktop.core.stopped import Tell
    from seedance_desktop.model.bridge import Bridge
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


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which frames of which file, both ends included, counted from 0."""

    path: Path
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many frames."""
        return self.last - self.first + 1

    @property
    def name(self) -> str:
        """What a folder of them is called."""
        return f"{self.path.stem} frames {self.first + 1}-{self.last + 1}"


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
        bridge: Bridge,
        *,
        pasted: Path,
        report: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._workers = workers
        self._bridge = bridge
        self._pasted = PastedPictures(pasted)
        self._report = report

    def copy(self, still: Still) -> None:
        """Take the frame for the clipboard."""
        self._workers.start(partial(_picture, still), partial(self._told, self.copied))

    def save(self, still: Still, target: Path) -> None:
        """Write the frame as a PNG."""
        self._workers.start(partial(_save, still, target), partial(self._told, self.saved))

    def send(self, still: Still, role: Role) -> None:
        """Put the frame into a slot, kept as a file of its own that knows its video."""
        self._workers.start(partial(_keep, still, self._pasted), partial(self._kept, still, role))

    async def save_all(self, stretch: Stretch, folder: Path, tell: Tell) -> list[Path]:
        """Write every frame of a stretch into the new ``folder``; the files.

        Raises ClipBrokenError, DiskError kinds, and what ``tell`` raises.
        """
        from asyncio import wrap_future

        future: Future[list[Path]] = Future()
        work = partial(_save_all, stretch, folder, tell)
        self._workers.start(work, partial(_hand_on, future))
        return await wrap_future(future)

    def _told(self, signal: SignalInstance, future: Future[object]) -> None:
        error = future.exception()
        if error is None:
            signal.emit(future.result())
        else:
            self._report(error)

    def _kept(self, still: Still, role: Role, future: Future[Path]) -> None:
        error = future.exception()
        if error is not None:
            self._report(error)
        elif self._bridge.is_ready:
            self._bridge.run(self._traced(still, role, future.result()), "send a frame")
        else:
            self._put(role, future.result(), None)

    async def _traced(self, still: Still, role: Role, picture: Path) -> None:
        origin = await origin_of(self._bridge, still.path, still.frame)
        self._put(role, picture, origin)

    def _put(self, role: Role, picture: Path, origin: Origin | None) -> None:
        state = chosen(self._draft.state, role, picture)
        if origin is not None:
            state = taken_from(state, picture, origin)
        self._draft.take_pictures(Step.PICTURE, state)
        self.sent.emit(role)


def _save_all(stretch: Stretch, folder: Path, tell: Tell) -> list[Path]:
    from seedance_desktop.media.frame_sequence import write_frames

    return write_frames(stretch.path, folder, stretch.first, stretch.last, tell=tell)


def _hand_on(waiting: Future[T], done: Future[T]) -> None:
    error = done.exception()
    if error is None:
        waiting.set_result(done.result())
    else:
        waiting.set_exception(error)


def _picture(still: Still) -> QImage:
    from seedance_desktop.media.clip import frame_at

    return frame_at(still.path, still.frame)


def _png(still: Still) -> bytes:
    from seedance_desktop.media.pixels import encoded

    return encoded(_picture(still), "PNG")


def _save(still: Still, target: Path) -> Path:
    from seedance_desktop.store.files import write_atomically

    content = _png(still)
    try:
        write_atomically(target, content)
    except DiskError as error:
        raise ExportFailedError(error.message, facts=error.facts) from error
    return target


def _keep(still: Still, pasted: PastedPictures) -> Path:
    return pasted.keep(_png(still), ".png", Path(still.name).stem)
