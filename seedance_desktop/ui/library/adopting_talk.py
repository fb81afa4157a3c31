"""Clips and folders that join the library: chosen, or dropped on its page."""

from collections.abc import Awaitable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from seedance_desktop.core.adopted import Adopted, Placing
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.errands import Errand
from seedance_desktop.model.models import Models
from seedance_desktop.model.notices import Notice
from seedance_desktop.ui.dialogs import answered, chosen_folder
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.refused_dialog import RefusedDialog

_TOLD_MS = 8_000


class AdoptingTalk(QObject):
    """Serves one page. What comes of it is told in the status line.

    A file that is refused is told in a notice, several in a list of their own.
    """

    def __init__(self, models: Models, page: LibraryPage, window: QMainWindow) -> None:
        super().__init__(window)
        self._models = models
        self._window = window
        page.adopt_wanted.connect(self.adopt)
        page.files_dropped.connect(self.take)

    def adopt(self) -> None:
        """Let the user pick a folder whose videos join the library where they are."""
        self._models.bridge.run(self._adopt(), "adopt a folder")

    def take(self, paths: Sequence[Path]) -> None:
        """Copy these clips, and those in these folders, into the library."""
        self._models.bridge.run(self._take(tuple(paths), Placing.COPIED), "take clips in")

    async def _adopt(self) -> None:
        start = str(self._models.preferences.library)
        folder = await chosen_folder(self._window, tr("Adopt a folder of videos"), start)
        if folder is not None:
            await self._take((folder,), Placing.WHERE_IT_IS)

    async def _take(self, paths: tuple[Path, ...], placing: Placing) -> None:
        def work(errand: Errand) -> Awaitable[Adopted]:
            return self._models.bridge.call(
                lambda engine: engine.files.adopt(paths, placing, tell=errand.tell)
            )

        words = tr("Looking through {name}…", name=paths[0].name)
        adopted = await self._models.errands.done(words, work)
        if adopted is None:
            return
        self._window.statusBar().showMessage(adopted_words(adopted), _TOLD_MS)
        match adopted.refused:
            case ():
                pass
            case (refused,):
                self._models.notices.add(Notice(f"adopt {refused.path}", refused.failure))
            case several:
                await answered(RefusedDialog(several, self._window))


def adopted_words(adopted: Adopted) -> str:
    """What became of the files, as one line."""
    joined = tr_count("{count} video joined.", "{count} videos joined.", len(adopted.added))
    parts = [joined if adopted.added else tr("No video joined.")]
    if adopted.known:
        count = len(adopted.known)
        parts.append(tr_count("{count} was there already.", "{count} were there already.", count))
    if adopted.refused:
        count = len(adopted.refused)
        parts.append(tr_count("{count} cannot be read.", "{count} cannot be read.", count))
    if adopted.is_stopped:
        parts.append(tr("The rest was not looked at."))
    return " ".join(parts)
