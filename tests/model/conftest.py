"""Models over an empty profile, a window's loop, and a real engine to hand them."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from seedance_desktop.build import EngineOptions, build_engine
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.models import Models, build_models
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.secrets import KeyStore


@pytest.fixture
def folders(profile: Path) -> Folders:
    made = Folders.below(profile)
    made.make()
    return made


@pytest.fixture(scope="session", autouse=True)
def _old_objects_left_alone() -> Iterator[None]:
    """What was made before need not be looked through for every test."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(Folders.below(tmp_path_factory.mktemp("no-tables"))).catalogue


@pytest.fixture
def models(qapp: QApplication, folders: Folders, catalogue: Catalogue) -> Iterator[Models]:
    gc.disable()  # as in the program: Qt's objects may be destroyed on this thread only
    gc.collect()
    built = build_models(folders, catalogue)
    yield built
    asyncio.run(built.bridge.close())
    built.close()
    gc.enable()


@pytest.fixture
def build(folders: Folders, catalogue: Catalogue, models: Models) -> Callable[[], Engine]:
    options = EngineOptions(
        folders=folders,
        catalogue=catalogue,
        settings=lambda: models.preferences.settings,
        keys=KeyStore(folders.keyring_name, environment={}),
        to_bin=Path.unlink,
        report=models.bridge.report,
    )
    return lambda: build_engine(options)


@pytest.fixture
def window_loop(qapp: QApplication, models: Models) -> Iterator[asyncio.AbstractEventLoop]:
    loop: asyncio.AbstractEventLoop = QEventLoop(qapp)
    asyncio.set_event_loop(loop)
    yield loop
    loop.run_until_complete(models.bridge.close())
    loop.close()
    asyncio.set_event_loop(None)


@pytest.fixture
def live(window_loop: asyncio.AbstractEventLoop) -> Iterator[asyncio.AbstractEventLoop]:
    """The window's loop as it runs in the program: whatever handles Qt's events runs its tasks."""
    asyncio._set_running_loop(window_loop)
    yield window_loop
    asyncio._set_running_loop(None)
