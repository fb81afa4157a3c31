"""A list to pick from, such as that of the models, open to those who work it without a mouse."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox


def hear_readers(box: QComboBox) -> None:
    """Let an item be picked by marking it, as screen readers do: Qt leaves that without effect."""
    box.view().selectionModel().selectionChanged.connect(partial(_look, box))


def _look(box: QComboBox, *_: object) -> None:
    """Look once Qt is done: a mouse or a key marks an item and makes it current in two steps."""
    was_open = box.view().isVisible()
    QTimer.singleShot(0, box, partial(_settle, box, was_open=was_open))


def _settle(box: QComboBox, *, was_open: bool) -> None:
    marked = [index.row() for index in box.view().selectionModel().selectedIndexes()]
    current = box.view().currentIndex().row() if was_open else box.currentIndex()
    if len(marked) != 1 or marked[0] == current:
        return
    box.hidePopup()
    box.setCurrentIndex(marked[0])
    box.activated.emit(marked[0])
