"""Tables as text that spreadsheets open: CSV in UTF-8, with nothing in it that they would run."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
"""The wide ones count where Chinese is written; what is blank is passed over by some."""


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A header and a line for each row; what a row does not have is left empty."""
    table = io.StringIO()
    table.write("\ufeff")  # without it spreadsheets take UTF-8 for something else
    writer = csv.DictWriter(table, columns)
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return table.getvalue()


def _harmless(value: object) -> object:
    """A prompt that begins like a formula must not become one."""
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value
