"""Opens and closes the takes of one request where they stand in the grid."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from typing_extensions import override

from seedance_desktop.model.library import LibraryModel, VideoRole
from seedance_desktop.ui.library.grid_view import GridView
from seedance_desktop.ui.library.video_delegate import VideoDelegate

KEY = "T"
_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class TakesToggle(QObject):
    """By a click on the badge, a double click, Enter, or its key."""

    def __init__(self, grid: GridView, library: LibraryModel, delegate: VideoDelegate) -> None:
        super().__init__(grid)
        self._grid = grid
        self._library = library
        self._delegate = delegate
        grid.viewport().installEventFilter(self)
        grid.activated.connect(self._toggle)
        context = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence(KEY), grid, self.toggle_current, context=context)

    def toggle_current(self) -> None:
        """Those of the clip that the keyboard is at, the first of them or one that follows it."""
        index = self._grid.currentIndex()
        while index.isValid() and index.data(VideoRole.TAKES) == 0:
            index = index.siblingAtRow(index.row() - 1)
        if index != self._grid.currentIndex():
            self._grid.selectionModel().setCurrentIndex(index, _ALONE)
        self._toggle(index)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonPress
            and event.button() == Qt.MouseButton.LeftButton
            and not event.modifiers()
        ):
            place = event.position().toPoint()
            index = self._grid.indexAt(place)
            area = self._delegate.takes_area(self._grid.visualRect(index), self._grid.font(), index)
            if area.contains(place):
                self._toggle(index)
                return True
        return super().eventFilter(watched, event)

    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid() and abs(index.data(VideoRole.TAKES)) > 1:
            self._library.toggle_takes(index.row())
