"""Tasks that the service lists, to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.listed_task import ListedTask
from seedance_desktop.core.story_words import task_line
from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import label, named


class TaskDialog(QDialog):
    """Closes when tasks are chosen. ``chosen`` carries a list of ListedTask.

    ``is_over``: it was closed, and is no longer to be filled.
    """

    chosen = Signal(object)

    def __init__(self, title: str, *, take: str, take_all: str = "", parent: QWidget) -> None:
        super().__init__(parent)
        self.is_over = False
        self._tasks: tuple[ListedTask, ...] = ()
        self._words = named(label("", wraps=True), "tasks_words")
        self._list = named(QListWidget(), "tasks", tr("Tasks"))
        self._take = named(QPushButton(take), "tasks_take")
        self._take_all = named(QPushButton(take_all), "tasks_take_all")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)

        self.setObjectName("task_dialog")
        self.setWindowTitle(title)
        self.resize(720, 400)
        self._list.setProperty("role", "choices")
        buttons.addButton(self._take, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._take_all, QDialogButtonBox.ButtonRole.ActionRole)
        named(buttons.button(QDialogButtonBox.StandardButton.Close), "tasks_close")
        if take_all:
            self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        layout = QVBoxLayout(self)
        layout.addWidget(self._words)
        layout.addWidget(self._list, 1)
        layout.addWidget(buttons)

        self._take.clicked.connect(self._tell_selected)
        self._take_all.clicked.connect(self._tell_all)
        self._list.itemSelectionChanged.connect(self._show_possible)
        self._list.itemActivated.connect(self._tell_selected)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self._end)
        self.show_tasks((), "")
        self._take_all.setVisible(bool(take_all))

    def show_tasks(self, tasks: Sequence[ListedTask], words: str) -> None:
        """Show these, and say what they are."""
        self._tasks = tuple(tasks)
        self._words.setText(words)
        self._list.clear()
        self._list.addItems([task_line(task) for task in tasks])
        self._take_all.setEnabled(bool(tasks))
        self._show_possible()

    def _show_possible(self) -> None:
        self._take.setEnabled(bool(self._list.selectedItems()))

    def _tell_selected(self) -> None:
        rows = sorted(self._list.row(item) for item in self._list.selectedItems())
        self._tell([self._tasks[row] for row in rows])

    def _tell_all(self) -> None:
        self._tell(list(self._tasks))

    def _tell(self, tasks: list[ListedTask]) -> None:
        if tasks:
            self.chosen.emit(tasks)
            self.accept()

    def _end(self) -> None:
        self.is_over = True
