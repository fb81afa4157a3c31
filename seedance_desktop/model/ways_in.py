"""How pictures come in: files, pasted pixels and addresses, laid into the slots they fit."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.request import Role, Scene
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import (
    carried,
    chosen,
    in_scene,
    reordered,
    with_references,
)
from seedance_desktop.model.draft_state import ROLES, DraftState, SlotName, slot_name
from seedance_desktop.model.picture_readings import PictureReadings
from seedance_desktop.model.slot_drag import dragged_slot
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.pasted import PastedPictures


class WaysIn(QObject):
    """Takes what is dropped or pasted. ``refused`` carries the slot, if any, and a Failure."""

    refused = Signal(object, object)

    def __init__(
        self,
        draft: Draft,
        *,
        readings: PictureReadings,
        folders: Folders,
        workers: Workers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._readings = readings
        self._pasted = PastedPictures(folders.pasted)
        self._workers = workers

    def can_take(self, mime: QMimeData) -> bool:
        """Whether what is dragged or on the clipboard holds a file or a picture."""
        return mime.hasImage() or bool(_files(mime))

    def take(self, mime: QMimeData, name: SlotName | None = None, *, copies: bool = False) -> bool:
        """Put what was dropped or pasted into a slot, or the next; False where there is nothing.

        ``copies`` says that a picture from another slot stays there as well.
        """
        source = dragged_slot(mime)
        if source is not None and self._draft.picture(source) is not None:
            self._carry(source, name or self.next_name, copies=copies)
            return True
        files = _files(mime)
        if files:
            self.take_files(files, name)
            return True
        image = mime.imageData() if mime.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self._workers.start(partial(_keep_pasted, image, self._pasted), partial(self._kept, name))
        return True

    def take_files(self, files: Sequence[Path], name: SlotName | None = None) -> None:
        """Put files into a slot and those after it, as one step."""
        wanted = self.next_name if name is None else name
        state = self._draft.state
        if wanted in (Role.FIRST_FRAME, Role.LAST_FRAME):
            state = self._in_frames(state, files, Role(wanted))
        else:
            state = self._in_references(state, files, wanted)
        for frame in self._draft.request.pictures:
            if frame in state.request.pictures and frame.source in files:
                self._readings.read_again(frame)  # the very file may have changed
        self._draft.take_pictures(Step.PICTURE, state)

    @property
    def next_name(self) -> SlotName:
        """The first slot that is empty, or the first of all; one more reference among those."""
        roles = ROLES[self._draft.scene] or (Role.FIRST_FRAME,)
        empty = [role for role in roles if self._draft.picture(role) is None]
        return (empty or list(roles))[0]

    def _carry(self, source: SlotName, target: SlotName, *, copies: bool) -> None:
        state = self._draft.state
        is_reference = not isinstance(source, Role)
        if is_reference and not copies and not isinstance(target, Role):
            names = [slot_name(frame) for frame in state.request.references]
            self._draft.take(Step.ORDER, reordered(state, source, names.index(target)))
        else:
            after = carried(state, source, target, copies=copies)
            self._draft.take_pictures(Step.PICTURE, after)

    def _in_frames(self, state: DraftState, files: Sequence[Path], first: Role) -> DraftState:
        takes_both = Scene.FIRST_LAST in self._draft.capability.scenes
        if len(files) > 1 and takes_both:
            state = in_scene(state, Scene.FIRST_LAST)
        roles = (first, *(role for role in ROLES[Scene.FIRST_LAST] if role is not first))
        most = 2 if state.scene is Scene.FIRST_LAST else 1
        for role, file in zip(roles[:most], files, strict=False):
            state = chosen(state, role, file)
        return state

    def _in_references(
        self, state: DraftState, files: Sequence[Path], name: SlotName
    ) -> DraftState:
        if name is not Role.REFERENCE:
            state, files = chosen(state, name, files[0]), files[1:]
        return with_references(state, files)

    def _kept(self, name: SlotName | None, future: Future[Path]) -> None:
        try:
            self.take_files([future.result()], name)
        except KnownError as error:
            self._refuse(name, error.failure)

    def _refuse(self, name: SlotName | None, failure: Failure) -> None:
        self.refused.emit(self.next_name if name is None else name, failure)


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _keep_pasted(image: QImage, pasted: PastedPictures) -> Path:
    """The picture as a PNG file named by its contents, so that pasting twice makes one file."""
    from seedance_desktop.media.png import png_bytes

    return pasted.keep(png_bytes(image), ".png")
