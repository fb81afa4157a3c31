"""The list of keys says what is so."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from seedance_desktop.ui.conversations import Conversations
from seedance_desktop.ui.key_words import KEY_GROUPS
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.widgets import player_keys
from tests.support.screen_parts import LEFT, part
from tests.ui.test_dialogs import Talk, opened, talk, until

__all__ = ["talk"]


def listed(title: str) -> set[QKeySequence]:
    return {
        QKeySequence(key)
        for group in KEY_GROUPS
        if group.title.template == title
        for keys, _ in group.keys
        for key in keys.split()
    }


def test_every_key_of_the_menus_is_listed(window: MainWindow) -> None:
    keys = {action.shortcut() for action in window.menuBar().findChildren(QAction)}
    told = listed("Everywhere") | listed("Jobs") | listed("Library")

    assert keys - {QKeySequence()} <= told
    assert len(keys) > 10


def test_every_key_of_the_player_is_listed() -> None:
    keys = {QKeySequence(key) for key in player_keys._PLAIN}

    assert keys <= listed("Player")


def test_the_list_opens_from_the_menu_and_closes(window: MainWindow, talk: Talk) -> None:
    async def scenario(talking: Conversations) -> None:
        part(window, QAction, "menu_keys").trigger()
        dialog = await opened(window, "keys_dialog")
        QTest.mouseClick(part(dialog, QPushButton, "keys_close"), LEFT)
        await until(lambda: window.findChild(QDialog, "keys_dialog") is None)

    talk(scenario)
