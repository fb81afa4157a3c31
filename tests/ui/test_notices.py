from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.core.errors import (
    DatabaseDamagedError,
    FolderUnusableError,
    KeyMissingError,
    KeyringMissingError,
    NeverLeftError,
    NotPermittedError,
    OutOfCreditError,
    ReplyNotUnderstoodError,
)
from seedance_desktop.core.events import ConnectionTrouble, LinePaused, LineResumed
from seedance_desktop.core.words import Message
from seedance_desktop.model.models import Models
from seedance_desktop.ui.main_window import MainWindow
from tests.support.screen_parts import LEFT, click, part, wait

BUTTONS = [
    (KeyMissingError, "Enter key…"),
    (KeyringMissingError, "Enter key…"),
    (OutOfCreditError, "Open billing page"),
    (FolderUnusableError, "Choose folder…"),
    (ReplyNotUnderstoodError, "Copy report"),
]


def banners(window: MainWindow) -> list[QFrame]:
    """Those that are shown; one that was just made is so once the window has settled."""
    QApplication.processEvents()
    found = part(window, QWidget, "notices").findChildren(QFrame)
    return [frame for frame in found if frame.property("role") == "notice" and frame.isVisible()]


def said(banner: QFrame) -> str:
    return " ".join(label.text() for label in banner.findChildren(QLabel))


def test_a_paused_line_says_why_with_the_button_that_mends_it_and_one_to_go_on(
    window: MainWindow, models: Models, qtbot: QtBot, subtests: pytest.Subtests
) -> None:
    for error, button in BUTTONS:
        with subtests.test(error.__name__):
            failure = error().failure
            models.bridge._post(LinePaused(GPTPROTO, failure))
            wait(qtbot, partial(tells, window, failure.title.shown()))

            (banner,) = banners(window)
            offered = {found.text() for found in banner.findChildren(QPushButton)}
            assert failure.remedy.shown() in said(banner)
            assert offered == {button, "Continue"}


def test_what_a_service_says_is_shown_to_the_letter(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    words = "Not <b>allowed</b> & <img src='/tmp/a.png'>"
    failure = NotPermittedError(Message("{words}", {"words": words})).failure

    models.bridge._post(LinePaused(GPTPROTO, failure))
    wait(qtbot, partial(tells, window, failure.title.shown()))

    (banner,) = banners(window)
    seen = QTextDocument()
    seen.setHtml(said(banner))
    assert words in seen.toPlainText()


def tells(window: MainWindow, title: str) -> bool:
    return any(title in said(banner) for banner in banners(window))


def test_a_line_that_moves_again_takes_its_banner_away(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    models.bridge._post(LinePaused(GPTPROTO, OutOfCreditError().failure))
    wait(qtbot, lambda: bool(banners(window)))

    models.bridge._post(LineResumed(GPTPROTO))

    wait(qtbot, lambda: not banners(window))


def test_trouble_is_told_once_and_ends_with_its_cause(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    for _ in range(3):
        models.bridge._post(ConnectionTrouble(GPTPROTO, NeverLeftError().failure))
    wait(qtbot, lambda: len(banners(window)) == 1)

    models.bridge._post(ConnectionTrouble(GPTPROTO, None))

    wait(qtbot, lambda: not banners(window))


def test_a_banner_is_dismissed(window: MainWindow, models: Models) -> None:
    models.notices.show_error(DatabaseDamagedError())
    (banner,) = banners(window)

    QTest.mouseClick(part(banner, QToolButton, "notice_close"), LEFT)

    assert not banners(window)
    assert not models.notices.shown


def test_the_newest_of_several_banners_is_on_top_and_no_more_than_three_are_shown(
    window: MainWindow, models: Models
) -> None:
    errors = (DatabaseDamagedError, OutOfCreditError, NeverLeftError, FolderUnusableError)
    for error in errors:
        models.notices.show_error(error())

    shown = sorted(banners(window), key=lambda banner: banner.y())

    assert [said(banner)[3:].split("<")[0] for banner in shown] == [
        error.title.shown() for error in reversed(errors[1:])
    ]


def test_a_report_is_copied_without_anything_private(
    window: MainWindow, models: Models, tmp_path: Path
) -> None:
    models.notices.show_error(ReplyNotUnderstoodError(facts={"excerpt": "<html>"}))

    assert banners(window)
    click(window, "notice_copy_report")

    copied = QGuiApplication.clipboard().text()
    assert "ReplyNotUnderstoodError" in copied
    assert "<html>" in copied
