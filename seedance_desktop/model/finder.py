"""What is looked for in the library: filters, words and order; recent and saved searches."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from seedance_desktop.core.found import Order, Sort
from seedance_desktop.core.query import Field, Query, Term, Words
from seedance_desktop.core.query_text import Hint, parse
from seedance_desktop.model.library import LibraryModel, Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedance_desktop.model.preferences import Preferences

_RECENT = 12
_ORDER, _RECENTLY, _SAVED, _GROUPED = (
    "library_order",
    "library_recent",
    "library_saved",
    "library_groups_takes",
)


class Finder(QObject):
    """Asks the library's question anew whenever a part of it changes.

    Filters are terms that were finished; ``words`` is what is being typed. ``changed`` comes with
    every change of these, ``searches_changed`` with another recent or saved search.
    """

    changed = Signal()
    searches_changed = Signal()

    def __init__(
        self, library: LibraryModel, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._preferences = preferences
        self._filters: tuple[Term, ...] = ()
        self._words = ""
        self._order = _order_in(preferences.recall(_ORDER, ""))
        self._groups_takes = preferences.recall(_GROUPED, False)
        self._recent = [str(text) for text in _list_in(preferences.recall(_RECENTLY, ""))]
        self._saved = _texts_in(preferences.recall(_SAVED, ""))
        library.ask(self.question)

    @property
    def filters(self) -> tuple[Term, ...]:
        """Terms that stand as pills."""
        return self._filters

    @property
    def words(self) -> str:
        """The text beside the pills."""
        return self._words

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What in the text is not what it seems to be meant as."""
        return parse(self._words).hints

    @property
    def query(self) -> Query:
        """All of it."""
        return Query(self._filters + parse(self._words).query.terms)

    @property
    def question(self) -> Question:
        """What the library is asked."""
        return Question(self.query, self._order, self._groups_takes)

    @property
    def order(self) -> Order:
        """What comes first."""
        return self._order

    @property
    def recent(self) -> tuple[str, ...]:
        """Searches as text, the latest first."""
        return tuple(self._recent)

    @property
    def saved(self) -> Mapping[str, str]:
        """Searches as text, by the names that they were given."""
        return self._saved

    def type(self, text: str) -> None:
        """Take in what is typed; filters that a blank has ended become pills."""
        pieces = parse(text).pieces
        done = [
            piece
            for piece in pieces
            if piece.end < len(text)
            and piece.hint is None
            and piece.term is not None
            and not isinstance(piece.term, Words)
        ]
        for piece in reversed(done):
            text = (text[: piece.start] + text[piece.end :].lstrip()).lstrip()
        terms = tuple(piece.term for piece in done if piece.term is not None)
        self._set(self._filters + terms, text)

    def finish(self) -> None:
        """What is typed is meant: filters become pills, and the search is remembered."""
        self.type(self._words + " ")
        self._set(self._filters, self._words.strip())
        self.remember()

    def look_for(self, text: str) -> None:
        """Put a whole search, as text, in the place of what is there."""
        self._filters = ()
        self._words = ""
        self.type(text + " ")
        self._set(self._filters, self._words.strip())

    def clear(self) -> None:
        """Show everything."""
        self._set((), "")

    def toggle(self, field: Field, value: str) -> None:
        """As a click on a facet does."""
        self._set(Query(self._filters).toggled(field, value).terms, self._words)

    def only(self, field: Field, value: str) -> None:
        """Show what has this value, and nothing else is asked for."""
        self._set(Query().toggled(field, value).terms, "")

    def remove(self, term: Term) -> None:
        """Take a pill away."""
        self._set(tuple(each for each in self._filters if each != term), self._words)

    def sort(self, order: Order) -> None:
        """Choose what comes first."""
        self._order = order
        self._preferences.remember(_ORDER, f"{order.by} {int(order.is_descending)}")
        self._ask()

    def group_takes(self, grouped: bool) -> None:
        """Choose whether takes of one request are one cell."""
        self._groups_takes = grouped
        self._preferences.remember(_GROUPED, grouped)
        self._ask()

    def remember(self) -> None:
        """Keep the search among the recent ones."""
        text = str(self.query)
        if text:
            self._recent = [text, *(old for old in self._recent if old != text)][:_RECENT]
            self._preferences.remember(_RECENTLY, json.dumps(self._recent))
            self.searches_changed.emit()

    def save(self, name: str) -> None:
        """Keep the search under a name."""
        self._keep({**self._saved, name: str(self.query)})

    def forget(self, name: str) -> None:
        """Drop a saved search."""
        self._keep({each: text for each, text in self._saved.items() if each != name})

    def _keep(self, saved: Mapping[str, str]) -> None:
        self._saved = dict(sorted(saved.items()))
        self._preferences.remember(_SAVED, json.dumps(self._saved))
        self.searches_changed.emit()

    def _set(self, filters: Iterable[Term], words: str) -> None:
        wanted = tuple(dict.fromkeys(filters))
        if (wanted, words) != (self._filters, self._words):
            self._filters, self._words = wanted, words
            self._ask()

    def _ask(self) -> None:
        self.changed.emit()
        self._library.ask(self.question)


def _order_in(text: str) -> Order:
    by, _, way = text.partition(" ")
    return Order(Sort(by), way == "1") if by in set(Sort) else Order()


def _list_in(text: str) -> list[object]:
    try:
        values = json.loads(text or "[]")
    except ValueError:  # memory that was damaged starts afresh
        return []
    return values if isinstance(values, list) else []


def _texts_in(text: str) -> dict[str, str]:
    try:
        values = json.loads(text or "{}")
    except ValueError:
        return {}
    return (
        {str(key): str(value) for key, value in values.items()} if isinstance(values, dict) else {}
    )
