"""What is done with a frame of a clip, with the questions that it takes."""

from collections.abc import Awaitable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMainWindow

from seedance_desktop.core.request import Role
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.errands import Errand
from seedance_desktop.model.models import Models
from seedance_desktop.model.stills import Still, Stretch
from seedance_desktop.store.files import free_path
from seedance_desktop.ui.dialogs import chosen_folder, chosen_target
from seedance_desktop.ui.widgets.player_place import PlayerPlace

_TOLD_MS = 5_000


class StillTalk(QObject):
    """Serves the players of a window. A slot that got a frame is told by ``models.stills.sent``."""

    def __init__(self, models: Models, window: QMainWindow) -> None:
        super().__init__(window)
        self._models = models
        self._window = window
        models.stills.copied.connect(self._put_on_clipboard)
        models.stills.saved.connect(self._tell_saved)

    def serve(self, place: PlayerPlace) -> None:
        """Do what this player's user wants done with frames."""
        place.copy_wanted.connect(self._models.stills.copy)
        place.save_wanted.connect(self._ask_where)
        place.send_wanted.connect(self._send)
        place.frames_wanted.connect(self._ask_folder)

    def _ask_where(self, still: Still) -> None:
        self._models.bridge.run(self._save(still), "save a frame")

    async def _save(self, still: Still) -> None:
        preferences = self._models.preferences
        folder = preferences.recall("stills", str(still.path.parent))
        target = await chosen_target(
            QApplication.activeWindow() or self._window,  # it may be seen on the whole screen
            tr("Save the frame"),
            Path(folder) / still.name,
            kinds=tr("PNG pictures") + " (*.png)",
        )
        if target is not None:
            preferences.remember("stills", str(target.parent))
            self._models.stills.save(still, target)

    def _ask_folder(self, stretch: Stretch) -> None:
        self._models.bridge.run(self._save_all(stretch), "save frames")

    async def _save_all(self, stretch: Stretch) -> None:
        preferences = self._models.preferences
        start = preferences.recall("stills", str(stretch.path.parent))
        title = tr("Save {count} frames in a new folder in…", count=stretch.count)
        folder = await chosen_folder(self._window, title, start)
        if folder is None:
            return
        preferences.remember("stills", str(folder))
        target = free_path(folder / stretch.name)

        def work(errand: Errand) -> Awaitable[list[Path]]:
            return self._models.stills.save_all(stretch, target, errand.tell)

        saved = await self._models.errands.done(tr("Saving frames…"), work)
        words = tr("Stopped; no frames were kept.")
        if saved is not None:
            words = tr_count(
                "{count} frame saved in {place}.",
                "{count} frames saved in {place}.",
                len(saved),
                place=target,
            )
        self._window.statusBar().showMessage(words, _TOLD_MS)

    def _send(self, still: Still, role: Role) -> None:
        self._models.stills.send(still, role)

    def _put_on_clipboard(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._window.statusBar().showMessage(tr("The frame is on the clipboard."), _TOLD_MS)

    def _tell_saved(self, path: Path) -> None:
        words = tr("The frame was saved: {name}", name=path.name)
        self._window.statusBar().showMessage(words, _TOLD_MS)
