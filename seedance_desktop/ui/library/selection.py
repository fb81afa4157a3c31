"""Which clips are selected in the grid, as entries and in words."""

from functools import reduce

from PySide6.QtCore import QItemSelectionModel, QObject, Signal

from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.library import LibraryModel
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.words import byte_count

_LOOKED_AT = 500
"""Selected clips that are looked at for what they have in common; more would take a moment."""


class Selection(QObject):
    """``changed`` comes with another selection, and when what is known of it is new.

    ``everything_wanted``: a clip is to be shown that the search leaves out.
    """

    changed = Signal()
    everything_wanted = Signal()

    def __init__(self, grid: GridView, library: LibraryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid
        self._library = library
        self._sought: int | None = None
        grid.selectionModel().selectionChanged.connect(self.changed)
        library.dataChanged.connect(self._tell_news)
        library.modelReset.connect(self.changed)
        library.answered.connect(self._show_sought)
        library.row_found.connect(self._show_found)

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """First and last row of each run of selected rows."""
        parts = self._grid.selectionModel().selection().toList()
        return sorted((part.top(), part.bottom()) for part in parts)

    @property
    def count(self) -> int:
        """How many are selected."""
        return sum(last - first + 1 for first, last in self.ranges)

    @property
    def numbers(self) -> list[int]:
        """Of the selected entries."""
        return self._library.numbers(self.ranges)

    def entries(self) -> list[Entry]:
        """The selected ones that are here already, up to a few hundred."""
        found: list[Entry] = []
        for first, last in self.ranges:
            for row in range(first, min(last + 1, first + _LOOKED_AT - len(found))):
                entry = self._library.entry(row)
                if entry is not None:
                    found.append(entry)
        return found

    def common(self) -> Organised:
        """What all of them are said to be."""
        return reduce(_common, (entry.organised for entry in self.entries()))

    def words(self) -> str:
        """For the status line."""
        total, count = self._library.rowCount(), self.count
        if not total and not self._library.has_answer:
            return ""
        if not count:
            return tr_count("{count} video", "{count} videos", total)
        words = tr("{count} selected of {total}", count=f"{count:,}", total=f"{total:,}")
        entries = self.entries()
        if len(entries) < count:
            return words
        size = byte_count(sum(entry.video.byte_count for entry in entries))
        return f"{words} · {size}"

    def move(self, by: int) -> None:
        """Select the clip that many rows on."""
        row = self._grid.currentIndex().row() + by
        if 0 <= row < self._library.rowCount():
            self.select_row(row)

    def select_row(self, row: int) -> None:
        """Select this one alone and show it."""
        index = self._library.index(row)
        flag = QItemSelectionModel.SelectionFlag
        self._grid.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
        self._grid.scrollTo(index)

    def take_current(self) -> None:
        """Where nothing is selected, select the clip that the keyboard is at."""
        index = self._grid.currentIndex()
        if index.isValid() and not self.count:
            self.select_row(index.row())

    def go_to_video(self, video: VideoId) -> None:
        """Select the clip of this name, in what is shown or else in the whole library."""
        self._library.find_row(video)

    def _show_found(self, row: int, entry: Entry | None) -> None:
        if row >= 0:
            self.select_row(row)
        elif entry is not None:
            self._sought = int(entry.number)
            self.everything_wanted.emit()

    def _show_sought(self) -> None:
        sought, self._sought = self._sought, None
        row = -1 if sought is None else self._library.row_of_number(sought)
        if row >= 0:
            self.select_row(row)

    def _tell_news(self) -> None:
        if self.count:
            self.changed.emit()


def _common(one: Organised, other: Organised) -> Organised:
    return Organised(
        rating=one.rating if one.rating == other.rating else 0,
        is_favourite=one.is_favourite and other.is_favourite,
        tags=tuple(tag for tag in one.tags if tag in other.tags),
        collections=tuple(name for name in one.collections if name in other.collections),
    )
