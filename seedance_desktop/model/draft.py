"""The request being made: changed value by value, checked and priced as it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from PySide6.QtCore import QObject, Signal, Slot
from typing_extensions import override

from seedance_desktop.core.advice import hints
from seedance_desktop.core.capability import Capability
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.cost import Estimate, estimate
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.failure import Failure, Problem
from seedance_desktop.core.geometry import CENTRED, Framing, Size, laid_size
from seedance_desktop.core.ids import FrameHash, ModelId
from seedance_desktop.core.request import (
    NOT_SENT,
    GenerationRequest,
    OutputFormat,
    Role,
    Scene,
    ServiceTier,
)
from seedance_desktop.core.rules import fitted, output_size, problems, resolved_ratio
from seedance_desktop.core.spending import Consent
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.bursts import Bursts
from seedance_desktop.model.connections import Connections
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import chosen, in_scene, placed, reframed, removed
from seedance_desktop.model.draft_state import DraftState, SlotName, state_of
from seedance_desktop.model.draft_steps import DraftSteps
from seedance_desktop.model.draft_values import (
    fresh_request,
    in_its_scene,
    moved_values,
    picture_problem,
)
from seedance_desktop.model.preferences import Preferences

if TYPE_CHECKING:
    from typing import Unpack


_File = tuple[Path, FrameHash]
"""What a picture is read from: its file or, where that is gone, the bytes that were sent."""


class Changes(TypedDict, total=False):
    """The fields that ``Draft.change`` sets, each as in GenerationRequest."""

    prompt: str
    resolution: str
    ratio: str
    duration: int
    frames: int | None
    seed: int
    camera_fixed: bool
    watermark: bool
    sound: bool | None
    return_last_frame: bool
    service_tier: ServiceTier
    draft: bool
    output_format: OutputFormat
    priority: int
    web_search: bool


class Draft(DraftSteps):
    """The request on the Create page and how often it is to be made.

    ``changed`` comes for every change of the request, the count or a picture's size, and after it
    ``problems_changed``, for hints as well, and ``estimate_changed`` where these differ. ``moved``
    carries a tuple of Moved, ``submitted`` the tuple of new jobs. ``restored``: a whole recipe was
    put in.
    """

    problems_changed = Signal()
    estimate_changed = Signal()
    moved = Signal(object)
    submitted = Signal(object)
    restored = Signal()

    def __init__(
        self,
        catalogue: Catalogue,
        bridge: Bridge,
        *,
        connections: Connections,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(DraftState(fresh_request(catalogue.default)), parent)
        self.catalogue = catalogue
        self._bridge = bridge
        self._connections = connections
        self._preferences = preferences
        self._capability = catalogue.default
        self._bursts = Bursts()
        self._sizes: dict[_File, Size] = {}
        self._unusable: dict[_File, Failure] = {}
        self._problems: tuple[Problem, ...] = ()
        self._hints: tuple[Problem, ...] = ()
        self._estimate = Estimate(None, None, None)
        self._judge()
        connections.current_changed.connect(self._judge)

    @property
    def capability(self) -> Capability:
        """The chosen model's row: what the form is built from."""
        return self._capability

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every rule that the request breaks, and every picture that cannot be used."""
        return self._problems

    @property
    def hints(self) -> tuple[Problem, ...]:
        """What is worth knowing of the request, though it can be sent; not of its prompt."""
        return self._hints

    @property
    def estimate(self) -> Estimate:
        """Tokens and price of all the videos together, and the wait for one."""
        return self._estimate

    @property
    def ratio(self) -> str | None:
        """The concrete ratio that the video will have; None where the service decides unseen."""
        return resolved_ratio(self.request, self._capability, self._first_shape)

    @property
    def output_size(self) -> Size | None:
        """The exact pixels of the video; None where they cannot be known before."""
        return output_size(self.request, self._capability, self._first_shape)

    def change(self, **changes: Unpack[Changes]) -> None:
        """Give the named fields new values, whatever the model thinks of them."""
        request = replace(self.request, **changes)
        if "prompt" in changes:
            key = self._bursts.typing_key(self.request.prompt, request.prompt)
        else:
            key = self._bursts.key(" ".join(changes))
        step = Step(next(iter(changes))) if len(changes) == 1 else Step.SEVERAL
        self.take(step, replace(self.state, request=request), key)

    def set_model(self, model: ModelId) -> None:
        """Choose a model; values that it does not take move to the nearest that it does.

        Raises ModelUnavailableError for a model that is not in the catalogue.
        """
        capability = self.catalogue.find(model)
        wished = replace(self.request, model=model)
        self._take_fitted(
            Step.MODEL, replace(self.state, request=wished), fitted(wished, capability)
        )

    def set_scene(self, scene: Scene) -> None:
        """Set the form to another kind of input.

        Pictures that it has no slot for are put aside, and come back with their slots.
        """
        self.take_pictures(Step.MODE, in_scene(self.state, scene))

    def set_picture(self, name: SlotName, source: Path) -> None:
        """Put a picture into a slot, centred; what is there is replaced.

        ``Role.REFERENCE`` adds one more reference.
        """
        self.take_pictures(Step.PICTURE, chosen(self.state, name, source))

    def clear_picture(self, name: SlotName) -> None:
        """Empty a slot."""
        self.take_pictures(Step.REMOVAL, removed(self.state, name))

    def set_framing(
        self, name: SlotName, framing: Framing, step: Step = Step.CROP, *, key: str = ""
    ) -> None:
        """Frame the picture of a slot anew; an empty slot is left alone."""
        self.take(step, reframed(self.state, name, framing), key)

    def set_count(self, count: int) -> None:
        """Choose how many times Generate sends the request."""
        self.take(
            Step.COUNT, replace(self.state, count=max(1, count)), self._bursts.key(Step.COUNT)
        )

    def take_pictures(self, step: Step, state: DraftState) -> None:
        """Go on to other pictures; values that they do not go with move to the nearest."""
        fitting = in_its_scene(self.request, state.request, self._capability)
        self._take_fitted(step, state, fitting)

    def size_of(self, name: SlotName) -> Size | None:
        """How large a slot's picture is; None until that is known."""
        frame = self.picture(name)
        return None if frame is None else self._sizes.get((frame.source, frame.sent))

    def measure(self, name: SlotName, source: Path, size: Size) -> None:
        """Learn how large a slot's picture is, as it was read from ``source``.

        That may be the bytes that were sent once, where the picture's own file is gone. They are
        then sent again as they are; anything else is rendered from its file, as it is seen.
        """
        frame = self.picture(name)
        if frame is None:
            return
        if frame.source == source:
            frame = replace(frame, sent=NOT_SENT)
        else:
            frame = replace(frame, source=source, framing=CENTRED)
        self._unusable.pop((frame.source, frame.sent), None)
        self._sizes[frame.source, frame.sent] = size
        self._settle(placed(self.state, frame))

    def refuse(self, name: SlotName, failure: Failure) -> None:
        """Learn that a slot's picture cannot be used."""
        frame = self.picture(name)
        if frame is not None:
            self._sizes.pop((frame.source, frame.sent), None)
            self._unusable[frame.source, frame.sent] = failure
            self._settle(self.state)

    def use_all(
        self, request: GenerationRequest, count: int = 1, *, step: Step = Step.RECIPE
    ) -> None:
        """Put a whole recipe into the form; a model that is no longer known becomes the default."""
        self._go_on(step, state_of(self._known(request), count))
        self.restored.emit()

    def restore(self, state: DraftState) -> None:
        """Begin anew with a draft that was kept; there is nothing to undo."""
        self.load(replace(state, request=self._known(state.request)))
        self.restored.emit()

    def generate(self, consent: Consent = Consent.NONE) -> bool:
        """Send the request as it is now; False when problems stand in the way."""
        if self._problems:
            return False
        self._bridge.run(self._submit(self.request, self.count, consent), "generate")
        return True

    @property
    def _first_shape(self) -> float | None:
        """Of the first frame as it lies: an adaptive ratio follows that."""
        frame, size = self.picture(Role.FIRST_FRAME), self.size_of(Role.FIRST_FRAME)
        if frame is None or size is None:
            return None
        return laid_size(size, frame.framing).shape

    def _known(self, request: GenerationRequest) -> GenerationRequest:
        try:
            self.catalogue.find(request.model)
        except ModelUnavailableError:
            default = self.catalogue.default
            return fitted(replace(request, model=default.id), default)
        return request

    def _take_fitted(self, step: Step, wished: DraftState, taken: GenerationRequest) -> None:
        self.take(step, replace(wished, request=taken))
        differences = moved_values(wished.request, taken)
        if differences:
            self.moved.emit(differences)

    @override
    def _settle(self, state: DraftState) -> None:
        files = {(frame.source, frame.sent) for frame in state.frames}
        self._sizes = {file: size for file, size in self._sizes.items() if file in files}
        self._unusable = {file: why for file, why in self._unusable.items() if file in files}
        self._capability = self.catalogue.find(state.request.model)
        self._state = state
        self._judge()
        super()._settle(state)

    async def _submit(self, request: GenerationRequest, count: int, consent: Consent) -> None:
        connection = self._connections.current.id
        library = self._preferences.library

        jobs = await self._bridge.call(
            lambda engine: engine.submit(
                request, connection, library=library, count=count, consent=consent
            )
        )
        self.submitted.emit(jobs)

    @Slot()
    def _judge(self) -> None:
        unusable = (
            picture_problem(frame.role, self._unusable[frame.source, frame.sent])
            for frame in self.request.pictures
            if (frame.source, frame.sent) in self._unusable
        )
        found = (*problems(self.request, self._capability), *unusable)
        priced = estimate(self.request, self.catalogue, self._first_shape, count=self.count)
        if priced.wait is not None:
            speed = self._connections.speed(self._connections.current.id)
            priced = replace(priced, wait=priced.wait / speed)
        advised = hints(self.request, self._capability)
        if (found, advised) != (self._problems, self._hints):
            self._problems, self._hints = found, advised
            self.problems_changed.emit()
        if priced != self._estimate:
            self._estimate = priced
            self.estimate_changed.emit()
