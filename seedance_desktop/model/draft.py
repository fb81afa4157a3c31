"""The request being made: changed value by value, checked and priced as it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.cost import Estimate, estimate
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.failure import Failure, Problem
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import (
    NOT_SENT,
    Frame,
    GenerationRequest,
    Role,
    Scene,
    ServiceTier,
)
from seedance_desktop.core.rules import fitted, output_size, problems, resolved_ratio
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.connections import Connections
from seedance_desktop.model.draft_values import (
    ROLES,
    changed_slots,
    fresh_request,
    in_its_scene,
    moved_values,
    picture_problem,
    scene_with,
    to_be_rendered,
    with_picture,
    without_picture,
)
from seedance_desktop.model.preferences import Preferences

if TYPE_CHECKING:
    from typing import Unpack


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


class Draft(QObject):
    """The request on the Create page and how often it is to be made.

    ``changed`` comes for every change of the request, the count or a picture's size, and after it
    ``problems_changed`` and ``estimate_changed`` where these differ. ``moved`` carries a tuple of
    Moved, ``submitted`` the tuple of new jobs. ``restored``: a whole recipe was put in.
    """

    changed = Signal()
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
        super().__init__(parent)
        self.catalogue = catalogue
        self._bridge = bridge
        self._connections = connections
        self._preferences = preferences
        self._capability = catalogue.default
        self._request = fresh_request(self._capability)
        self._count = 1
        self._scene = Scene.FIRST_FRAME
        self._set_aside: dict[Role, Frame] = {}
        self._sizes: dict[Role, Size] = {}
        self._unusable: dict[Role, Failure] = {}
        self._problems: tuple[Problem, ...] = ()
        self._estimate = Estimate(None, None, None)
        self._judge()
        connections.current_changed.connect(self._judge)

    @property
    def capability(self) -> Capability:
        """The chosen model's row: what the form is built from."""
        return self._capability

    @property
    def request(self) -> GenerationRequest:
        """The request as it would be sent now."""
        return self._request

    @property
    def scene(self) -> Scene:
        """The kind of input that the form is set to; its slots may still be empty."""
        return self._scene

    @property
    def count(self) -> int:
        """How many times the request is sent by one Generate."""
        return self._count

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every rule that the request breaks, and every picture that cannot be used."""
        return self._problems

    @property
    def estimate(self) -> Estimate:
        """Tokens and price of all the videos together, and the wait for one."""
        return self._estimate

    @property
    def ratio(self) -> str | None:
        """The concrete ratio that the video will have; None where the service decides unseen."""
        return resolved_ratio(self._request, self._capability, self._first_shape)

    @property
    def output_size(self) -> Size | None:
        """The exact pixels of the video; None where they cannot be known before."""
        return output_size(self._request, self._capability, self._first_shape)

    def picture(self, role: Role) -> Frame | None:
        """The picture in a slot."""
        found = (frame for frame in self._request.pictures if frame.role == role)
        return next(found, None)

    def change(self, **changes: Unpack[Changes]) -> None:
        """Give the named fields new values, whatever the model thinks of them."""
        self._set(replace(self._request, **changes))

    def set_model(self, model: ModelId) -> None:
        """Choose a model; values that it does not take move to the nearest that it does.

        Raises ModelUnavailableError for a model that is not in the catalogue.
        """
        self._capability = self.catalogue.find(model)
        wished = replace(self._request, model=model)
        self._set_fitted(wished, fitted(wished, self._capability))

    def set_scene(self, scene: Scene) -> None:
        """Set the form to another kind of input.

        Pictures that it has no slot for are put aside, and come back with their slots.
        """
        self._scene = scene
        request = self._request
        for frame in request.pictures:
            if frame.role not in ROLES[scene]:
                self._set_aside[frame.role] = frame
                request = without_picture(request, frame.role)
        for role in ROLES[scene]:
            if role in self._set_aside:
                request = with_picture(request, self._set_aside.pop(role))
        if request == self._request:
            self.changed.emit()
        else:
            self._set_pictures(request)

    def set_picture(self, role: Role, source: Path) -> None:
        """Put a picture into a slot, centred; what is there is replaced."""
        self._scene = scene_with(self._scene, role)
        self._set_aside.pop(role, None)
        self._set_pictures(with_picture(self._request, Frame(role, source)))

    def clear_picture(self, role: Role) -> None:
        """Empty a slot."""
        self._set_pictures(without_picture(self._request, role))

    def set_framing(self, role: Role, framing: Framing) -> None:
        """Frame the picture of a slot anew; an empty slot is left alone."""
        frame = self.picture(role)
        if frame is not None:
            self._set(with_picture(self._request, replace(frame, framing=framing)))

    def set_count(self, count: int) -> None:
        """Choose how many times Generate sends the request."""
        self._count = max(1, count)
        self._judge()
        self.changed.emit()

    def measure(self, role: Role, source: Path, size: Size) -> None:
        """Learn how large a slot's picture is, as it was read from ``source``.

        That may be the bytes that were sent once, where the picture's own file is gone. They are
        then sent again as they are; anything else is rendered from its file, as it is seen.
        """
        self._unusable.pop(role, None)
        self._sizes[role] = size
        frame = self.picture(role)
        if frame is not None and frame.source == source:
            frame = replace(frame, sent=NOT_SENT)
        elif frame is not None:
            frame = Frame(role, source, sent=frame.sent)
        if frame is not None:
            self._put(with_picture(self._request, frame), measured=role)

    def refuse(self, role: Role, failure: Failure) -> None:
        """Learn that a slot's picture cannot be used."""
        self._sizes.pop(role, None)
        self._unusable[role] = failure
        self._put(self._request)

    def use_all(self, request: GenerationRequest, count: int = 1) -> None:
        """Put a whole recipe into the form; a model that is no longer known becomes the default."""
        try:
            self._capability = self.catalogue.find(request.model)
        except ModelUnavailableError:
            self._capability = self.catalogue.default
            request = fitted(replace(request, model=self._capability.id), self._capability)
        self._count = max(1, count)
        self._scene = request.scene
        self._set_aside.clear()
        self._put(request)
        self.restored.emit()

    def generate(self) -> bool:
        """Send the request as it is now; False when problems stand in the way."""
        if self._problems:
            return False
        self._bridge.run(self._submit(self._request, self._count), "generate")
        return True

    @property
    def _first_shape(self) -> float | None:
        size = self._sizes.get(Role.FIRST_FRAME)
        return None if size is None else size.shape

    def _set_pictures(self, wished: GenerationRequest) -> None:
        self._set_fitted(wished, in_its_scene(self._request, wished, self._capability))

    def _set_fitted(self, wished: GenerationRequest, taken: GenerationRequest) -> None:
        self._set(taken)
        differences = moved_values(wished, taken)
        if differences:
            self.moved.emit(differences)

    def _set(self, request: GenerationRequest) -> None:
        """The one place where the user's request changes."""
        if request != self._request:
            self._put(to_be_rendered(request) if _is_reframed(self._request, request) else request)

    def _put(self, request: GenerationRequest, measured: Role | None = None) -> None:
        for role in changed_slots(self._request, request) - {measured}:
            self._sizes.pop(role, None)
            self._unusable.pop(role, None)
        self._request = request
        self._judge()
        self.changed.emit()

    async def _submit(self, request: GenerationRequest, count: int) -> None:
        connection = self._connections.current.id
        library = self._preferences.library

        jobs = await self._bridge.call(
            lambda engine: engine.submit(request, connection, library=library, count=count)
        )
        self.submitted.emit(jobs)

    @Slot()
    def _judge(self) -> None:
        unusable = (picture_problem(role, failure) for role, failure in self._unusable.items())
        found = (*problems(self._request, self._capability), *unusable)
        priced = estimate(self._request, self.catalogue, self._first_shape, count=self._count)
        if priced.wait is not None:
            speed = self._connections.speed(self._connections.current.id)
            priced = replace(priced, wait=priced.wait / speed)
        if found != self._problems:
            self._problems = found
            self.problems_changed.emit()
        if priced != self._estimate:
            self._estimate = priced
            self.estimate_changed.emit()


def _is_reframed(before: GenerationRequest, after: GenerationRequest) -> bool:
    """Whether frames rendered for the one no longer fit the other."""
    return (before.pictures, before.model, before.resolution, before.ratio) != (
        after.pictures,
        after.model,
        after.resolution,
        after.ratio,
    )
