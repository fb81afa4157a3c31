from collections.abc import Iterator
from pathlib import Path

import pytest

from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.videos import VideoTable


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "data" / "records.sqlite")
    yield database
    database.close()


@pytest.fixture
def jobs(database: Database) -> JobTable:
    return JobTable(database)


@pytest.fixture
def videos(database: Database) -> VideoTable:
    return VideoTable(database)
