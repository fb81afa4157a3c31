"""Tells screen readers where the keyboard is in a grid, and what becomes of the clip there.

Qt tells it of its own lists, but of no view that lays out its cells in another way.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override


class GridSpeech(QObject):
    """Follows one view, which has its model already."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)
        view.selectionModel().currentChanged.connect(self._tell_current)
        view.selectionModel().selectionChanged.connect(self._tell_selection)
        view.model().dataChanged.connect(self._tell_news)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:  # after Qt has told of the grid as a whole
            QTimer.singleShot(0, self, self._tell_current)
        return super().eventFilter(watched, event)

    def _tell_current(self) -> None:
        if self._view.hasFocus():
            self._tell(QAccessible.Event.Focus)

    def _tell_selection(self) -> None:
        """Of the clip that the keyboard is at; of the others the status line tells how many."""
        is_selected = self._view.selectionModel().isSelected(self._view.currentIndex())
        event = QAccessible.Event
        self._tell(event.SelectionAdd if is_selected else event.SelectionRemove)

    def _tell_news(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self._view.currentIndex().row() <= last.row() and self._view.hasFocus():
            self._tell(QAccessible.Event.NameChanged)

    def _tell(self, what: QAccessible.Event) -> None:
        row = self._view.currentIndex().row()
        if QAccessible.isActive() and row >= 0:
            event = QAccessibleEvent(self._view, what)
            event.setChild(row)
            QAccessible.updateAccessibility(event)
