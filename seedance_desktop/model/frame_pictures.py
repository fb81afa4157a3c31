"""The picture slots of the draft: the two frames, and one for each reference that there is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from seedance_desktop.core.request import Role
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_state import SlotName, slot_name
from seedance_desktop.model.frame_editor import FramePicture
from seedance_desktop.model.picture_readings import PictureReadings
from seedance_desktop.model.ways_in import WaysIn


class FramePictures(QObject):
    """Slots by name. Those of references come when they are asked for, and go with them."""

    def __init__(
        self,
        draft: Draft,
        *,
        readings: PictureReadings,
        ways_in: WaysIn,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._readings = readings
        readings.setParent(self)
        ways_in.setParent(self)
        self.ways_in = ways_in
        self._slots: dict[SlotName, FramePicture] = {}
        for role in (Role.FIRST_FRAME, Role.LAST_FRAME):
            self._slots[role] = self._made(role)
        draft.changed.connect(self._follow)

    def __getitem__(self, name: SlotName) -> FramePicture:
        """The slot of this name; for a reference it is made where there is none yet."""
        if name not in self._slots:
            self._slots[name] = self._made(name)
        return self._slots[name]

    @property
    def shown(self) -> tuple[FramePicture, ...]:
        """The slots with a picture, in the order in which they are sent."""
        return tuple(self[slot_name(frame)] for frame in self._draft.request.pictures)

    def _made(self, name: SlotName) -> FramePicture:
        return FramePicture(
            name, self._draft, readings=self._readings, ways_in=self.ways_in, parent=self
        )

    @Slot()
    def _follow(self) -> None:
        kept = {slot_name(frame) for frame in self._draft.state.frames}
        for name in set(self._slots) - kept:
            if not isinstance(name, Role):
                self._slots.pop(name).deleteLater()
