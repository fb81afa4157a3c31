"""When the draft's frames are made for their weight: not before somebody touches or looks."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.request import Role
from seedance_desktop.core.resources import resource
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.models import Models
from seedance_desktop.model.sent_sizes import SentSizes
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.frames import FrameStore


class Notebook(Workers):
    """Notes what it is asked for, and does it when it is told to."""

    def __init__(self) -> None:
        super().__init__("notebook", threads=1)
        self.asked: list[Callable[[], Any]] = []

    def start(self, work: Callable[[], Any], then: Callable[[Future[Any]], None]) -> Future[Any]:
        self.asked.append(work)
        return Future()


@pytest.fixture
def draft(models: Models) -> Draft:
    """As the start leaves it: a picture in it, and nothing to undo."""
    source, draft = resource("sample", "lighthouse.jpg"), models.draft
    draft.set_picture(Role.FIRST_FRAME, source)
    draft.measure(Role.FIRST_FRAME, source, Size(1536, 864))
    draft.load(draft.state)
    return draft


@pytest.fixture
def sizes(draft: Draft, models: Models) -> SentSizes:
    made = SentSizes(
        draft, models.connections, FrameStore(models.folders.frames), workers=Notebook()
    )
    timer(made).setInterval(0)
    made.of(Role.FIRST_FRAME)
    return made


def timer(sizes: SentSizes) -> QTimer:
    found = sizes.findChild(QTimer)
    assert found is not None
    return found


def asked(sizes: SentSizes, qtbot: QtBot) -> int:
    """How many frames have been asked for once the wait after a change is over."""
    qtbot.waitUntil(lambda: not timer(sizes).isActive())
    workers = sizes._workers
    assert isinstance(workers, Notebook)
    return len(workers.asked)


def test_a_draft_as_the_start_left_it_is_weighed_when_somebody_looks(
    sizes: SentSizes, draft: Draft, qtbot: QtBot
) -> None:
    draft.changed.emit()
    sizes.of(Role.FIRST_FRAME)
    untouched = asked(sizes, qtbot)

    sizes.look()

    assert (untouched, asked(sizes, qtbot)) == (0, 1)


def test_what_is_changed_is_weighed_though_nobody_looks(
    sizes: SentSizes, draft: Draft, qtbot: QtBot
) -> None:
    draft.change(resolution="720p")
    sizes.of(Role.FIRST_FRAME)

    assert asked(sizes, qtbot) == 1
