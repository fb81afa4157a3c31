"""Models over an empty profile, with nothing below them yet."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.model.models import Models, build_models
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.folders import Folders


@pytest.fixture
def folders(profile: Path) -> Folders:
    made = Folders.below(profile)
    made.make()
    return made


@pytest.fixture
def catalogue(folders: Folders) -> Catalogue:
    return load_catalogue(folders).catalogue


@pytest.fixture
def models(qapp: QApplication, folders: Folders, catalogue: Catalogue) -> Iterator[Models]:
    built = build_models(folders, catalogue)
    yield built
    asyncio.run(built.bridge.close())
    built.close()
