"""The picture slots of the draft: the two frames, and one for each reference that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.geometry import Framing
from seedance_desktop.core.request import Role
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import reframed, reordered, swapped
from seedance_desktop.model.draft_state import ROLES, SlotName, slot_name
from seedance_desktop.model.frame_editor import FramePicture
from seedance_desktop.model.picture_readings import PictureReadings
from seedance_desktop.model.sent_sizes import SentSizes
from seedance_desktop.model.ways_in import WaysIn

if TYPE_CHECKING:
    from seedance_desktop.media.frame_render import SentFacts


class FramePictures(QObject):
    """Slots by name. Those of references come when they are asked for, and go with them.

    ``changed`` comes for anything that some slot shows. While ``is_linked``, what is done to the
    crop of one frame is done to the other.
    """

    changed = Signal()

    def __init__(
        self,
        draft: Draft,
        *,
        readings: PictureReadings,
        ways_in: WaysIn,
        sent: SentSizes,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._readings = readings
        readings.setParent(self)
        ways_in.setParent(self)
        sent.setParent(self)
        self.ways_in = ways_in
        self.is_linked = False
        self._sent = sent
        self._slots: dict[SlotName, FramePicture] = {}
        for role in (Role.FIRST_FRAME, Role.LAST_FRAME):
            self._slots[role] = self._made(role)
        draft.changed.connect(self._follow)
        draft.changed.connect(self.changed)
        readings.changed.connect(self.changed)
        sent.changed.connect(self.changed)
        ways_in.refused.connect(self._refuse)
        ways_in.waiting_changed.connect(self.changed)

    def __getitem__(self, name: SlotName) -> FramePicture:
        """The slot of this name; for a reference it is made where there is none yet."""
        if name not in self._slots:
            self._slots[name] = self._made(name)
        return self._slots[name]

    @property
    def shown(self) -> tuple[FramePicture, ...]:
        """The slots with a picture, in the order in which they are sent."""
        return tuple(self[slot_name(frame)] for frame in self._draft.request.pictures)

    def sent(self, name: SlotName) -> SentFacts | None:
        """What a picture weighs as it is sent; None until that is known."""
        return self._sent.of(name)

    def sent_failure(self, name: SlotName) -> Failure | None:
        """Why a picture cannot be made small enough to be sent."""
        return self._sent.failure_of(name)

    def look(self) -> None:
        """Somebody looks at a picture; what it weighs is to be known."""
        self._sent.look()

    def frame(
        self, name: SlotName, framing: Framing, step: Step = Step.CROP, *, key: str = ""
    ) -> None:
        """Frame a slot's picture anew, and the other frame's with it while they are linked."""
        state = reframed(self._draft.state, name, framing)
        if self.is_linked and isinstance(name, Role):
            for role in ROLES[state.scene]:
                state = reframed(state, role, framing)
        self._draft.take(step, state, key)

    def swap(self) -> None:
        """Exchange first and last frame."""
        self._draft.take_pictures(Step.SWAP, swapped(self._draft.state))

    def move_reference(self, name: SlotName, index: int) -> None:
        """Put a reference to another place among the references."""
        self._draft.take(Step.ORDER, reordered(self._draft.state, name, index))

    def close(self) -> None:
        """Ask the workers for nothing any more."""
        self._sent.close()

    def _made(self, name: SlotName) -> FramePicture:
        return FramePicture(
            name, self._draft, readings=self._readings, ways_in=self.ways_in, parent=self
        )

    @Slot(object, object)
    def _refuse(self, name: SlotName, failure: Failure) -> None:
        if name is not Role.REFERENCE:
            self[name].refuse(failure)
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        kept = {slot_name(frame) for frame in self._draft.state.frames}
        for name in set(self._slots) - kept:
            if not isinstance(name, Role):
                self._slots.pop(name).deleteLater()
