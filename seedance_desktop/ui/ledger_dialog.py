"""What was spent, as a table: by day, by model, by collection, by connection."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.bill import Bill, Sum, grouped, summed, token_factor
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import Connection
from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.ids import ConnectionId, JobId, ModelId
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.ui.widgets.named import label, mark, named
from seedance_desktop.ui.widgets.segments import Choice, Segments
from seedance_desktop.ui.words import amounts_words, connection_name, factor_words, token_count

_DAY, _MODEL, _COLLECTION, _CONNECTION = "day", "model", "collection", "connection"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LedgerDialog(QDialog):
    """Shows bills that are handed to it; newest days first, dearest models first.

    ``collections`` are those that the video of a job is in. ``export_wanted``: as a file.
    """

    export_wanted = Signal()

    def __init__(
        self,
        bills: Sequence[Bill],
        catalogue: Catalogue,
        connections: Sequence[Connection],
        *,
        collections: Mapping[JobId, tuple[str, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bills = bills
        self._collections = collections
        self._models = {row.id: row.name for row in catalogue.rows}
        self._connections = {row.id: connection_name(row) for row in connections}
        self._by = Segments("ledger_by", tr("Grouped by"))
        self._table = named(QTableWidget(0, 4), "ledger_table", tr("What was spent"))
        self._total = named(label("", "muted"), "ledger_total")
        self._learned = named(label("", "small", wraps=True), "ledger_learned")
        self._told = named(label("", "small", wraps=True), "ledger_told")
        buttons = QDialogButtonBox()
        export = buttons.addButton(tr("Export as CSV…"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)

        self.setObjectName("ledger_dialog")
        self.setWindowTitle(tr("Spending"))
        self.resize(620, 520)
        named(close, "ledger_close")
        named(export, "ledger_export")
        export.setEnabled(bool(bills))
        self._told.hide()
        self._by.offer(
            [
                Choice(_DAY, tr("By day")),
                Choice(_MODEL, tr("By model")),
                Choice(_COLLECTION, tr("By collection")),
                Choice(_CONNECTION, tr("By connection")),
            ]
        )
        self._dress_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self._by)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._total)
        layout.addWidget(self._learned)
        layout.addWidget(self._told)
        layout.addWidget(buttons)

        self._by.chosen.connect(self._show)
        export.clicked.connect(self.export_wanted)
        close.clicked.connect(self.accept)
        self._show(_DAY)

    def show_exported(self, target: Path, count: int) -> None:
        """Say that the file is there."""
        bills = tr_count("{count} bill", "{count} bills", count)
        self._tell(tr("Written to {name}: {bills}.", name=target.name, bills=bills), "small")

    def show_error(self, error: KnownError) -> None:
        """Say why the file could not be written."""
        self._tell(f"{error.message.shown()} {error.remedy.shown()}", "problem")

    def _tell(self, words: str, tone: str) -> None:
        self._told.setText(words)
        mark(self._told, "tone", tone)
        self._told.show()

    def _dress_table(self) -> None:
        table = self._table
        table.setHorizontalHeaderLabels(["", tr("Videos"), tr("Tokens"), tr("Spent")])
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)

    def _show(self, by: str) -> None:
        self._by.show_chosen(by)
        rows = self._rows(by)
        self._table.setRowCount(len(rows))
        for row, (name, total) in enumerate(rows):
            cells = (name, str(total.count), token_count(total.tokens), amounts_words(total))
            for column, words in enumerate(cells):
                cell = QTableWidgetItem(words)
                if column:
                    cell.setTextAlignment(_RIGHT)
                self._table.setItem(row, column, cell)
        total = summed(self._bills)
        self._total.setText(
            tr(
                "{videos} · {tokens} tokens · {spent}",
                videos=tr_count("{count} video", "{count} videos", total.count),
                tokens=token_count(total.tokens),
                spent=amounts_words(total),
            )
            if self._bills
            else tr("Nothing was spent yet. Every video that arrives has its bill here.")
        )
        if by == _COLLECTION and any(len(names) > 1 for names in self._collections.values()):
            several = tr("A video in several collections counts in each.")
            self._total.setText(f"{self._total.text()}\n{several}")
        self._show_learned()

    def _rows(self, by: str) -> list[tuple[str, Sum]]:
        match by:
            case "model":
                models = self._dearest(lambda bill: bill.model)
                return [(self._models.get(ModelId(key), key), total) for key, total in models]
            case "collection":
                return self._by_collection()
            case "connection":
                places = self._dearest(lambda bill: bill.connection)
                names = self._connections
                return [(names.get(ConnectionId(key), key), total) for key, total in places]
            case _:
                days = grouped(self._bills, _day)
                return [(f"{day:%Y-%m-%d}", total) for day, total in sorted(days.items())[::-1]]

    def _by_collection(self) -> list[tuple[str, Sum]]:
        """A video in several collections counts in each; what is in none comes last."""
        inside: dict[str, list[Bill]] = {}
        outside = []
        for bill in self._bills:
            names = self._collections.get(bill.job, ())
            for name in names:
                inside.setdefault(name, []).append(bill)
            if not names:
                outside.append(bill)
        rows = _sorted({name: summed(bills) for name, bills in inside.items()}.items())
        return [*rows, (tr("In no collection"), summed(outside))] if outside else rows

    def _dearest(self, key: Callable[[Bill], str]) -> list[tuple[str, Sum]]:
        return _sorted(grouped(self._bills, key).items())

    def _show_learned(self) -> None:
        """How far the estimates are off, where bills have taught it."""
        models = dict.fromkeys(bill.model for bill in self._bills)
        factors = {model: token_factor(self._bills, model) for model in models}
        words = [
            factor_words(self._models.get(model, model), factor)
            for model, factor in factors.items()
            if factor is not None
        ]
        self._learned.setText("\n".join(words))
        self._learned.setVisible(bool(words))


def _sorted(rows: Iterable[tuple[str, Sum]]) -> list[tuple[str, Sum]]:
    return sorted(rows, key=_weight, reverse=True)


def _day(bill: Bill) -> date:
    return bill.at.astimezone().date()


def _weight(row: tuple[str, Sum]) -> tuple[float, int]:
    return sum(row[1].amounts.values()), row[1].tokens
