"""The window's Library menu, whose page is made when something of it is first wanted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from seedance_desktop.core.words import tr
from seedance_desktop.ui.menus import LINE, Command

if TYPE_CHECKING:
    from seedance_desktop.ui.library.library_talks import LibraryTalks


class LibraryCommands:
    """``talks`` turns to the page and gives what is done there."""

    def __init__(self, talks: "Callable[[], LibraryTalks]") -> None:
        self._talks = talks

    def rows(self) -> tuple[Command, ...]:
        """Top to bottom."""
        return (
            Command("menu_folders", tr("Library folders…"), self._show_folders),
            Command("menu_adopt", tr("Adopt a folder…"), self._adopt),
            LINE,
            Command(
                "menu_export_folder", tr("Export the selection as a folder…"), self._export_folder
            ),
            Command("menu_export_zip", tr("Export the selection as a ZIP…"), self._export_zip),
            LINE,
        )

    def _show_folders(self) -> None:
        self._talks().folders.show()

    def _adopt(self) -> None:
        self._talks().adopting.adopt()

    def _export_folder(self) -> None:
        self._talks().export.to_folder()

    def _export_zip(self) -> None:
        self._talks().export.to_zip()
