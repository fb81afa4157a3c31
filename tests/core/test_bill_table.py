import csv
import io
from datetime import UTC, datetime

import pytest

from seedance_desktop.core.bill import Bill
from seedance_desktop.core.bill_table import COLUMNS, bill_table
from seedance_desktop.core.ids import ConnectionId, JobId, ModelId

AT = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def a_bill(job: str, **parts: object) -> Bill:
    made = {"model": ModelId("m"), "connection": ConnectionId("gptproto"), "resolution": "720p"}
    return Bill(JobId(job), AT, **(made | parts))  # type: ignore[arg-type]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_every_bill_is_a_row_with_its_collections() -> None:
    bills = [
        a_bill("one", tokens=100, amount=0.25, expected_amount=0.2, waited=61.23, is_flex=True),
        a_bill("two"),
    ]

    first, second = rows(bill_table(bills, {JobId("one"): ("Trailer", "片头")}))

    assert tuple(first) == COLUMNS
    assert datetime.fromisoformat(first["at"]) == AT
    assert (first["collections"], first["amount"], first["currency"]) == (
        "Trailer; 片头",
        "0.25",
        "USD",
    )
    assert (first["waited_seconds"], first["flex"]) == ("61.2", "yes")
    assert (second["collections"], second["amount"], second["currency"]) == ("", "", "")


@pytest.mark.parametrize("name", ["=SUM(A1)", "+1", "-1", "@SUM(A1)", "\t=SUM(A1)", "\r=SUM(A1)"])
def test_a_name_that_begins_like_a_formula_becomes_none(name: str) -> None:
    (row,) = rows(bill_table([a_bill("one")], {JobId("one"): (name,)}))

    assert row["collections"] == f"'{name}"
