"""Clips handed on: a set as a folder or ZIP with its tables, or one clip's frames as pictures."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.errands import Errand
from seedance_desktop.model.models import Models
from seedance_desktop.ui.dialogs import chosen_folder, chosen_target
from seedance_desktop.ui.library.page import LibraryPage

_FOLDER = "export_folder"
_TOLD_MS = 8_000


class ExportTalk(QObject):
    """Serves one page. What comes of it is told in the status line."""

    def __init__(self, models: Models, page: LibraryPage, window: QMainWindow) -> None:
        super().__init__(window)
        self._models = models
        self._page = page
        self._window = window

    def to_folder(self) -> None:
        """Copy the selected clips into a new folder, once the user has said where."""
        if self._has_some():
            self._models.bridge.run(self._to_folder(), "export a folder")

    def to_zip(self) -> None:
        """Copy them into a ZIP."""
        if self._has_some():
            self._models.bridge.run(self._to_zip(), "export a ZIP")

    def _has_some(self) -> bool:
        if not self._page.selection.count:
            self._say(tr("Select the videos to export first."))
        return self._page.selection.count > 0

    async def _to_folder(self) -> None:
        numbers, start = self._page.selection.numbers, self._start()
        folder = await chosen_folder(self._window, tr("Export into a new folder in…"), str(start))
        if folder is not None:
            await self._export(numbers, folder / _set_name(), folder)

    async def _to_zip(self) -> None:
        numbers = self._page.selection.numbers
        suggested = self._start() / f"{_set_name()}.zip"
        target = await chosen_target(
            self._window, tr("Export as a ZIP"), suggested, kinds=tr("ZIP archives") + " (*.zip)"
        )
        if target is not None:
            await self._export(numbers, target.with_suffix(".zip"), target.parent)

    async def _export(self, numbers: list[int], target: Path, folder: Path) -> None:
        self._models.preferences.remember(_FOLDER, str(folder))

        async def work(errand: Errand) -> str:
            done = await self._models.bridge.call(
                lambda engine: engine.files.export(numbers, target, errand.tell)
            )
            said = tr_count(
                "{count} video was exported to {place}.",
                "{count} videos were exported to {place}.",
                done.count,
                place=done.target,
            )
            if done.missing:
                missing = len(done.missing)
                gone = tr_count("{count} is missing.", "{count} are missing.", missing)
                said = f"{said} {gone}"
            return said

        told = await self._models.errands.done(tr("Exporting…"), work)
        self._say(told or tr("The export was stopped; nothing is left of it."))

    def _start(self) -> Path:
        return Path(self._models.preferences.recall(_FOLDER, str(Path.home())))

    def _say(self, words: str) -> None:
        self._window.statusBar().showMessage(words, _TOLD_MS)


def _set_name() -> str:
    now = datetime.now()  # noqa: DTZ005  the user's own clock
    return tr("Seedance set {date}", date=f"{now:%Y-%m-%d %H-%M}")
