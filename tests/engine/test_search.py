import asyncio
from functools import partial
from pathlib import Path

import pytest

from seedance_desktop.core.found import Order
from seedance_desktop.core.query_text import parse
from seedance_desktop.engine.lane import Lane
from seedance_desktop.store.database import Database
from seedance_desktop.store.library_search import LibrarySearch
from tests.engine.bench import Bench
from tests.store.samples import a_job, a_video

_FOR_EVER = """
WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT sum(n) FROM more"""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.sqlite"
    Database.open(path).close()
    return path


async def test_a_newer_search_ends_an_older_one_that_is_under_way(records: Path) -> None:
    lane = Lane(records, "test")
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def endless(search: LibrarySearch) -> object:
        loop.call_soon_threadsafe(begun.set)
        return search._database.rows(_FOR_EVER)

    older = asyncio.create_task(lane.read_newest(endless))
    await begun.wait()
    newer = await lane.read_newest(lambda _search: "newer")

    assert await older is None
    assert newer == "newer"
    await lane.close()


async def test_a_search_that_waits_is_dropped_for_a_newer_one(records: Path) -> None:
    lane = Lane(records, "test")
    first = asyncio.create_task(lane.read_newest(lambda search: search.groups().total))
    rest = [asyncio.create_task(lane.read_newest(partial(_number, n))) for n in range(5)]

    answers = await asyncio.gather(first, *rest)

    assert answers[-1] == 4
    assert all(answer in {None, 0, n} for n, answer in enumerate(answers, -1))
    await lane.close()


def _number(number: int, _search: LibrarySearch) -> int:
    return number


async def test_searching_waits_for_no_writer(bench: Bench) -> None:
    async with bench.opened() as bed:
        videos = bed.engine._parts.videos
        videos.add(a_video(a_job()))
        with videos._database.transaction():
            videos.remove(a_video(a_job()).id)
            found = await bed.engine.search.find(parse("海").query, Order())
            groups = await bed.engine.search.groups()

        assert found is not None
        assert len(found.first) == groups.total == 1
        later = await bed.engine.search.find(parse("海").query, Order())
        assert later is not None
        assert later.first == ()
