import gc
import threading
import weakref
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seedance_desktop.model import collector as collecting
from seedance_desktop.model.collector import Collector


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    started = Collector()
    started.start()
    yield started
    started.stop()


def _make_cycle(ends: list[str]) -> None:
    lost = QObject()
    weakref.finalize(lost, lambda: ends.append(threading.current_thread().name))
    lost.me = lost  # type: ignore[attr-defined]


def test_garbage_is_collected_on_the_windows_thread_however_busy_another_one_is(
    collector: Collector, qtbot: QtBot
) -> None:
    ends: list[str] = []
    _make_cycle(ends)
    kept: list[list[object]] = []

    engine = threading.Thread(target=lambda: kept.extend([object()] for _ in range(100_000)))
    engine.start()
    engine.join()
    qtbot.waitUntil(lambda: len(ends) == 1, timeout=20_000)

    assert ends == [threading.main_thread().name]


def test_everything_is_looked_through_only_when_nobody_is_at_work(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a clock of our own, and with rounds that follow each other without a pause."""
    clock, looked = [100.0], list[int]()
    monkeypatch.setattr(collecting, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(collecting, "_LOOK_MS", 0)
    monkeypatch.setattr(collecting, "_THRESHOLDS", (0, 1, 1))
    collector = Collector()

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            looked.append(told["generation"])

    collector.start()
    collector.hold()
    gc.callbacks.append(note)
    try:
        qtbot.waitUntil(lambda: len(looked) > 20)
        while_at_work = set(looked)
        clock[0] += 10
        qtbot.waitUntil(lambda: 2 in looked)
    finally:
        gc.callbacks.remove(note)
        collector.stop()

    assert while_at_work == {1}


def test_it_tells_when_the_user_has_come_to_rest(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr(collecting, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(collecting, "_LOOK_MS", 0)
    collector = Collector()
    collector.start()
    try:
        clock[0] += 4
        with qtbot.waitSignal(collector.rested):
            pass
        with qtbot.assertNotEmitted(collector.rested, wait=20):
            clock[0] += 4
        collector.hold()
        clock[0] += 4
        with qtbot.waitSignal(collector.rested):
            pass
    finally:
        collector.stop()


def test_python_collects_by_itself_again_afterwards(qapp: QApplication) -> None:
    collector = Collector()
    collector.start()

    collector.stop()

    assert gc.isenabled()
