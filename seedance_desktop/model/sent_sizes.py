"""What each picture would weigh when it is sent: made for real, a moment after it has changed."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.core.request import Role
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_state import slot_name
from seedance_desktop.model.workers import Workers

if TYPE_CHECKING:
    from seedance_desktop.media.frame_render import SentFacts

_WAIT_MS = 400

_Sent = tuple[Path, Framing, Size]


class SentSizes(QObject):
    """Renders the draft's frames in the background. ``changed`` comes when one has been made.

    References are many and are sent whole: theirs is not asked for.
    """

    changed = Signal()

    def __init__(self, draft: Draft, workers: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._workers = workers
        self._facts: dict[_Sent, SentFacts | None] = {}
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._measure)
        draft.changed.connect(self._timer.start)

    def of(self, role: Role) -> SentFacts | None:
        """Format and bytes of a frame as it is now; None until they are known."""
        wanted = self._wanted().get(role)
        return None if wanted is None else self._facts.get(wanted)

    def close(self) -> None:
        """Ask the workers for nothing any more."""
        self._draft.changed.disconnect(self._timer.start)
        self._timer.stop()

    def _wanted(self) -> dict[Role, _Sent]:
        output = self._draft.output_size
        return {
            frame.role: (frame.source, frame.framing, output)
            for frame in self._draft.request.pictures
            if output is not None
            and frame.role is not Role.REFERENCE
            and self._draft.size_of(slot_name(frame)) is not None
        }

    @Slot()
    def _measure(self) -> None:
        wanted = set(self._wanted().values())
        self._facts = {sent: facts for sent, facts in self._facts.items() if sent in wanted}
        for sent in wanted - set(self._facts):
            self._facts[sent] = None  # being made
            self._workers.start(partial(_facts, *sent), partial(self._made, sent))

    def _made(self, sent: _Sent, future: Future[SentFacts]) -> None:
        try:
            self._facts[sent] = future.result()
        except PictureError:  # the slot says already what is wrong with the file
            self._facts[sent] = None
        self.changed.emit()


def _facts(source: Path, framing: Framing, output: Size) -> SentFacts:
    from seedance_desktop.media.frame_render import sent_facts

    return sent_facts(source, framing, output)
