"""The files that did not join the library, each with its reason."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.adopted import Refused
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.ui.widgets.named import label, named


class RefusedDialog(QDialog):
    """Nothing is chosen here; the list can be copied, with the whole paths."""

    def __init__(self, refused: Sequence[Refused], parent: QWidget) -> None:
        super().__init__(parent)
        self._refused = tuple(refused)
        title = tr_count(
            "{count} file did not join", "{count} files did not join", len(self._refused)
        )
        words = label(tr("They are left as they are."), wraps=True)
        self._list = named(QListWidget(), "refused_files", title)
        copy = named(QPushButton(tr("Copy the list")), "refused_copy")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)

        self.setObjectName("refused_dialog")
        self.setWindowTitle(title)
        self.resize(640, 360)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setWordWrap(True)
        self._list.setProperty("role", "choices")
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(words)
        layout.addWidget(self._list, 1)
        layout.addWidget(buttons)

        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)

        for each in self._refused:
            item = QListWidgetItem(each.failure.message.shown(), self._list)
            item.setToolTip(str(each.path))

    @Slot()
    def _copy(self) -> None:
        lines = (f"{each.path}: {each.failure.message.shown()}" for each in self._refused)
        QGuiApplication.clipboard().setText("\n".join(lines))
