"""What each picture would weigh when it is sent: made for real, a moment after it has changed."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.geometry import Framing, Size, laid_size
from seedance_desktop.core.ids import FrameHash
from seedance_desktop.core.limits import picture_room
from seedance_desktop.core.reference_size import reference_size
from seedance_desktop.core.request import Encoding, Role
from seedance_desktop.model.connections import Connections
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_state import SlotName, slot_name
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.frames import FrameStore

if TYPE_CHECKING:
    from seedance_desktop.media.frame_render import SentFacts

_WAIT_MS = 400


@dataclass(frozen=True, slots=True)
class _Sent:
    """A picture as it would be sent: ``room`` is the most bytes that it may have."""

    source: Path
    framing: Framing
    size: Size
    kept: FrameHash
    room: int
    encoding: Encoding


class SentSizes(QObject):
    """Renders in the background what is asked for. ``changed`` comes when one has been made.

    Of many references only those that are looked at are asked for. As the start has left the draft
    nothing is made until somebody looks: what makes pictures takes 5 MB of memory.
    """

    changed = Signal()

    def __init__(
        self,
        draft: Draft,
        connections: Connections,
        frames: FrameStore,
        *,
        workers: Workers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._connections = connections
        self._frames = frames
        self._workers = workers
        self._asked: set[SlotName] = set()
        self._made: dict[_Sent, SentFacts | Failure | None] = {}
        self._is_looked_at = False
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._measure)
        draft.changed.connect(self._ask_anew)
        connections.current_changed.connect(self._timer.start)

    def of(self, name: SlotName) -> SentFacts | None:
        """Format and bytes of a picture as it is now; None until they are known."""
        facts = self._known(name)
        return None if isinstance(facts, Failure) else facts

    def failure_of(self, name: SlotName) -> Failure | None:
        """Why a picture cannot be sent, such as for want of room; None where it can."""
        facts = self._known(name)
        return facts if isinstance(facts, Failure) else None

    def look(self) -> None:
        """Somebody looks at the pictures: from now on it is to be known."""
        if not self._is_looked_at:
            self._is_looked_at = True
            self._timer.start()

    def close(self) -> None:
        """Ask the workers for nothing any more."""
        self._draft.changed.disconnect(self._ask_anew)
        self._connections.current_changed.disconnect(self._timer.start)
        self._timer.stop()

    def _known(self, name: SlotName) -> SentFacts | Failure | None:
        if name not in self._asked:
            self._asked.add(name)
            self._timer.start()
        wanted = self._wanted(name)
        return None if wanted is None else self._made.get(wanted)

    def _wanted(self, name: SlotName) -> _Sent | None:
        frame, own = self._draft.picture(name), self._draft.size_of(name)
        size = self._draft.output_size
        if frame is None or own is None:
            return None
        request = self._draft.request
        if frame.role is Role.REFERENCE:
            size = reference_size(laid_size(own, frame.framing), len(request.references))
        if size is None:
            return None
        room = picture_room(self._connections.current.body_bytes, len(request.pictures))
        return _Sent(frame.source, frame.framing, size, frame.sent, room, frame.encoding)

    @Slot()
    def _ask_anew(self) -> None:
        """Whoever shows a picture still asks again; nobody else's is made."""
        self._asked.clear()
        self._timer.start()

    @Slot()
    def _measure(self) -> None:
        is_as_it_was = self._draft.undo_step is None and self._draft.redo_step is None
        if is_as_it_was and not self._is_looked_at:
            return
        names = {slot_name(frame) for frame in self._draft.request.pictures}
        there = {name: sent for name in names if (sent := self._wanted(name)) is not None}
        self._made = {sent: made for sent, made in self._made.items() if sent in there.values()}
        for name, sent in there.items():
            if name in self._asked and sent not in self._made:
                self._made[sent] = None  # being made
                self._workers.start(partial(_facts, sent, self._frames), partial(self._take, sent))

    def _take(self, sent: _Sent, future: Future[SentFacts]) -> None:
        try:
            self._made[sent] = future.result()
        except PictureError as error:
            self._made[sent] = error.failure
        self.changed.emit()


def _facts(sent: _Sent, frames: FrameStore) -> SentFacts:
    from seedance_desktop.media.frame_render import SentFacts, sent_facts

    if sent.kept:
        mime, byte_count = frames.weight(sent.kept)
        return SentFacts(mime.removeprefix("image/"), byte_count, sent.size)
    return sent_facts(sent.source, sent.framing, sent.size, sent.room, sent.encoding)
