from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from seedance_desktop.ui.attention import Attention


def test_keys_and_the_pointer_are_noticed_in_the_window_that_has_the_focus(qtbot: QtBot) -> None:
    first, second = QLineEdit(), QLineEdit()
    for edit in (first, second):
        qtbot.addWidget(edit)
        edit.show()
    attention, noticed = Attention(first), list[str]()
    attention.noticed.connect(lambda: noticed.append("at work"))
    attention._follow(first.windowHandle())

    QTest.keyClick(first.windowHandle(), Qt.Key.Key_A)
    by_key = len(noticed)
    QTest.mouseClick(first.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(lambda: len(noticed) > by_key)
    by_pointer = len(noticed)
    attention._follow(second.windowHandle())
    QTest.keyClick(first.windowHandle(), Qt.Key.Key_B)
    elsewhere = len(noticed)
    QTest.keyClick(second.windowHandle(), Qt.Key.Key_C)

    assert 0 < by_key < by_pointer == elsewhere < len(noticed)
    assert (first.text(), second.text()) == ("ab", "c")


def test_a_window_that_is_gone_is_forgotten(qtbot: QtBot) -> None:
    stays, goes = QLineEdit(), QLineEdit()
    qtbot.addWidget(stays)
    goes.show()
    attention = Attention(stays)
    attention._follow(goes.windowHandle())

    goes.deleteLater()
    qtbot.waitUntil(lambda: attention._window is None)

    attention._follow(None)
