"""The request being made: changed value by value, checked and priced as it changes."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.failure import Failure, Problem
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import Frame, GenerationRequest, Role, ServiceTier
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.connections import Connections
from seedance_desktop.model.draft_values import (
    fresh_request,
    moved_values,
    with_picture,
    without_picture,
)
from seedance_desktop.model.preferences import Preferences

if TYPE_CHECKING:
    from typing import Unpack

    from seedance_desktop.core.catalogue import Catalogue
    from seedance_desktop.core.cost import Estimate
    from seedance_desktop.engine.engine import Engine


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
    Moved, ``submitted`` the tuple of new jobs.
    """

    changed = Signal()
    problems_changed = Signal()
    estimate_changed = Signal()
    moved = Signal(object)
    submitted = Signal(object)

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
        self._catalogue = catalogue
        self._bridge = bridge
        self._connections = connections
        self._preferences = preferences
        self._capability = catalogue.default
        self._request = fresh_request(self._capability)
        self._count = 1
        self._sizes: dict[Role, Size] = {}
        self._unusable: dict[Role, Failure] = {}
        self._problems: tuple[Problem, ...] = ()
        self._estimate = Estimate(None, None, None)
        self._judge()
        connections.current_changed.connect(self._judge)

    @property
    def catalogue(self) -> Catalogue:
        """Every model that can be chosen."""
        return self._catalogue

    @property
    def capability(self) -> Capability:
        """The chosen model's row: what the form is built from."""
        return self._capability

    @property
    def request(self) -> GenerationRequest:
        """The request as it would be sent now."""
        return self._request

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
        """Tokens, price and wait of one video."""
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
        capability = self._catalogue.find(model)
        before = replace(self._request, model=model)
        after = fitted(before, capability)
        self._capability = capability
        self._set(after)
        differences = moved_values(before, after)
        if differences:
            self.moved.emit(differences)

    def set_picture(self, role: Role, source: Path) -> None:
        """Put a picture into a slot, centred; what is there is replaced."""
        self._forget(role)
        self._set(with_picture(self._request, Frame(role, source)))

    def clear_picture(self, role: Role) -> None:
        """Empty a slot."""
        self._forget(role)
        self._set(without_picture(self._request, role))

    def set_framing(self, role: Role, framing: Framing) -> None:
        """Frame the picture of a slot anew; an empty slot is left alone."""
        frame = self.picture(role)
        if frame is not None:
            self._set(with_picture(self._request, replace(frame, framing=framing)))

    def set_count(self, count: int) -> None:
        """Choose how many times Generate sends the request."""
        self._count = max(1, count)
        self.changed.emit()

    def measure(self, role: Role, size: Size | None, failure: Failure | None) -> None:
        """Learn of a slot's picture how large it is, or why it cannot be used; None: not known."""
        self._forget(role)
        if size is not None:
            self._sizes[role] = size
        if failure is not None:
            self._unusable[role] = failure
        self._judge()
        self.changed.emit()

    def use_all(self, request: GenerationRequest, count: int = 1) -> None:
        """Put a whole recipe into the form; a model that is no longer known becomes the default."""
        try:
            self._capability = self._catalogue.find(request.model)
        except ModelUnavailableError:
            self._capability = self._catalogue.default
            request = fitted(replace(request, model=self._capability.id), self._capability)
        self._sizes.clear()
        self._unusable.clear()
        self._count = count
        self._set(request)

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

    def _forget(self, role: Role) -> None:
        self._sizes.pop(role, None)
        self._unusable.pop(role, None)

    def _set(self, request: GenerationRequest) -> None:
        """The one place where the request changes."""
        if request == self._request:
            return
        self._request = _unsent(request) if _looks_different(self._request, request) else request
        self._judge()
        self.changed.emit()

    async def _submit(self, request: GenerationRequest, count: int) -> None:
        connection = self._connections.current.id
        library = self._preferences.library

        def ask(engine: Engine) -> Coroutine[Any, Any, tuple[Job, ...]]:
            return engine.submit(request, connection, library=library, count=count)

        self.submitted.emit(await self._bridge.call(ask))

    @Slot()
    def _judge(self) -> None:
        found = (*problems(self._request, self._capability), *self._picture_problems())
        speed = self._connections.speed(self._connections.current.id)
        priced = estimate(self._request, self._catalogue, self._first_shape)
        if priced.wait is not None:
            priced = replace(priced, wait=priced.wait / speed)
        if found != self._problems:
            self._problems = found
            self.problems_changed.emit()
        if priced != self._estimate:
            self._estimate = priced
            self.estimate_changed.emit()
