"""The folders that the library lies in."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.library_folder import LibraryFolder
from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.words import byte_count

_ROW_HEIGHT = 28
_FOLDER = int(Qt.ItemDataRole.UserRole)


class FoldersDialog(QDialog):
    """``use_wanted``, ``move_wanted`` and ``show_wanted`` carry the chosen LibraryFolder."""

    use_wanted = Signal(object)
    move_wanted = Signal(object)
    show_wanted = Signal(object)
    adopt_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = named(QTreeWidget(), "folders", tr("Library folders"))
        self._use = named(QPushButton(tr("Use for new videos")), "folders_use")
        self._move = named(QPushButton(tr("Move…")), "folders_move")
        self._show = named(QPushButton(tr("Show")), "folders_show")
        self._adopt = named(QPushButton(tr("Adopt a folder…")), "folders_adopt")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)

        self.setObjectName("folders_dialog")
        self.setWindowTitle(tr("Library folders"))
        self.resize(760, 360)
        named(buttons.button(QDialogButtonBox.StandardButton.Close), "folders_close")
        self._list.setHeaderLabels([tr("Folder"), tr("Videos"), tr("Size"), ""])
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in (1, 2):
            self._list.headerItem().setTextAlignment(column, right)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        for button in (self._use, self._move, self._show, self._adopt):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(10)
        words = tr(
            "Moving copies the library's files, compares, and only then removes them at their old "
            "place. Other files stay."
        )
        layout.addWidget(self._list, 1)
        layout.addWidget(label(words, "small", wraps=True))
        layout.addLayout(row)
        layout.addWidget(buttons)

        self._use.clicked.connect(lambda: self.use_wanted.emit(self._chosen()))
        self._move.clicked.connect(lambda: self.move_wanted.emit(self._chosen()))
        self._show.clicked.connect(lambda: self.show_wanted.emit(self._chosen()))
        self._adopt.clicked.connect(self.adopt_wanted)
        self._list.itemSelectionChanged.connect(self._show_possible)
        buttons.rejected.connect(self.reject)

        self._show_possible()

    def show_folders(self, folders: Sequence[LibraryFolder]) -> None:
        """Show these; the first one is chosen."""
        self._list.clear()
        for folder in folders:
            count, size = f"{folder.count:,}", byte_count(folder.byte_count)
            row = QTreeWidgetItem([str(folder.path), count, size, _state(folder)])
            row.setData(0, _FOLDER, folder)
            row.setToolTip(0, str(folder.path))
            row.setSizeHint(0, QSize(0, _ROW_HEIGHT))
            for column in (1, 2):
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                row.setTextAlignment(column, right)
            self._list.addTopLevelItem(row)
        if folders:
            self._list.setCurrentIndex(self._list.model().index(0, 0))

    def _chosen(self) -> LibraryFolder | None:
        chosen = self._list.selectedItems()
        folder: LibraryFolder | None = chosen[0].data(0, _FOLDER) if chosen else None
        return folder

    def _show_possible(self) -> None:
        folder = self._chosen()
        is_there = folder is not None and folder.is_there
        self._use.setEnabled(is_there and folder is not None and not folder.is_usual)
        self._move.setEnabled(is_there)
        self._show.setEnabled(is_there)


def _state(folder: LibraryFolder) -> str:
    parts = []
    if not folder.is_there:
        parts.append(tr("not there"))
    if folder.is_usual:
        parts.append(tr("new videos go here"))
    if folder.cloud:
        parts.append(tr("in {cloud}", cloud=folder.cloud))
    return " · ".join(parts)
