"""Keeps the draft on disk while it is being made, and brings it back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Slot

from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_state import DraftState, state_of
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.draft_file import DraftFile, SavedDraft

_SAVE_MS = 500


class Autosave(QObject):
    """Saves the draft half a second after a change; typing on puts it off by no more than that."""

    def __init__(
        self,
        draft: Draft,
        file: DraftFile,
        *,
        workers: Workers,
        report: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._file = file
        self._workers = workers
        self._report = report
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._timer.timeout.connect(self._save)
        self._saved: SavedDraft | None = None

    def restore(self, sample: Callable[[], SavedDraft | None]) -> None:
        """Put back what was kept or, with nothing kept, ``sample``; then watch the draft."""
        found = self._file.read() or sample()
        if found is not None:
            self._draft.restore(_state(found))
            self._saved = _saved(self._draft.state)
        self._draft.changed.connect(self._wait)

    def close(self) -> None:
        """Save what has not been saved; the workers are still open."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()

    @Slot()
    def _wait(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _save(self) -> None:
        now = _saved(self._draft.state)
        if now != self._saved:
            self._saved = now
            self._workers.start(lambda: self._file.write(now), self._written)

    def _written(self, future: Future[None]) -> None:
        error = future.exception()
        if error is not None:
            self._report(error)


def _state(saved: SavedDraft) -> DraftState:
    state = state_of(saved.request, saved.variations)
    return replace(
        state,
        scene=saved.scene or state.scene,
        aside=saved.aside,
        media_aside=saved.media_aside,
    )


def _saved(state: DraftState) -> SavedDraft:
    return SavedDraft(state.request, state.count, state.scene, state.aside, state.media_aside)
