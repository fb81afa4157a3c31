"""The keys of the Library page beside those of the grid and the player, and what they organise."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from seedance_desktop.core.changes import Label
from seedance_desktop.model.models import Models
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.widgets.stars import MOST

_CONTEXT = Qt.ShortcutContext.WidgetWithChildrenShortcut


class LibraryKeys(QObject):
    """Serves one page: stars by figures, B for the heart, Ctrl+F to search."""

    def __init__(self, models: Models, page: LibraryPage) -> None:
        super().__init__(page)
        self._models = models
        self._page = page
        organiser, box = models.organiser, page.inspector.organise
        box.rated.connect(self.rate)
        box.favoured.connect(self._favour)
        box.tagged.connect(self._tag)
        box.untagged.connect(self._untag)
        page.inspector.note_wanted.connect(organiser.note)
        for stars in range(MOST + 1):
            self._on_grid(str(stars), partial(self.rate, stars))
        self._on_grid("B", self.toggle_favourite)
        find = QKeySequence(QKeySequence.StandardKey.Find)
        QShortcut(find, page, page.search.take_focus, context=_CONTEXT)

    def rate(self, stars: int) -> None:
        """Give the selected clips so many stars."""
        if self._page.selection.count:
            self._models.organiser.rate(self._page.selection.numbers, stars)

    def toggle_favourite(self) -> None:
        """Make the selected clips favourites, or not any more where all of them are."""
        entries = self._page.selection.entries()
        self._favour(not all(entry.organised.is_favourite for entry in entries))

    def _on_grid(self, key: str, do: Callable[[], object]) -> None:
        """For what is selected, else for the clip that the keyboard is at."""
        shortcut = QShortcut(QKeySequence(key), self._page.grid)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._page.selection.take_current)
        shortcut.activated.connect(do)

    def _favour(self, on: bool) -> None:
        if self._page.selection.count:
            self._models.organiser.favour(self._page.selection.numbers, on=on)

    def _tag(self, name: str) -> None:
        if self._page.selection.count:
            self._models.organiser.put(Label.TAG, name, self._page.selection.numbers)

    def _untag(self, name: str) -> None:
        self._models.organiser.take_away(Label.TAG, name, self._page.selection.numbers)
