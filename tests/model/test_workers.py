import threading
from concurrent.futures import Future

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seedance_desktop.model.workers import Workers


def test_work_is_done_elsewhere_and_its_answer_comes_back_here(
    qapp: QApplication, qtbot: QtBot
) -> None:
    workers = Workers("test", threads=1)
    answers: list[tuple[int, int]] = []

    def take(future: Future[int]) -> None:
        answers.append((future.result(), threading.get_ident()))

    workers.start(threading.get_ident, take)
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=20_000)
    workers.close()

    there, here = answers[0]
    assert there != here == threading.get_ident()


def test_what_the_work_raises_is_raised_where_its_answer_is_asked_for(
    qapp: QApplication, qtbot: QtBot
) -> None:
    workers = Workers("test", threads=1)
    futures: list[Future[float]] = []

    workers.start(lambda: 1 / 0, futures.append)
    qtbot.waitUntil(lambda: len(futures) == 1, timeout=20_000)
    workers.close()

    with pytest.raises(ZeroDivisionError):
        futures[0].result()


def test_closing_drops_what_has_not_begun(qapp: QApplication) -> None:
    workers, gate, done = Workers("test", threads=1), threading.Event(), list[str]()
    workers.start(gate.wait, lambda _: None)
    waiting = workers.start(lambda: done.append("done"), lambda _: None)
    waiting.add_done_callback(lambda _: gate.set())

    workers.close()

    assert waiting.cancelled()
    assert done == []


def test_finishing_does_all_that_was_given(qapp: QApplication) -> None:
    workers, gate, done = Workers("test", threads=1), threading.Event(), list[str]()
    workers.start(gate.wait, lambda _: None)
    workers.start(lambda: done.append("done"), lambda _: None)
    gate.set()

    workers.finish()

    assert done == ["done"]
