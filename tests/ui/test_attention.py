from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from seedance_desktop.ui.attention import Attention


def focused(edit: QLineEdit, qtbot: QtBot) -> QWindow:
    qtbot.addWidget(edit)
    edit.show()
    edit.activateWindow()
    window: QWindow = edit.windowHandle()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window)
    return window


def test_keys_and_clicks_are_noticed_in_the_window_that_has_the_focus(qtbot: QtBot) -> None:
    first, second = QLineEdit(), QLineEdit()
    attention, noticed = Attention(first), list[str]()
    attention.noticed.connect(lambda: noticed.append("at work"))
    window = focused(first, qtbot)

    QTest.keyClick(window, Qt.Key.Key_A)
    by_key = len(noticed)
    QTest.mouseClick(
        window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5)
    )
    qtbot.waitUntil(lambda: len(noticed) > by_key)
    other = focused(second, qtbot)
    by_click = len(noticed)
    QTest.keyClick(window, Qt.Key.Key_B)
    elsewhere = len(noticed)
    QTest.keyClick(other, Qt.Key.Key_C)

    assert by_key > 0
    assert by_click == elsewhere < len(noticed)
    assert (sorted(first.text()), second.text()) == (["a", "b"], "c")


def test_a_window_that_is_gone_is_forgotten(qtbot: QtBot) -> None:
    stays, goes = QLineEdit(), QLineEdit()
    qtbot.addWidget(stays)
    goes.show()
    attention = Attention(stays)
    attention._follow(goes.windowHandle())

    goes.deleteLater()
    qtbot.waitUntil(lambda: attention._window is None)

    attention._follow(None)
