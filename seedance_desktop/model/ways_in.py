"""How pictures come in: files, pixels, addresses and clips, laid into the slots they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.library_errors import RecipeMissingError
from seedance_desktop.core.request import GenerationRequest, Role, Scene
from seedance_desktop.core.words import Message
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import (
    carried,
    chosen,
    in_scene,
    reordered,
    taken_from,
    with_references,
)
from seedance_desktop.model.draft_state import ROLES, DraftState, SlotName, slot_name
from seedance_desktop.model.dropped import can_be_taken, dropped, is_clip
from seedance_desktop.model.origins import Origin, origin_of
from seedance_desktop.model.picture_readings import PictureReadings
from seedance_desktop.model.slot_drag import dragged_slot
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.pasted import PastedPictures


class ClipFrame(StrEnum):
    """Which frame of a clip is taken where it is not counted."""

    FIRST = "first"
    LAST = "last"


class WaysIn(QObject):
    """Takes what is dropped or pasted.

    ``refused`` carries the slot and a Failure; ``clip_given`` the slot and a video's file, to ask
    which frame is meant; ``waiting_changed``: see ``waiting_for``.
    """

    refused = Signal(object, object)
    clip_given = Signal(object, object)
    waiting_changed = Signal()

    def __init__(
        self,
        draft: Draft,
        bridge: Bridge,
        *,
        readings: PictureReadings,
        pasted: PastedPictures,
        workers: Workers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._bridge = bridge
        self._readings = readings
        self._pasted = pasted
        self._workers = workers
        self._waiting: dict[SlotName, str] = {}

    @property
    def next_name(self) -> SlotName:
        """The first slot that is empty, or the first of all; one more reference among those."""
        roles = ROLES[self._draft.scene] or (Role.FIRST_FRAME,)
        empty = [role for role in roles if self._draft.picture(role) is None]
        return (empty or list(roles))[0]

    def waiting_for(self, name: SlotName) -> str:
        """From which computer of the web a slot's picture is on its way; empty for none."""
        return self._waiting.get(name, "")

    def can_take(self, mime: QMimeData) -> bool:
        """Whether what is dragged or on the clipboard holds anything that a slot could take."""
        return can_be_taken(mime)

    def take(self, mime: QMimeData, name: SlotName | None = None, *, copies: bool = False) -> bool:
        """Put what was dropped or pasted into a slot, or the next; False where there is nothing.

        ``copies`` says that a picture from another slot stays there as well.
        """
        wanted = self.next_name if name is None else name
        source = dragged_slot(mime)
        if source is not None and self._draft.picture(source) is not None:
            self._carry(source, wanted, copies=copies)
            return True
        found = dropped(mime)
        if found.files:
            self.take_files(found.files, wanted)
        elif found.clips:
            self.clip_given.emit(wanted, found.clips[0])
        elif found.image is not None:
            self._make(partial(_keep_pasted, found.image, self._pasted, "pasted"), wanted)
        elif found.address:
            self._bridge.run(self._fetch(found.address, wanted), "picture from the web")
        return not found.is_empty

    def take_files(
        self, files: Sequence[Path], name: SlotName | None = None, origin: Origin | None = None
    ) -> None:
        """Put files into a slot and those after it, as one step; ``origin`` is of the first."""
        wanted = self.next_name if name is None else name
        clip = next((file for file in files if is_clip(file)), None)
        if clip is not None:
            self.clip_given.emit(wanted, clip)
            return
        state = self._draft.state
        if wanted in (Role.FIRST_FRAME, Role.LAST_FRAME):
            state = self._in_frames(state, files, Role(wanted))
        else:
            state = self._in_references(state, files, wanted)
        if origin is not None:
            state = taken_from(state, files[0], origin)
        for frame in self._draft.request.pictures:
            if frame in state.request.pictures and frame.source in files:
                self._readings.read_again(frame)  # the very file may have changed
        self._draft.take_pictures(Step.PICTURE, state)

    def take_frame(self, clip: Path, which: ClipFrame | int, name: SlotName) -> None:
        """Put one frame of a clip into a slot, as a picture of its own; numbers count from 0."""
        keep = partial(_keep_frame, clip, which, self._pasted)
        self._workers.start(keep, partial(self._kept, clip, which, name))

    def take_recipe(self, clip: Path, name: SlotName) -> None:
        """Put the recipe that a clip carries into the form; one without is refused."""
        self._workers.start(partial(_recipe_of, clip), partial(self._read, name))

    def _read(self, name: SlotName, future: Future[GenerationRequest]) -> None:
        try:
            self._draft.use_all(future.result())
        except KnownError as error:
            self.refused.emit(name, error.failure)

    def _kept(
        self, clip: Path, which: ClipFrame | int, name: SlotName, future: Future[Path]
    ) -> None:
        try:
            picture = future.result()
        except KnownError as error:
            self.refused.emit(name, error.failure)
        else:
            if self._bridge.is_ready:
                self._bridge.run(self._traced(clip, which, name, picture), "frame of a clip")
            else:
                self.take_files([picture], name)

    async def _traced(
        self, clip: Path, which: ClipFrame | int, name: SlotName, picture: Path
    ) -> None:
        origin = await origin_of(self._bridge, clip, _counted(which))
        self.take_files([picture], name, origin)

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

    async def _fetch(self, address: str, name: SlotName) -> None:
        self._wait(name, urlsplit(address).hostname or address)
        try:
            content = await self._bridge.call(lambda engine: engine.web_picture(address))
        except KnownError as error:
            self.refused.emit(name, error.failure)
        else:
            self._make(partial(self._pasted.keep, content, _suffix(address), _stem(address)), name)
        finally:
            self._wait(name, "")

    def _make(self, make: Callable[[], Path], name: SlotName) -> None:
        """Have a worker make the file of a picture, and take that."""
        self._workers.start(make, partial(self._made, name))

    def _made(self, name: SlotName, future: Future[Path]) -> None:
        try:
            self.take_files([future.result()], name)
        except KnownError as error:
            self.refused.emit(name, error.failure)

    def _wait(self, name: SlotName, host: str) -> None:
        if host:
            self._waiting[name] = host
        else:
            self._waiting.pop(name, None)
        self.waiting_changed.emit()


