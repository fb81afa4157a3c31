"""Over the grid: the search box, what comes first, and how large the pictures are."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget

from seedance_desktop.core.found import Order, Sort
from seedance_desktop.core.words import Message, tr
from seedance_desktop.model.finder import Finder
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.library.grid_view import LARGEST, SMALLEST
from seedance_desktop.ui.library.search_bar import SearchBar
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import named

_HEIGHT = 36
_ORDERS = (
    (Order(Sort.MADE), Message("Newest")),
    (Order(Sort.MADE, is_descending=False), Message("Oldest")),
    (Order(Sort.RATING), Message("Best rated")),
    (Order(Sort.LENGTH), Message("Longest")),
    (Order(Sort.LENGTH, is_descending=False), Message("Shortest")),
    (Order(Sort.COST), Message("Most expensive")),
    (Order(Sort.NAME, is_descending=False), Message("By file name")),
)


class GridHead(QWidget):
    """Shows a finder and sets it; ``sized`` carries the least width of a cell."""

    sized = Signal(int)

    def __init__(self, finder: Finder, search: SearchBar, theme: Theme) -> None:
        super().__init__()
        self._finder = finder
        self._theme = theme
        self._search = search
        self._menu = QMenu(self)
        self._sort = named(QToolButton(), "library_sort", tr("Sort"))
        self._size = named(
            QSlider(Qt.Orientation.Horizontal), "library_size", tr("Size of the pictures")
        )
        self._small = named(QToolButton(), "library_smallest", tr("Smallest pictures"))

        self._sort.setMenu(self._menu)
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._sort.setToolTip(tr("What comes first"))
        self._size.setRange(SMALLEST, LARGEST)
        self._size.setFixedWidth(84)
        self._size.setToolTip(tr("Size of the pictures (Ctrl and the wheel)"))
        self._small.setIconSize(QSize(16, 16))
        self._small.setToolTip(tr("Smallest pictures"))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 18, 6)
        row.setSpacing(8)
        row.addWidget(search, 1)
        for part in (self._sort, self._small, self._size):
            part.setFixedHeight(_HEIGHT)
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self._fill()

        self._size.valueChanged.connect(self.sized)
        self._small.clicked.connect(partial(self._size.setValue, SMALLEST))
        finder.changed.connect(self.refresh)
        theme.changed.connect(self._colour)
        self._colour()
        self.refresh()

    def refresh(self) -> None:
        """Show the order as it is now."""
        for action in self._menu.actions():
            if action.data() is not None:
                action.setChecked(action.data() == self._finder.order)
        shown = next(
            (words.shown() for order, words in _ORDERS if order == self._finder.order), tr("Sort")
        )
        self._sort.setText(f"{shown} ▾")
        self._sort.setAccessibleName(tr("Sort: {order}", order=shown))

    def show_size(self, least: int) -> None:
        """Show how wide a cell is at least."""
        with QSignalBlocker(self._size):
            self._size.setValue(least)

    def _fill(self) -> None:
        group = QActionGroup(self)
        for order, words in _ORDERS:
            action = self._menu.addAction(words.shown())
            action.setData(order)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self._finder.sort, order))
        self._menu.addSeparator()
        grouped = self._menu.addAction(tr("Group takes of one request"))
        grouped.setObjectName("library_group_takes")
        grouped.setCheckable(True)
        grouped.setChecked(self._finder.question.groups_takes)
        grouped.toggled.connect(self._finder.group_takes)

    def _colour(self) -> None:
        self._small.setIcon(icon("grid", self._theme.colours.muted))
