"""What the tests of this folder are given."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from seedance_desktop.api.transport import HttpClient, Timeouts
from tests.api.samples import tls


@pytest.fixture
async def http() -> AsyncIterator[HttpClient]:
    async with HttpClient(Timeouts(), tls()) as client:
        yield client


@pytest.fixture
def part(tmp_path: Path) -> Path:
    """Where an unfinished download lies."""
    return tmp_path / "clip.mp4.part"
