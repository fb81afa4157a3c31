import gc
import threading
import weakref
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seedance_desktop.engine import leisure as resting
from seedance_desktop.engine.leisure import Leisure
from seedance_desktop.model import collector as collecting
from seedance_desktop.model.collector import Collector


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    started = Collector(Leisure())
    started.start()
    yield started
    started.stop()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that it is for the collector and for leisure, which goes on when the test says."""
    time = [100.0]
    told = SimpleNamespace(monotonic=lambda: time[0])
    for module in (collecting, resting):
        monkeypatch.setattr(module, "time", told)
    return time


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
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    """On a clock of our own, and with rounds that follow each other without a pause."""
    looked = list[int]()
    monkeypatch.setattr(collecting, "_LOOK_MS", 0)
    monkeypatch.setattr(collecting, "_THRESHOLDS", (0, 1, 1))
    collector = Collector(Leisure(3.0))

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            looked.append(told["generation"])

    collector.start()
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
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setattr(collecting, "_LOOK_MS", 0)
    leisure = Leisure(3.0)
    collector = Collector(leisure)
    collector.start()
    try:
        clock[0] += 4
        with qtbot.waitSignal(collector.rested):
            pass
        with qtbot.assertNotEmitted(collector.rested, wait=20):
            clock[0] += 4
        leisure.notice()
        qtbot.waitUntil(lambda: collector._was_at_work)
        clock[0] += 4
        with qtbot.waitSignal(collector.rested):
            pass
    finally:
        collector.stop()


def test_python_collects_by_itself_again_afterwards(qapp: QApplication) -> None:
    collector = Collector(Leisure())
    collector.start()

    collector.stop()

    assert gc.isenabled()
