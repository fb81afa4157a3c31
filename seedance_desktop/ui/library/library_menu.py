"""Everything that can be done with the selected clips, as a menu; each entry says its key."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry; ``why_not`` disables it and says why. Without ``do`` it is a line."""

    name: str = ""
    words: str = ""
    do: Callable[[], object] | None = None
    key: str = ""
    why_not: str = ""
    inside: tuple["Entry", ...] = ()


LINE = Entry()


def menu_of(entries: tuple[Entry, ...], parent: QWidget) -> QMenu:
    """A menu with these entries."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    _fill(menu, entries)
    return menu


def _fill(menu: QMenu, entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        if entry.inside:
            _fill(menu.addMenu(entry.words), entry.inside)
        elif entry.do is None:
            menu.addSeparator()
        else:
            action = menu.addAction(entry.words)
            action.setObjectName(entry.name)
            action.setEnabled(not entry.why_not)
            action.setToolTip(entry.why_not)
            action.setStatusTip(entry.why_not)
            if entry.key:
                action.setShortcut(QKeySequence(entry.key))
            action.triggered.connect(entry.do)
