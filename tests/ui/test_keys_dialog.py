"""The list of keys says what is so."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea

from seedance_desktop.ui.conversations import Conversations
from seedance_desktop.ui.key_words import KEY_GROUPS
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.widgets import player_keys
from tests.support.screen_parts import LEFT, part
from tests.ui.test_dialogs import Talk, opened, talk, until

__all__ = ["talk"]

Key = Qt.Key


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


def test_the_list_is_read_by_key_from_the_start(window: MainWindow, talk: Talk) -> None:
    async def scenario(talking: Conversations) -> None:
        part(window, QAction, "menu_keys").trigger()
        dialog = await opened(window, "keys_dialog")
        dialog.resize(700, 300)
        await until(lambda: dialog.focusWidget() is not None)
        page = part(dialog, QScrollArea, "keys")
        bar = page.verticalScrollBar()
        await until(lambda: bar.maximum() > 300)
        places = []

        for key in (Key.Key_Down, Key.Key_Space, Key.Key_End, Key.Key_PageUp, Key.Key_Home):
            QTest.keyClick(dialog.focusWidget(), key)
            places.append(bar.value())

        assert dialog.focusWidget() is page
        assert 0 < places[0] < places[1] < places[2] == bar.maximum()
        assert places[3] < places[2]
        assert places[4] == 0
        QTest.keyClick(page, Key.Key_Tab)
        assert dialog.focusWidget() is part(dialog, QPushButton, "keys_close")
        QTest.keyClick(dialog, Key.Key_Escape)
        await until(lambda: window.findChild(QDialog, "keys_dialog") is None)

    talk(scenario)


def test_the_list_opens_from_the_menu_and_closes(window: MainWindow, talk: Talk) -> None:
    async def scenario(talking: Conversations) -> None:
        part(window, QAction, "menu_keys").trigger()
        dialog = await opened(window, "keys_dialog")
        QTest.mouseClick(part(dialog, QPushButton, "keys_close"), LEFT)
        await until(lambda: window.findChild(QDialog, "keys_dialog") is None)

    talk(scenario)
