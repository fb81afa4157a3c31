"""A draft that is changed step by step, each of which can be undone: no rules, no prices."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from seedance_desktop.core.request import Frame, GenerationRequest, Scene
from seedance_desktop.model.draft_history import History, Step
from seedance_desktop.model.draft_pictures import to_be_rendered
from seedance_desktop.model.draft_state import DraftState, SlotName


class DraftSteps(QObject):
    """Holds the draft's state and what it was before. ``changed`` comes for every change."""

    changed = Signal()

    def __init__(self, state: DraftState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._history = History()

    @property
    def state(self) -> DraftState:
        """All that is kept and that undo brings back."""
        return self._state

    @property
    def request(self) -> GenerationRequest:
        """The request as it would be sent now."""
        return self._state.request

    @property
    def scene(self) -> Scene:
        """The kind of input that the form is set to; its slots may still be empty."""
        return self._state.scene

    @property
    def count(self) -> int:
        """How many times the request is sent by one Generate."""
        return self._state.count

    @property
    def undo_step(self) -> Step | None:
        """What ``undo`` would take back."""
        return self._history.undo_step

    @property
    def redo_step(self) -> Step | None:
        """What ``redo`` would do again."""
        return self._history.redo_step

    def picture(self, name: SlotName) -> Frame | None:
        """The picture in a slot."""
        return self._state.picture(name)

    def take(self, step: Step, state: DraftState, key: str = "") -> None:
        """Go on to another state; steps with one and the same key are undone together.

        Bytes that were kept of a picture fit one exact frame only: they are to be made anew where
        that has changed.
        """
        if _is_reframed(self._state.request, state.request):
            state = replace(state, request=to_be_rendered(state.request))
        self._go_on(step, state, key)

    def undo(self) -> None:
        """Take the last step back, if there is one."""
        before = self._history.undo(self._state)
        if before is not None:
            self._settle(before)

    def redo(self) -> None:
        """Do again what was undone last, if nothing else was done since."""
        after = self._history.redo(self._state)
        if after is not None:
            self._settle(after)

    def load(self, state: DraftState) -> None:
        """Begin anew with another draft: there is nothing to undo."""
        self._history.clear()
        self._settle(state)

    def _go_on(self, step: Step, state: DraftState, key: str = "") -> None:
        if state != self._state:
            self._history.record(step, self._state, key)
            self._settle(state)

    def _settle(self, state: DraftState) -> None:
        """The one place where the state changes."""
        self._state = state
        self.changed.emit()


def _is_reframed(before: GenerationRequest, after: GenerationRequest) -> bool:
    """Whether frames rendered for the one no longer fit the other."""
    return (before.pictures, before.model, before.resolution, before.ratio) != (
        after.pictures,
        after.model,
        after.resolution,
        after.ratio,
    )
