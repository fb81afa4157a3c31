"""Bills stay known, whatever becomes of the records."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from seedance_desktop.core.bill import Bill
from seedance_desktop.core.errors import FolderUnusableError
from seedance_desktop.core.ids import ConnectionId, JobId, ModelId
from seedance_desktop.store.ledger_files import LedgerFiles


def a_bill(number: int, month: int = 11) -> Bill:
    return Bill(
        JobId(f"job {number}"),
        datetime(2026, month, 22, 12, number, tzinfo=UTC),
        ModelId("海 model"),
        ConnectionId("gptproto"),
        "720p",
        tokens=100,
        amount=0.125,
        expected_tokens=None,
    )


def test_bills_are_read_back_oldest_first_and_each_once(tmp_path: Path) -> None:
    files = LedgerFiles(tmp_path / "ledger")
    was_new = files.is_new

    files.add([a_bill(2), a_bill(1)])
    files.add([a_bill(3, month=10), a_bill(2)])

    assert (was_new, files.is_new) == (True, False)
    assert files.read() == [a_bill(3, month=10), a_bill(1), a_bill(2)]


def test_older_months_are_not_even_opened(tmp_path: Path) -> None:
    files = LedgerFiles(tmp_path)
    files.add([a_bill(1, month=9), a_bill(2, month=10), a_bill(3)])
    (tmp_path / "2026-09.jsonl").chmod(0)
    (tmp_path / "2026-09.jsonl").unlink()
    (tmp_path / "2026-09.jsonl").mkdir()

    assert files.read(datetime(2026, 10, 30, tzinfo=UTC)) == [a_bill(2, month=10), a_bill(3)]


def test_a_damaged_line_hides_no_other(tmp_path: Path) -> None:
    files = LedgerFiles(tmp_path)
    files.add([a_bill(1)])
    with (tmp_path / "2026-11.jsonl").open("ab") as file:
        file.write(b'{"job": 7\n\xff\xfe\n\n')
    files.add([a_bill(2)])

    assert files.read() == [a_bill(1), a_bill(2)]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(FolderUnusableError):
        LedgerFiles(tmp_path / "file" / "ledger").add([a_bill(1)])
