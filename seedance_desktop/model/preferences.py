"""What the user has chosen and where things were, by name and type; saved by a worker."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.memory import Memory
from seedance_desktop.store.settings import Settings, settings_table
from seedance_desktop.store.settings_file import SettingsFile

T = TypeVar("T", str, int, float, bool, bytes)
_SAVE_MS = 500


class Preferences(QObject):
    """The settings, changed one by one, and the memory. Every change is soon on disk.

    ``changed`` carries the name of the setting that has a new value. What goes wrong in saving is
    handed to ``report``.
    """

    changed = Signal(str)

    def __init__(
        self,
        file: SettingsFile,
        memory: Memory,
        *,
        default_library: Path,
        workers: Workers,
        report: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._file = file
        self._memory = memory
        self._default_library = default_library
        self._workers = workers
        self._report = report
        self._settings = file.read()
        self._remembering = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._remembering.timeout.connect(self._save_memory)

    @property
    def settings(self) -> Settings:
        """Every setting as one frozen value, which may be handed to other threads."""
        return self._settings

    @property
    def library(self) -> Path:
        """The folder that new videos go to: the chosen one, else the usual one."""
        return self._settings.library or self._default_library

    @property
    def connection(self) -> ConnectionId:
        """The connection that new jobs go to."""
        return self._settings.connection

    @property
    def jobs_at_once(self) -> int:
        """How many jobs of a connection are at its service at the same time."""
        return self._settings.jobs_at_once

    @property
    def sandbox_speed(self) -> float:
        """How many times faster than the service the sandbox is."""
        return self._settings.sandbox_speed

    @property
    def language(self) -> str:
        """Such as ``zh_CN``; empty for the system's."""
        return self._settings.language

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return self._settings.theme

    @property
    def loop_playback(self) -> bool:
        """Whether a video starts again at its end."""
        return self._settings.loop_playback

    def choose(self, name: str, value: object) -> None:
        """Give a declared setting a new value. Raises ValueError for one that it may not have."""
        row = next(row for row in settings_table() if row.key == name)
        plain = str(value) if isinstance(value, Path) else value
        self.put(name, row.default if value is None else row.read(plain))

    def put(self, name: str, value: object) -> None:
        """Give any field of Settings a new value of its type, and save it."""
        if getattr(self._settings, name) == value:
            return
        changes: dict[str, Any] = {name: value}
        settings = replace(self._settings, **changes)
        self._settings = settings
        self._workers.start(lambda: self._file.write(settings), self._written)
        self.changed.emit(name)

    def recall(self, name: str, default: T) -> T:
        """What was remembered, if it is of the type of ``default``."""
        return self._memory.get(name, default)

    def remember(self, name: str, value: str | float | bytes) -> None:
        """Remember a plain value, such as a window's place."""
        self._memory.keep(name, value)
        self._remembering.start()

    def close(self) -> None:
        """Have the memory saved at once; the workers are still open."""
        if self._remembering.isActive():
            self._remembering.stop()
            self._save_memory()

    @Slot()
    def _save_memory(self) -> None:
        self._workers.start(self._memory.save, self._written)

    def _written(self, future: Future[object]) -> None:
        error = future.exception()
        if error is not None:
            self._report(error)
