"""A clip that is being filed cannot be stopped: it is filed, on record, and no stray file."""

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from seedance_desktop.core.errors import InputError
from seedance_desktop.core.job import JobState
from seedance_desktop.engine.ports import EngineParts
from tests.engine.bench import PATIENCE, Bench, a_request, files_in, parts_in


class Held:
    """Among the parts: the recipe is not written before it is let go."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.go = threading.Event()

    def __call__(self, parts: EngineParts) -> EngineParts:
        def write_recipe(source: Path, target: Path, recipe: str) -> None:
            self.reached.set()
            assert self.go.wait(PATIENCE)
            parts.media.write_recipe(source, target, recipe)

        return replace(parts, media=replace(parts.media, write_recipe=write_recipe))


async def test_a_job_cancelled_while_its_clip_is_filed_is_done_and_says_so(bench: Bench) -> None:
    held = Held()

    async with bench.opened(held) as bed:
        job = await bed.submit_one(a_request())
        await asyncio.to_thread(held.reached.wait, PATIENCE)
        cancelling = asyncio.create_task(bed.engine.cancel(job.id))
        await bed.pass_time()
        held.go.set()
        with pytest.raises(InputError, match="already ended"):
            await cancelling
        done = await bed.engine.job(job.id)
        videos = await bed.engine.library.newest(10)

    assert done.state is JobState.DONE
    assert files_in(bench.library) == [video.file for video in videos]
    assert len(videos) == 1
    assert parts_in(bench.library) == []


async def test_closed_while_a_clip_is_filed_it_is_found_at_the_next_start(bench: Bench) -> None:
    held = Held()

    async with bench.opened(held) as bed:
        job = await bed.submit_one(a_request())
        await asyncio.to_thread(held.reached.wait, PATIENCE)
        asyncio.get_running_loop().call_later(0.1, held.go.set)
    async with bench.opened() as bed:
        done = await bed.hurried(job)

    assert done.state is JobState.DONE
    assert len(files_in(bench.library)) == 1