def _suffix(address: str) -> str:
    """The ending of the address's path if it looks like one; what a file is, its bytes tell."""
    suffix = Path(urlsplit(address).path).suffix.lower()
    is_usual = suffix[1:].isalnum() and len(suffix) <= 5 and not is_clip(Path(suffix))
    return suffix if is_usual else ".img"


def _stem(address: str) -> str:
    """What the address calls the picture, else whose it is."""
    parts = urlsplit(address)
    return Path(unquote(parts.path)).stem or parts.hostname or "picture"


def _keep_pasted(image: QImage, pasted: PastedPictures, name: str) -> Path:
    """The picture as a PNG file placed by its contents, so that pasting twice makes one file."""
    from seedance_desktop.media.png import png_bytes

    return pasted.keep(png_bytes(image), ".png", name)


def _keep_frame(clip: Path, which: ClipFrame | int, pasted: PastedPictures) -> Path:
    from seedance_desktop.media.clip import frame_at

    place = f"{which + 1:04}" if isinstance(which, int) else which.value
    return _keep_pasted(frame_at(clip, _counted(which)), pasted, f"{clip.stem}-{place}")


def _recipe_of(clip: Path) -> GenerationRequest:
    """With the seed that made it. Raises RecipeMissingError and ClipBrokenError."""
    from seedance_desktop.engine.recipe import recipe_in
    from seedance_desktop.media.clip import read_recipe

    recipe = recipe_in(read_recipe(clip))
    if recipe is None:
        raise RecipeMissingError(
            Message("{name} does not tell how it was made.", {"name": clip.name})
        )
    seed = recipe.seed
    return recipe.request if seed is None else replace(recipe.request, seed=seed)


def _counted(which: ClipFrame | int) -> int:
    return which if isinstance(which, int) else {ClipFrame.FIRST: 0, ClipFrame.LAST: -1}[which]
