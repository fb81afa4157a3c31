# ruff: noqa: ASYNC240 - see test_download
"""A clip to fetch, and the ways in which the tests of downloads fetch it."""

from pathlib import Path

import pytest

from seedance_desktop.api.download import stream_to
from seedance_desktop.api.transport import HttpClient
from seedance_desktop.core.errors import ConnectionBrokenError
from tests.api.scripted import Answer, ScriptedServer, serves_file, serving

CLIP = bytes(range(256)) * 12_000
"""Three megabytes: several blocks."""
CUT = 2_000_000


class Progress:
    """Keeps what was told."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int | None]] = []

    def __call__(self, received: int, total: int | None) -> None:
        self.seen.append((received, total))


def nothing(received: int, total: int | None) -> None:
    """Progress is not what this test is about."""


def mark_of(part: Path) -> Path:
    return part.with_name(part.name + ".json")


async def cut_once(http: HttpClient, part: Path, answer: Answer | None = None) -> None:
    """Leave a part on disk, as a connection that broke does."""
    async with serving(answer or serves_file(CLIP, cut_at=CUT)) as server:
        with pytest.raises(ConnectionBrokenError):
            await stream_to(http, server.address, part, on_progress=nothing)


async def fetch(http: HttpClient, server: ScriptedServer, part: Path) -> bytes:
    await stream_to(http, f"{server.address}/clip.mp4", part, on_progress=nothing)
    return part.read_bytes()
