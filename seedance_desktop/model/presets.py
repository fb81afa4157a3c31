"""The user's presets: saved from the draft, put into it, renamed, handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from seedance_desktop.core.preset import Preset, free_name, preset_of, with_preset
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.preset_file import PresetFile, read_presets, write_presets


class Presets(QObject):
    """``changed`` when there are others. Using one is a step of the draft that undo takes back."""

    changed = Signal()

    def __init__(
        self,
        draft: Draft,
        file: PresetFile,
        *,
        workers: Workers,
        report: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self._draft = draft
        self._file = file
        self._workers = workers
        self._report = report
        self._presets = {preset.name: preset for preset in file.read()}

    @property
    def names(self) -> list[str]:
        """Every preset's, in their order."""
        return list(self._presets)

    @property
    def current(self) -> str | None:
        """The preset that the draft is set to just now."""
        state = self._draft.state
        here = preset_of("", state.request, state.count)
        same = (one.name for one in self._presets.values() if replace(one, name="") == here)
        return next(same, None)

    def save(self, name: str) -> None:
        """Keep what the draft is set to under a name; one of this name is replaced."""
        state = self._draft.state
        self._keep({**self._presets, name: preset_of(name, state.request, state.count)})

    def use(self, name: str) -> None:
        """Put a preset into the draft; prompt and pictures stay.

        Raises ModelUnavailableError for one whose model is not in the catalogue any more.
        """
        preset, state = self._presets[name], self._draft.state
        capability = self._draft.catalogue.find(preset.request.model)
        request = with_preset(preset, state.request, capability)
        self._draft.take(Step.PRESET, replace(state, request=request, count=preset.count))

    def rename(self, name: str, wished: str) -> None:
        """Give a preset another name, with a number after it where that is taken."""
        new = free_name(wished, set(self._presets) - {name})
        renamed = {
            (new if one == name else one): replace(preset, name=new if one == name else one)
            for one, preset in self._presets.items()
        }
        self._keep(renamed)

    def remove(self, names: Iterable[str]) -> None:
        """Take presets away."""
        gone = set(names)
        self._keep({one: preset for one, preset in self._presets.items() if one not in gone})

    def export(self, names: Iterable[str], path: Path) -> None:
        """Write presets to a file that can be handed on."""
        chosen = [self._presets[name] for name in names]
        self._workers.start(lambda: write_presets(path, chosen), self._written)

    def add_from(self, path: Path) -> None:
        """Add the presets of a file; what is there already keeps its name."""
        self._workers.start(lambda: read_presets(path), self._read)

    def _keep(self, presets: dict[str, Preset]) -> None:
        self._presets = presets
        kept = list(presets.values())
        self._workers.start(lambda: self._file.write(kept), self._written)
        self.changed.emit()

    def _read(self, future: Future[list[Preset]]) -> None:
        error = future.exception()
        if error is not None:
            self._report(error)
            return
        presets = dict(self._presets)
        for one in future.result():
            name = free_name(one.name, set(presets))
            presets[name] = replace(one, name=name)
        self._keep(presets)

    def _written(self, future: Future[None]) -> None:
        error = future.exception()
        if error is not None:
            self._report(error)
