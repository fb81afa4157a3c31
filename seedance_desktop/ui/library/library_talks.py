"""Everything that is asked and done on the Library page, put together."""

from PySide6.QtWidgets import QMainWindow

from seedance_desktop.model.models import Models
from seedance_desktop.ui.library.adopting_talk import AdoptingTalk
from seedance_desktop.ui.library.cloud_talk import CloudTalk
from seedance_desktop.ui.library.export_talk import ExportTalk
from seedance_desktop.ui.library.folders_talk import FoldersTalk
from seedance_desktop.ui.library.library_talk import LibraryTalk
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.sidebar_talk import SidebarTalk
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.player_pool import PlayerPool


class LibraryTalks:
    """Those that the window's menus ask for are here by name."""

    def __init__(
        self,
        models: Models,
        page: LibraryPage,
        window: QMainWindow,
        *,
        players: PlayerPool,
        theme: Theme,
    ) -> None:
        self.page = page
        self.export = ExportTalk(models, page, window)
        self.clips = LibraryTalk(
            models, page, window, players=players, theme=theme, export=self.export
        )
        self.adopting = AdoptingTalk(models, page, window)
        self.folders = FoldersTalk(models, page, window, self.adopting)
        self._clouds = CloudTalk(models, window)
        self._sidebar = SidebarTalk(models, page, window)
