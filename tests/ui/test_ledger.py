"""What was spent, grouped and written to a file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from seedance_desktop.core.bill import Bill
from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.core.errors import DiskFullError
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.words import tr
from seedance_desktop.ui.ledger_dialog import LedgerDialog
from seedance_desktop.ui.theme import Theme
from tests.core import shipped
from tests.support.screen_parts import click, part, words

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def a_bill(job: str, amount: float, *, days: int = 0) -> Bill:
    return Bill(
        JobId(job),
        NOW - timedelta(days=days),
        shipped.TWO,
        GPTPROTO,
        "720p",
        tokens=1000,
        amount=amount,
    )


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot) -> LedgerDialog:
    bills = [a_bill("a", 1.0, days=1), a_bill("b", 2.0), a_bill("c", 0.5)]
    inside = {JobId("a"): ("Trailer", "Sea"), JobId("b"): ("Trailer",)}
    made = LedgerDialog(bills, shipped.catalogue(), (), collections=inside)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(dialog: LedgerDialog) -> list[tuple[str, str, str]]:
    table = part(dialog, QTableWidget, "ledger_table")
    cells = [[table.item(row, column) for column in (0, 1, 3)] for row in range(table.rowCount())]
    return [(a.text(), b.text(), c.text()) for a, b, c in cells if a and b and c]


def test_days_come_newest_first(dialog: LedgerDialog) -> None:
    assert [row[1] for row in shown(dialog)] == ["2", "1"]


def test_a_video_in_two_collections_counts_in_each_and_the_rest_is_told(
    dialog: LedgerDialog,
) -> None:
    click(dialog, "ledger_by_collection")

    assert [(name, count) for name, count, _ in shown(dialog)] == [
        ("Trailer", "2"),
        ("Sea", "1"),
        (tr("In no collection"), "1"),
    ]
    assert shown(dialog)[0][2].endswith("3.00")
    assert words(dialog, "ledger_total").startswith("3 videos")
    assert "counts in each" in words(dialog, "ledger_total")
    click(dialog, "ledger_by_model")
    assert "counts in each" not in words(dialog, "ledger_total")


def test_the_file_is_asked_for_and_its_fate_is_told(dialog: LedgerDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.export_wanted):
        click(dialog, "ledger_export")

    dialog.show_exported(Path("/tmp/spent.csv"), 3)
    done = words(dialog, "ledger_told")
    dialog.show_error(DiskFullError())

    assert done == "Written to spent.csv: 3 bills."
    assert words(dialog, "ledger_told").startswith(DiskFullError().message.shown())


def test_nothing_is_exported_of_nothing(theme: Theme, qtbot: QtBot) -> None:
    empty = LedgerDialog([], shipped.catalogue(), (), collections={})
    qtbot.addWidget(empty)

    assert not part(empty, QPushButton, "ledger_export").isEnabled()
