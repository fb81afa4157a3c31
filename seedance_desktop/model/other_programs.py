"""Files handed to other programs: shown in the file manager, or opened."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.library_errors import FileGoneError, ProgramUnusableError
from seedance_desktop.core.words import Message
from seedance_desktop.store.clip_files import status_of
from seedance_desktop.store.file_manager import Shown, show_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedance_desktop.core.ids import VideoId
    from seedance_desktop.model.bridge import Bridge
    from seedance_desktop.model.preferences import Preferences
    from seedance_desktop.model.workers import Workers

_PROGRAM = "open_with"


class OtherPrograms(QObject):
    """Looks for files and asks other programs on a worker; what fails is told by the bridge.

    ``opening_wanted`` carries the Path of a file or folder that the system is to open.
    """

    opening_wanted = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        preferences: Preferences,
        workers: Workers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._bridge = bridge
        self._workers = workers

    def show(self, files: Sequence[Path]) -> None:
        """Show files, selected, in the file manager; their folders where it cannot be asked."""
        self._workers.start(partial(show_files, tuple(files)), self._take_shown)

    def show_video(self, video: VideoId) -> None:
        """Show the file of a video wherever in the library that is."""
        self._bridge.run(self._show_video(video), "show a file")

    def open_with(self, program: Path, files: Sequence[Path]) -> None:
        """Start a program with these files; the one that was chosen last is remembered."""
        self._preferences.remember(_PROGRAM, str(program))
        self._workers.start(partial(_started, program, tuple(files)), self._take_started)

    @property
    def program(self) -> Path | None:
        """What clips were opened with last, if it is still there."""
        known = self._preferences.recall(_PROGRAM, "")
        return Path(known) if known and Path(known).exists() else None

    def open(self, file: Path) -> None:
        """Open a file with the program that the system has for it."""
        self._workers.start(partial(_there, file), self._take_there)

    def open_folder(self, folder: Path) -> None:
        """Open a folder in the system's own way."""
        self.opening_wanted.emit(folder)

    async def _show_video(self, video_id: VideoId) -> None:
        video = await self._bridge.call(lambda engine: engine.library.get(video_id))
        if video is None:
            raise FileGoneError(Message("The video is not in the library any more."))
        self.show([video.path])

    def _take_shown(self, future: Future[Shown]) -> None:
        shown = future.result()
        for folder in shown.folders:
            self.open_folder(folder)
        if shown.gone:
            self._bridge.report(_gone(*shown.gone))

    def _take_started(self, future: Future[None]) -> None:
        try:
            future.result()
        except KnownError as error:
            self._bridge.report(error)

    def _take_there(self, future: Future[Path]) -> None:
        try:
            self.opening_wanted.emit(future.result())
        except FileGoneError as error:
            self._bridge.report(error)


def _started(program: Path, files: tuple[Path, ...]) -> None:
    for file in files:
        _there(file)
    words = [*map(str, files)]
    is_bundle = sys.platform == "darwin" and program.suffix == ".app"
    command, arguments = ("open", ["-a", str(program), *words]) if is_bundle else (program, words)
    was_started, _ = QProcess.startDetached(str(command), arguments)
    if not was_started:
        message = Message("{program} is no program that can be run.", {"program": str(program)})
        raise ProgramUnusableError(message, facts={"path": str(program)})


def _there(file: Path) -> Path:
    if status_of(file) is None:
        raise _gone(file)
    return file


def _gone(first: Path, *others: Path) -> FileGoneError:
    facts = {"path": str(first)}
    message = Message("{path} is not there any more.", facts)
    if others:
        values = facts | {"count": str(len(others) + 1)}
        message = Message("{path} and others, {count} in all, are not there any more.", values)
    return FileGoneError(message, facts=facts)
