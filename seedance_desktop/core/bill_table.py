"""Bills as a table for other programs: a row each, in columns that keep their names."""

from collections.abc import Iterable, Mapping

from seedance_desktop.core.bill import Bill
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.spreadsheet import csv_text

COLUMNS = (
    "at",
    "model",
    "connection",
    "collections",
    "resolution",
    "seconds",
    "flex",
    "tokens",
    "amount",
    "currency",
    "expected_tokens",
    "expected_amount",
    "waited_seconds",
    "job",
)


def bill_table(bills: Iterable[Bill], collections: Mapping[JobId, tuple[str, ...]]) -> str:
    """As CSV, oldest first as they come; times with their zone, several collections by ``; ``."""
    return csv_text(COLUMNS, (_row(bill, collections.get(bill.job, ())) for bill in bills))


def _row(bill: Bill, collections: tuple[str, ...]) -> dict[str, object]:
    has_amount = bill.amount is not None
    return {
        "at": bill.at.astimezone().isoformat(timespec="seconds"),
        "model": str(bill.model),
        "connection": str(bill.connection),
        "collections": "; ".join(collections),
        "resolution": bill.resolution,
        "seconds": bill.seconds,
        "flex": "yes" if bill.is_flex else "no",
        "tokens": bill.tokens,
        "amount": bill.amount,
        "currency": bill.currency if has_amount else "",
        "expected_tokens": bill.expected_tokens,
        "expected_amount": bill.expected_amount,
        "waited_seconds": None if bill.waited is None else round(bill.waited, 1),
        "job": str(bill.job),
    }
