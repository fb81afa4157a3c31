"""The menu bar: every command by name, with its key."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from seedance_desktop.core.words import tr


@dataclass(frozen=True, slots=True)
class Command:
    """A menu entry; ``name`` is for scripts. Without ``do`` it is a line between groups."""

    name: str = ""
    words: str = ""
    do: Callable[[], object] | None = None
    key: str = ""


LINE = Command()


def fill_menu_bar(window: QMainWindow, menus: dict[str, tuple[Command, ...]]) -> None:
    """Add menus by title to the window's menu bar."""
    for title, commands in menus.items():
        menu = window.menuBar().addMenu(title)
        for command in commands:
            if command.do is None:
                menu.addSeparator()
                continue
            action = menu.addAction(command.words)
            action.setObjectName(command.name)
            if command.key:
                action.setShortcut(QKeySequence(command.key))
            action.triggered.connect(command.do)


def about_words(version: str) -> str:
    """What the About box says."""
    return tr(
        "Seedance Desktop {version}\n\nFrom a picture and a sentence to a video in your library.\n"
        "Free software under the GNU General Public License, version 3 or later.",
        version=version,
    )
