"""The lines between the parts are moved by key, and are in nobody's way."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QSplitter, QSplitterHandle

from seedance_desktop.model.models import Models
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.main_window import MainWindow
from tests.support.screen_parts import part

Key = Qt.Key


def go_on(window: MainWindow) -> QSplitterHandle:
    """The line that the keyboard is at now."""
    part(window, QAction, "menu_divider").trigger()
    line = QApplication.focusWidget()
    assert isinstance(line, QSplitterHandle)
    return line


def at(line: QSplitterHandle) -> int:
    is_wide = line.orientation() == Qt.Orientation.Horizontal
    return line.x() if is_wide else line.y()


def spoken(line: QSplitterHandle) -> str:
    return QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Name)


def test_the_key_goes_from_line_to_line_as_they_are_read_and_back(window: MainWindow) -> None:
    prompt = part(window, QPlainTextEdit, "prompt")
    prompt.setFocus()

    names = [spoken(go_on(window)) for _ in range(3)]
    part(window, QAction, "menu_divider").trigger()

    assert names == [
        "Line between jobs and frames",
        "Line between frames and prompt",
        "Line between frames and parameters",
    ]
    assert QApplication.focusWidget() is prompt
    assert not part(window, QFrame, "divider_mark").isVisible()


def test_arrows_move_the_line_and_it_is_seen_which(window: MainWindow) -> None:
    part(window, QPlainTextEdit, "prompt").setFocus()
    line, mark = go_on(window), part(window, QFrame, "divider_mark")
    start = at(line)

    QTest.keyClick(line, Key.Key_Right)
    right = at(line)
    QTest.keyClick(line, Key.Key_Left)
    QTest.keyClick(line, Key.Key_Up)

    assert (right > start, at(line)) == (True, start)
    assert mark.isVisible()
    middle = line.mapToGlobal(line.rect().center())
    assert mark.mapToGlobal(mark.rect().center()).x() == middle.x()
    QTest.keyClick(line, Key.Key_Escape)
    assert QApplication.focusWidget() is part(window, QPlainTextEdit, "prompt")
    assert not mark.isVisible()


def test_a_line_that_lies_is_moved_up_and_down_within_what_the_parts_need(
    window: MainWindow,
) -> None:
    go_on(window)
    line = go_on(window)
    start = at(line)

    QTest.keyClick(line, Key.Key_Up)
    up = at(line)
    QTest.keyClick(line, Key.Key_Home)
    top = at(line)
    QTest.keyClick(line, Key.Key_End)

    assert 0 < top < up < start
    assert up < at(line) < line.splitter().height() - 20


def test_no_line_is_a_stop_of_the_tab_key_and_every_one_has_a_name(
    window: MainWindow, turn_to_library: Callable[[], LibraryPage]
) -> None:
    turn_to_library()
    lines = [
        splitter.handle(place)
        for splitter in window.findChildren(QSplitter)
        for place in range(1, splitter.count())
    ]

    assert len(lines) == 6
    assert {line.focusPolicy() for line in lines} == {Qt.FocusPolicy.NoFocus}
    assert len({spoken(line) for line in lines} - {""}) == 6


@pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)
def test_a_side_that_is_folded_away_comes_back_and_all_of_it_is_remembered(
    window: MainWindow, models: Models, turn_to_library: Callable[[], LibraryPage]
) -> None:
    page = turn_to_library()
    line = go_on(window)
    start, before = at(line), page.arrangement()

    QTest.keyClick(line, Key.Key_Home)
    folded = page.sizes()[0]
    QTest.keyClick(line, Key.Key_Right)
    back = page.sizes()[0]
    QTest.keyClick(line, Key.Key_Right)
    window.close()

    assert (before, folded) == (b"", 0)
    assert 0 < back < page.sizes()[0] <= start + 32
    assert models.preferences.recall("library_widths", b"") == page.arrangement() != b""
