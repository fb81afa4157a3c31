"""Files handed to other programs: shown in the file manager, or opened."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from seedance_desktop.core.library_errors import FileGoneError
from seedance_desktop.core.words import Message
from seedance_desktop.store.clip_files import status_of
from seedance_desktop.store.file_manager import Shown, show_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedance_desktop.core.ids import VideoId
    from seedance_desktop.model.bridge import Bridge
    from seedance_desktop.model.workers import Workers


class OtherPrograms(QObject):
    """Looks for files and asks other programs on a worker; what fails is told by the bridge.

    ``opening_wanted`` carries the Path of a file or folder that the system is to open.
    """

    opening_wanted = Signal(object)

    def __init__(self, bridge: Bridge, workers: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._workers = workers

    def show(self, files: Sequence[Path]) -> None:
        """Show files, selected, in the file manager; their folders where it cannot be asked."""
        self._workers.start(partial(show_files, tuple(files)), self._take_shown)

    def show_video(self, video: VideoId) -> None:
        """Show the file of a video wherever in the library that is."""
        self._bridge.run(self._show_video(video), "show a file")

    def open(self, file: Path) -> None:
        """Open a file with the program that the system has for it."""
        self._workers.start(partial(_there, file), self._take_there)

    async def _show_video(self, video_id: VideoId) -> None:
        video = await self._bridge.call(lambda engine: engine.library.get(video_id))
        if video is None:
            raise FileGoneError(Message("The video is not in the library any more."))
        self.show([video.path])

    def _take_shown(self, future: Future[Shown]) -> None:
        shown = future.result()
        for folder in shown.folders:
            self.opening_wanted.emit(folder)
        if shown.gone:
            self._bridge.report(_gone(*shown.gone))

    def _take_there(self, future: Future[Path]) -> None:
        try:
            self.opening_wanted.emit(future.result())
        except FileGoneError as error:
            self._bridge.report(error)


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
