"""Whole columns of numbers out of the records: joined into one text by SQLite itself.

Row by row, a hundred thousand numbers take the interpreter's lock a hundred thousand times, and
each time wait for whoever has it. One text takes it once, and the window draws on meanwhile.
"""

from array import array
from collections.abc import Sequence

import msgspec

from seedance_desktop.store.database import Database, Values

_Whole = list[int]
_Some = set[int]


def numbers_of(database: Database, statement: str, values: Values = ()) -> "array[int]":
    """What a statement finds as its one column, ``number``, in its order."""
    return columns_of(database, statement, ("number",), values)[0]


def columns_of(
    database: Database, statement: str, names: Sequence[str], values: Values = ()
) -> "list[array[int]]":
    """As ``numbers_of``, of several columns."""
    joined = ", ".join(f"group_concat({name})" for name in names)
    (row,) = database.tuples(f"SELECT {joined} FROM ({statement})", values)
    return [numbers_in(text) for text in row]


def set_of(database: Database, statement: str, values: Values = ()) -> set[int]:
    """As ``numbers_of``, in no order."""
    ((text,),) = database.tuples(f"SELECT group_concat(number) FROM ({statement})", values)
    return msgspec.json.decode(f"[{text or ''}]", type=_Some)


def numbers_in(text: str | None) -> "array[int]":
    """The numbers that stand in a text with commas between them."""
    return array("q", msgspec.json.decode(f"[{text or ''}]", type=_Whole))
