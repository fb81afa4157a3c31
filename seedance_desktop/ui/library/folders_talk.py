"""The library's folders: which new videos go to, and moving one of them."""

from collections.abc import Awaitable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from seedance_desktop.core.library_folder import LibraryFolder, LibraryMoved
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.errands import Errand
from seedance_desktop.model.models import Models
from seedance_desktop.ui.dialogs import answered, chosen_folder
from seedance_desktop.ui.library.adopting_talk import AdoptingTalk
from seedance_desktop.ui.library.folders_dialog import FoldersDialog
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.offered_clips import offer_clips

_TOLD_MS = 10_000


class FoldersTalk(QObject):
    """Serves one page."""

    def __init__(
        self, models: Models, page: LibraryPage, window: QMainWindow, adopting: AdoptingTalk
    ) -> None:
        super().__init__(window)
        self._models = models
        self._page = page
        self._window = window
        self._adopting = adopting

    def show(self) -> None:
        """Show the folders."""
        self._models.bridge.run(self._show(), "library folders")

    async def _show(self) -> None:
        dialog = FoldersDialog(self._window)

        async def look() -> None:
            folders = await self._models.bridge.call(lambda engine: engine.files.folders.all())
            if dialog.isVisible():
                dialog.show_folders(folders)

        async def offer(folder: LibraryFolder) -> None:
            await offer_clips(self._models, dialog, folder.path)
            await look()

        def use(folder: LibraryFolder) -> None:
            self._models.preferences.choose("library", folder.path)
            self._models.bridge.run(offer(folder), "library folders")

        def move(folder: LibraryFolder) -> None:
            dialog.accept()
            self._models.bridge.run(self._move(folder), "move a library folder")

        def show(folder: LibraryFolder) -> None:
            self._models.others.open_folder(folder.path)

        def adopt() -> None:
            dialog.accept()
            self._adopting.adopt()

        dialog.use_wanted.connect(use)
        dialog.move_wanted.connect(move)
        dialog.show_wanted.connect(show)
        dialog.adopt_wanted.connect(adopt)
        self._models.bridge.run(look(), "library folders")
        await answered(dialog)

    async def _move(self, folder: LibraryFolder) -> None:
        title = tr("Choose an empty folder for the videos of {name}", name=folder.path.name)
        new = await chosen_folder(self._window, title, str(folder.path.parent))
        if new is not None:
            await self.move(folder, new)

    async def move(self, folder: LibraryFolder, new: Path) -> None:
        """Move a folder to a place that the user has named."""
        self._page.let_go()

        def work(errand: Errand) -> Awaitable[LibraryMoved]:
            return self._models.bridge.call(
                lambda engine: engine.files.move_library(folder.path, new, errand.tell)
            )

        words = tr("Moving {name} (megabytes)", name=folder.path.name)
        moved = await self._models.errands.done(words, work)
        if moved is None:
            words = tr("The move was stopped; everything is where it was.")
            self._window.statusBar().showMessage(words, _TOLD_MS)
            return
        if folder.is_usual:
            self._models.preferences.choose("library", new)
        self._window.statusBar().showMessage(_moved_words(moved, new), _TOLD_MS)


def _moved_words(moved: LibraryMoved, new: Path) -> str:
    said = tr_count(
        "{count} file was moved to {place}.",
        "{count} files were moved to {place}.",
        moved.count,
        place=new,
    )
    if moved.left:
        left = tr_count(
            "{count} file stays at the old place.",
            "{count} files stay at the old place.",
            len(moved.left),
        )
        said = f"{said} {left}"
    return said
