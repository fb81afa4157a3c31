"""A window over real models and an empty profile, on a screen that nobody sees."""

from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.contents import Contents
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Theme
from tests.model.conftest import build, catalogue, folders, live, models, window_loop
from tests.support.pictures import make_picture
from tests.support.screen_parts import click, part
from tests.support.shelves import until

__all__ = ["build", "catalogue", "folders", "live", "models", "window_loop"]


@pytest.fixture
def theme(qapp: QApplication, folders: Folders) -> Iterator[Theme]:
    made = Theme(qapp, folders.cache / "icons", "dark")
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyleSheet("")  # else every part of the next window is styled again as it is made


@pytest.fixture
def window(models: Models, theme: Theme, qtbot: QtBot) -> MainWindow:
    """The main window, shown, at a usual size and on the sandbox."""
    models.connections.use_for_now(SANDBOX)
    shown = MainWindow(b"")
    qtbot.addWidget(shown)
    shown.fill(Contents(models, theme, shown))
    theme.apply()
    shown.resize(1440, 900)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A landscape picture of four plain quarters, large enough for every output."""
    return make_picture(tmp_path / "quarters.png", (1600, 1000))


@pytest.fixture
def turn_to_library(
    window: MainWindow, models: Models, build: Callable[[], Engine], live: AbstractEventLoop
) -> Callable[[], LibraryPage]:
    """Starts the engine and turns to the library page, which shows what was put there before."""

    def turn() -> LibraryPage:
        until(lambda: models.library.has_answer, after=lambda: models.bridge.start(build))
        click(window, "page_library")
        return part(window, LibraryPage, "library_splitter")

    return turn
