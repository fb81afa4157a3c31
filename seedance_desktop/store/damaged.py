"""Reads what is left of a damaged database: rows, from both ends of each table."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rows:
    """What could be read of a table; ``is_whole``: all of it."""

    rows: list[Row]
    is_whole: bool


class DamagedFile:
    """A file that is only ever read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, table: str, key: str = "rowid") -> Rows:
        """The rows of a table in the order of ``key``, the columns that it is stored by.

        A damaged page ends the reading; what lies behind it is reached from the other end.
        """
        found: dict[tuple[Any, ...], Row] = {}
        is_whole = True
        for direction in ("ASC", "DESC"):
            try:
                for key_values, row in self._read(table, key, direction):
                    if key_values in found:
                        break
                    found[key_values] = row
            except sqlite3.Error as error:
                is_whole = False
                _log.info("%s of %s can be read in part: %s", table, self._path, error)
            else:
                break
        return Rows([found[key_values] for key_values in sorted(found)], is_whole)

    def _read(self, table: str, key: str, direction: str) -> Iterator[tuple[tuple[Any, ...], Row]]:
        columns = [f"{column} {direction}" for column in key.split(", ")]
        statement = f"SELECT {key}, * FROM {table} ORDER BY {', '.join(columns)}"  # noqa: S608
        address = f"{self._path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.text_factory = _text
            cursor = connection.execute(statement)
            names = [column[0] for column in cursor.description]
            width = len(columns)
            for row in cursor:
                yield row[:width], dict(zip(names[width:], row[width:], strict=True))


def _text(content: bytes) -> str:
    """Damage in one text must not end the reading of all."""
    return content.decode(errors="replace")
