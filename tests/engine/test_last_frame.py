"""The picture of the last frame, from the real sandbox."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.core.errors import LinkDeadError
from seedance_desktop.core.job import JobState
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.story import Errand
from seedance_desktop.engine.ports import EngineParts, Progress, Service, Wire
from tests.engine.bench import Bench, a_request, files_in, parts_in


@dataclass
class NoPictures:
    """A wire over which clips come as ever and pictures as something else, or not at all."""

    real: Wire
    content: bytes | None

    def service(self, endpoint: Endpoint) -> Service:
        return self.real.service(endpoint)

    async def fetch(self, url: str, part: Path, on_progress: Progress, *, home: str) -> None:
        if not part.name.endswith(".last-frame"):
            await self.real.fetch(url, part, on_progress, home=home)
        elif self.content is None:
            raise LinkDeadError
        else:
            await asyncio.to_thread(part.write_bytes, self.content)

    async def close(self) -> None:
        await self.real.close()


def wanted() -> GenerationRequest:
    return replace(a_request("A red kite"), return_last_frame=True)


async def test_the_last_frame_lies_beside_the_clip_as_a_picture_of_its_size(bench: Bench) -> None:
    async with bench.opened() as bed:
        done = await bed.settled(await bed.submit_one(wanted()))
        (video,) = await bed.engine.library.newest(1)
        story = await bed.engine.story(done.id)

    assert done.state is JobState.DONE
    picture, clip = files_in(bench.library)
    assert clip == video.file
    assert picture == clip.with_name(f"{clip.stem} last frame{picture.suffix}")
    with Image.open(bench.library / picture) as image:
        assert image.size == (video.clip.size.width, video.clip.size.height)
    assert parts_in(bench.library) == []
    assert [entry.call.errand for entry in story if entry.call].count(Errand.FETCH) >= 1


async def test_it_is_not_fetched_unasked(bench: Bench) -> None:
    async with bench.opened() as bed:
        await bed.settled(await bed.submit_one(a_request()))
        (video,) = await bed.engine.library.newest(1)

    assert files_in(bench.library) == [video.file]


@pytest.mark.parametrize("content", [b"", b"GIF89a no such thing", None])
async def test_a_picture_that_cannot_be_had_never_fails_the_job(
    bench: Bench, content: bytes | None
) -> None:
    def without(parts: EngineParts) -> EngineParts:
        return replace(parts, wire=NoPictures(parts.wire, content))

    async with bench.opened(without) as bed:
        done = await bed.settled(await bed.submit_one(wanted()))
        (video,) = await bed.engine.library.newest(1)

    assert done.state is JobState.DONE
    assert done.failure is None
    assert files_in(bench.library) == [video.file]
    assert parts_in(bench.library) == []
