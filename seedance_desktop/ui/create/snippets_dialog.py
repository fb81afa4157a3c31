"""Where the user edits snippets: a table of both languages, in groups."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.snippet import Snippet, SnippetGroup
from seedance_desktop.core.words import Message, tr
from seedance_desktop.ui.widgets.named import named

_GROUPS = {
    SnippetGroup.CAMERA: Message("Camera"),
    SnippetGroup.LENS: Message("Lens"),
    SnippetGroup.LIGHTING: Message("Lighting"),
    SnippetGroup.STYLE: Message("Style"),
}


class SnippetsDialog(QDialog):
    """Changes nothing itself: ``edited`` is what the user has made of it."""

    def __init__(
        self, snippets: Iterable[Snippet], starters: Iterable[Snippet], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._starters = tuple(starters)
        self._table = named(QTableWidget(0, 3), "snippets_table", tr("Snippets"))
        self._add = named(QPushButton(tr("Add")), "snippets_add")
        self._remove = named(QPushButton(tr("Remove")), "snippets_remove")
        self._restore = named(QPushButton(tr("Starter set")), "snippets_restore")
        buttons = QDialogButtonBox()
        save = buttons.addButton(QDialogButtonBox.StandardButton.Save)
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)

        self.setObjectName("snippets_dialog")
        self.setWindowTitle(tr("Snippets"))
        self.resize(760, 520)
        named(save, "snippets_save")
        named(cancel, "snippets_cancel")
        self._restore.setToolTip(tr("What came with the program, in place of this list"))
        self._dress_table()
        foot = QHBoxLayout()
        for button in (self._add, self._remove, self._restore):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self._table, 1)
        layout.addLayout(foot)

        self._add.clicked.connect(self._add_row)
        self._remove.clicked.connect(self._remove_rows)
        self._restore.clicked.connect(self._show_starters)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._show(snippets)

    @property
    def edited(self) -> tuple[Snippet, ...]:
        """Every row that holds words."""
        rows = (self._snippet(row) for row in range(self._table.rowCount()))
        return tuple(row for row in rows if row.english or row.chinese)

    def _dress_table(self) -> None:
        table = self._table
        table.setHorizontalHeaderLabels([tr("Group"), tr("English"), tr("Chinese")])
        header = table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 120)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)

    def _show(self, snippets: Iterable[Snippet]) -> None:
        self._table.setRowCount(0)
        for snippet in snippets:
            self._append(snippet)

    def _append(self, snippet: Snippet) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        box = named(QComboBox(), f"snippet_group_{row}", tr("Group"))
        for group, words in _GROUPS.items():
            box.addItem(words.shown(), group)
        box.setCurrentIndex(box.findData(snippet.group))
        self._table.setCellWidget(row, 0, box)
        self._table.setItem(row, 1, QTableWidgetItem(snippet.english))
        self._table.setItem(row, 2, QTableWidgetItem(snippet.chinese))

    def _snippet(self, row: int) -> Snippet:
        box = self._table.cellWidget(row, 0)
        group = box.currentData() if isinstance(box, QComboBox) else SnippetGroup.CAMERA
        english, chinese = (self._table.item(row, column) for column in (1, 2))
        return Snippet(
            SnippetGroup(group),
            english.text().strip() if english else "",
            chinese.text().strip() if chinese else "",
        )

    def _add_row(self) -> None:
        """A row of the group that is looked at, ready to be typed into."""
        row = max(0, self._table.currentRow())
        group = self._snippet(row).group if self._table.rowCount() else SnippetGroup.CAMERA
        self._append(Snippet(group, "", ""))
        last = self._table.rowCount() - 1
        self._table.setCurrentCell(last, 1)
        self._table.edit(self._table.model().index(last, 1))

    def _remove_rows(self) -> None:
        rows = {index.row() for index in self._table.selectedIndexes()}
        for row in sorted(rows, reverse=True):
            self._table.removeRow(row)

    def _show_starters(self) -> None:
        self._show(self._starters)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
