# ruff: noqa: ASYNC110 - a test looks at its own small files, and waits for nothing else
import asyncio
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from seedance_desktop.core.adopted import Placing
from seedance_desktop.core.found import Order
from seedance_desktop.core.query_text import parse
from seedance_desktop.engine.patrol import Patrol
from seedance_desktop.engine.workers import Workers
from tests.engine.bench import Bed, Bench
from tests.support.disks import pull_out, small_disk
from tests.support.pictures import make_clip


@pytest.mark.parametrize("how", ["goes", "comes", "is another"])
async def test_a_folder_that_goes_or_comes_is_noticed(tmp_path: Path, how: str) -> None:
    folder, other = tmp_path / "library", tmp_path / "other"
    other.mkdir()
    if how != "comes":
        folder.mkdir()
    told = asyncio.Event()
    workers = Workers()

    async def tell() -> None:
        told.set()

    patrol = Patrol(lambda: [folder], tell, workers, every=0.01)
    walk = asyncio.create_task(patrol.walk())
    while folder not in patrol.seen:
        await asyncio.sleep(0.01)
    was_quiet = not told.is_set()
    if how != "comes":
        folder.rename(tmp_path / "away")
    if how != "goes":
        other.rename(folder)

    async with asyncio.timeout(20):
        await told.wait()

    assert was_quiet
    walk.cancel()
    with suppress(asyncio.CancelledError):
        await walk
    workers.close()


async def test_it_ends_when_it_is_told_to_also_while_a_folder_joins(tmp_path: Path) -> None:
    workers = Workers()

    async def tell() -> None: ...

    patrol = Patrol(lambda: [tmp_path], tell, workers)
    walk = asyncio.create_task(patrol.walk())
    while tmp_path not in patrol.seen:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0)

    patrol.look_soon()
    await asyncio.sleep(0)
    walk.cancel()
    done, _ = await asyncio.wait([walk], timeout=20)

    workers.close()
    assert done == {walk}


async def test_a_library_on_a_drive_that_is_pulled_out_is_missing_until_it_is_back(
    bench: Bench, tmp_path: Path
) -> None:
    clip = make_clip(tmp_path / "clip.mp4", frames=5)
    with small_disk(tmp_path / "drive") as drive:
        shutil.copy2(clip, drive)
        async with bench.opened() as bed:
            await bed.kept_up()
            await bed.engine.files.adopt([drive], Placing.WHERE_IT_IS)
            while drive not in bed.engine.files._patrol.seen:
                await bed.pass_time()

            pull_out(drive)
            await _until_missing(bed, is_missing=True)
            with small_disk(drive):
                shutil.copy2(clip, drive)
                await _until_missing(bed, is_missing=False)


async def _until_missing(bed: Bed, *, is_missing: bool) -> None:
    async with asyncio.timeout(20):
        while True:
            found = await bed.engine.search.find(parse("").query, Order())
            assert found is not None
            if [entry.is_missing for entry in found.first] == [is_missing]:
                return
            bed.news.clear()
            await bed.news.wait()
