"""What is done with the rows of the sidebar, and how a search gets its name."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMainWindow

from seedance_desktop.core.changes import Label
from seedance_desktop.core.query import Field
from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.model.sidebar import Kind, SideRow
from seedance_desktop.ui.dialogs import chosen_name
from seedance_desktop.ui.library.library_menu import Entry, menu_of
from seedance_desktop.ui.library.page import LibraryPage

_LABELS = {Field.TAG: Label.TAG, Field.COLLECTION: Label.COLLECTION}


class SidebarTalk(QObject):
    """Serves one page."""

    def __init__(self, models: Models, page: LibraryPage, window: QMainWindow) -> None:
        super().__init__(window)
        self._models = models
        self._page = page
        self._window = window
        self._row: SideRow | None = None
        page.sidebar.menu_wanted.connect(self._open_menu)
        page.sidebar.chosen.connect(self._choose)
        page.sidebar.dropped.connect(self._drop)
        page.search.save_wanted.connect(self._ask_search_name)

    def _open_menu(self, row: SideRow, place: QPoint) -> None:
        self._row = row
        entries = self._entries(row)
        if entries:
            menu = menu_of(entries, self._page)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)

    def _choose(self, row: SideRow) -> None:
        if row.kind is Kind.NEW:
            self._models.bridge.run(self._make(()), "new collection")

    def _drop(self, row: SideRow) -> None:
        """What is dragged is what is selected."""
        numbers = self._page.selection.numbers
        if row.kind is Kind.NEW:
            self._models.bridge.run(self._make(numbers), "new collection")
        elif row.field is not None:
            self._models.organiser.put(_LABELS[row.field], row.value, numbers)

    async def _make(self, numbers: Sequence[int]) -> None:
        name = await chosen_name(self._window, tr("New collection"), tr("Name"))
        if name and numbers:
            self._models.organiser.put(Label.COLLECTION, name, numbers)
        elif name:
            self._models.organiser.make(Label.COLLECTION, name)

    def _entries(self, row: SideRow) -> tuple[Entry, ...]:
        if row.kind is Kind.SAVED:
            return (Entry("side_forget", tr("Forget this search"), self._forget),)
        if row.field in _LABELS and row.kind is not Kind.NEW:
            return (
                Entry("side_rename", tr("Rename or merge…"), self._ask_name),
                Entry("side_remove", tr("Remove, and keep the videos"), self._remove),
            )
        return ()

    def _forget(self) -> None:
        if self._row is not None:
            self._models.finder.forget(self._row.words)

    def _remove(self) -> None:
        if self._row is not None and self._row.field is not None:
            self._models.organiser.remove(_LABELS[self._row.field], self._row.value)

    def _ask_name(self) -> None:
        if self._row is not None:
            self._models.bridge.run(self._rename(self._row), "rename")

    async def _rename(self, row: SideRow) -> None:
        words = tr("New name; with one that exists already it is merged")
        name = await chosen_name(self._window, tr("Rename"), words, row.value)
        if name and name != row.value and row.field is not None:
            self._models.organiser.rename(_LABELS[row.field], row.value, name)

    def _ask_search_name(self) -> None:
        self._models.bridge.run(self._save_search(), "save a search")

    async def _save_search(self) -> None:
        suggestion = str(self._models.finder.query)
        name = await chosen_name(self._window, tr("Save this search"), tr("Name"), suggestion)
        if name:
            self._models.finder.save(name)
