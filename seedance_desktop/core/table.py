"""A table of facts as TOML gives it, read with types and with errors that name row and field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from seedance_desktop.core.errors import CatalogueError
from seedance_desktop.core.words import Message


@dataclass(frozen=True, slots=True)
class Table:
    """Facts by name. ``where`` says which row this is, for errors.

    A fact of ``false`` where a table or a day could stand means: none, whatever was inherited.
    """

    where: str
    facts: Mapping[str, object]

    def text(self, field: str, default: str | None = None) -> str:
        """A text; ``default`` where it is left out. Raises CatalogueError, as all these do."""
        found = self._found(field, default)
        if not isinstance(found, str):
            raise self.error(field, Message("It must be a text in quotes."))
        return found

    def texts(self, field: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts, not empty."""
        found = self._found(field, default)
        if isinstance(found, tuple):
            return found
        if not isinstance(found, list) or not found:
            raise self.error(field, Message("It must be a list of texts."))
        texts = tuple(text for text in found if isinstance(text, str))
        if len(texts) != len(found):
            raise self.error(field, Message("It must be a list of texts."))
        return texts

    def whole(self, field: str, default: int | None = None) -> int:
        """A whole number."""
        found = self._found(field, default)
        if isinstance(found, bool) or not isinstance(found, int):
            raise self.error(field, Message("It must be a whole number."))
        return found

    def number(self, field: str, default: float | None = None) -> float:
        """A number that is not negative."""
        found = self._found(field, default)
        if isinstance(found, bool) or not isinstance(found, int | float) or not found >= 0:
            raise self.error(field, Message("It must be a number, zero or more."))
        return float(found)

    def flag(self, field: str, *, default: bool | None = None) -> bool:
        """True or false."""
        found = self._found(field, default)
        if not isinstance(found, bool):
            raise self.error(field, Message("It must be true or false."))
        return found

    def day(self, field: str) -> date | None:
        """A day such as 2026-11-22, if there is one."""
        found = self.facts.get(field, False)
        if found is False:
            return None
        if type(found) is not date:
            raise self.error(field, Message("It must be a day such as 2026-11-22."))
        return found

    def table(self, field: str) -> "Table":
        """A table inside this one; empty where it is left out or ``false``."""
        found = self.facts.get(field, False)
        if found is False:
            return Table(f"{self.where}.{field}", {})
        if not isinstance(found, Mapping):
            raise self.error(field, Message("It must be a table."))
        return Table(f"{self.where}.{field}", found)

    def tables(self) -> Iterator[tuple[str, "Table"]]:
        """Every table inside this one with its name, in order, without those that are ``false``."""
        for name, found in self.facts.items():
            if found is not False:
                yield name, self.table(name)

    def only(self, *fields: str) -> None:
        """Refuses a fact of any other name: it would be a slip of the pen that does nothing."""
        for name in self.facts:
            if name not in fields:
                raise self.error(name, Message("There is no such field."))

    def error(self, field: str, reason: Message) -> CatalogueError:
        """The error that names this row and ``field``."""
        return CatalogueError(self.where, field, reason)

    def _found(self, field: str, default: object) -> object:
        found = self.facts.get(field, default)
        if found is None:
            raise self.error(field, Message("It is missing."))
        return found


def overlaid(base: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """``base`` with ``over`` laid on it, fact by fact down to the innermost tables."""
    merged = dict(base)
    for name, fact in over.items():
        below = merged.get(name)
        if isinstance(below, Mapping) and isinstance(fact, Mapping):
            merged[name] = overlaid(below, fact)
        else:
            merged[name] = fact
    return merged


def inherited(rows: Table, name: str) -> Table:
    """The row ``name`` laid over the row that it is ``like``, and so on. Raises CatalogueError."""
    facts: dict[str, object] = {}
    seen: list[str] = []
    following: str | None = name
    while following is not None:
        if following in seen or following not in rows.facts:
            last = Table(f"{rows.where}.{seen[-1]}" if seen else rows.where, {})
            raise last.error("like" if seen else following, Message("There is no such row."))
        seen.append(following)
        row = rows.table(following)
        facts = overlaid({k: v for k, v in row.facts.items() if k != "like"}, facts)
        following = row.text("like") if "like" in row.facts else None
    return Table(f"{rows.where}.{name}", facts)
