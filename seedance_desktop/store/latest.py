"""What was read out of the records, kept until something is written to them."""

from collections.abc import Callable
from typing import Generic, TypeVar

from seedance_desktop.store.database import Database

T = TypeVar("T")


class Latest(Generic[T]):
    """Belongs to the thread of its database, through which nothing is written."""

    def __init__(self, database: Database, read: Callable[[Database], T]) -> None:
        self._database = database
        self._read = read
        self._known: tuple[int, T] | None = None

    @property
    def value(self) -> T:
        """As the records are now. Raises RecordError kinds."""
        ((version,),) = self._database.tuples("PRAGMA data_version")
        if self._known is None or self._known[0] != version:
            self._known = (version, self._read(self._database))
        return self._known[1]
