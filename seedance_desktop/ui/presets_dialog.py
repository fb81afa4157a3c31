"""Where presets are renamed, deleted, and handed on as files."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.words import tr
from seedance_desktop.model.presets import Presets
from seedance_desktop.ui.widgets.named import label, named


class PresetsDialog(QDialog):
    """``export_wanted`` carries the names of the chosen presets."""

    export_wanted = Signal(list)
    import_wanted = Signal()

    def __init__(self, presets: Presets, parent: QWidget) -> None:
        super().__init__(parent)
        self._presets = presets
        self._list = named(QListWidget(), "presets_list", tr("Presets"))
        self._rename = named(QPushButton(tr("Rename")), "presets_rename")
        self._remove = named(QPushButton(tr("Delete")), "presets_remove")
        self._import = named(QPushButton(tr("Import…")), "presets_import")
        self._export = named(QPushButton(tr("Export…")), "presets_export")
        self._none = named(
            label(tr("No presets yet: keep the form's values by “Preset” at the top."), "small"),
            "presets_none",
        )
        buttons = QDialogButtonBox()
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)

        self.setObjectName("presets_dialog")
        self.setWindowTitle(tr("Presets"))
        self.resize(460, 380)
        named(close, "presets_close")
        self._list.setProperty("role", "choices")
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        grid = QGridLayout()
        grid.addWidget(self._list, 0, 0, 5, 1)
        for row, button in enumerate((self._rename, self._remove, self._import, self._export)):
            grid.addWidget(button, row, 1)
        grid.setRowStretch(4, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(grid, 1)
        layout.addWidget(self._none)
        layout.addWidget(buttons)

        self._list.itemChanged.connect(self._take_name)
        self._list.itemSelectionChanged.connect(self._show_chosen)
        self._rename.clicked.connect(self._edit_name)
        self._remove.clicked.connect(self._remove_chosen)
        self._import.clicked.connect(self.import_wanted)
        self._export.clicked.connect(self._export_chosen)
        close.clicked.connect(self.accept)
        presets.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the presets as they are."""
        chosen = self._chosen()
        self._list.blockSignals(True)
        self._list.clear()
        for name in self._presets.names:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self._list.addItem(item)
            item.setSelected(name in chosen)
        self._none.setVisible(not self._presets.names)
        self._list.blockSignals(False)
        self._show_chosen()

    def _chosen(self) -> list[str]:
        return [item.data(Qt.ItemDataRole.UserRole) for item in self._list.selectedItems()]

    def _show_chosen(self) -> None:
        count = len(self._chosen())
        why_not = "" if count else tr("Choose a preset first.")
        for button in (self._rename, self._remove, self._export):
            button.setEnabled(count > 0)
            button.setToolTip(why_not)
            button.setAccessibleDescription(why_not)
        self._rename.setEnabled(count == 1)

    def _edit_name(self) -> None:
        self._list.editItem(self._list.selectedItems()[0])

    def _take_name(self, item: QListWidgetItem) -> None:
        before, wished = item.data(Qt.ItemDataRole.UserRole), item.text().strip()
        if wished and wished != before:
            self._presets.rename(before, wished)
        else:
            self.refresh()

    def _remove_chosen(self) -> None:
        self._presets.remove(self._chosen())

    def _export_chosen(self) -> None:
        self.export_wanted.emit(self._chosen())
