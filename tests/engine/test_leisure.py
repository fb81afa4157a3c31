"""What can wait until the user rests does wait, and is done then."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typing_extensions import override

from seedance_desktop.core.adopted import Placing
from seedance_desktop.engine import leisure
from seedance_desktop.engine.leisure import Leisure
from tests.engine.bench import Bench
from tests.support.pictures import make_clip


class Held(Leisure):
    """Comes when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.is_here = asyncio.Event()
        self.is_awaited = asyncio.Event()

    @override
    async def come(self) -> None:
        self.is_awaited.set()
        await self.is_here.wait()


async def test_the_files_are_looked_through_once_the_user_rests(
    bench: Bench, tmp_path: Path
) -> None:
    held, folder = Held(), tmp_path / "elsewhere"
    held.is_here.set()
    folder.mkdir()
    clip = make_clip(folder / "plain.mp4", (96, 160), frames=2)
    async with bench.opened(lambda parts: replace(parts, leisure=held)) as bed:
        await bed.kept_up()
        await bed.engine.files.adopt([folder], Placing.WHERE_IT_IS)
        held.is_here.clear()
        held.is_awaited.clear()
        looking = asyncio.create_task(bed.engine.files.check())
        await held.is_awaited.wait()

        shutil.move(clip, folder / "moved.mp4")
        is_over_too_soon = looking.done()
        held.is_here.set()

        assert (await looking).found_again == 1
        assert not is_over_too_soon


async def test_leisure_waits_for_a_user_who_was_just_at_work_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(leisure, "_LONGEST", 3_600.0)
    waiting = asyncio.create_task(Leisure(quiet=3_600.0).come())
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()

    monkeypatch.setattr(leisure, "_LONGEST", 0.05)
    await Leisure(quiet=3_600.0).come()
    await Leisure().come()  # nobody is there who could be at work
