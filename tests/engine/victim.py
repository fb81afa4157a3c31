"""A program of its own that submits one job and is killed by itself at a given moment."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.api.task import Task
from seedance_desktop.api.task_list import TaskPage
from seedance_desktop.api.wire import SentFrame
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import KeyRejectedError
from seedance_desktop.core.events import Event, JobChanged
from seedance_desktop.core.ids import FrameHash, RemoteId
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.video import ClipFacts, Video
from seedance_desktop.engine.engine import Engine
from seedance_desktop.engine.ports import EngineParts, Progress, Service, Wire
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable
from tests.engine.bench import Bench, a_first_frame, a_request


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class MortalService:
    """Dies when the service has accepted a task, before anybody knows its name."""

    real: Service

    @property
    def spacing(self) -> float:
        return self.real.spacing

    async def create(
        self, request: GenerationRequest, frames: Mapping[FrameHash, SentFrame]
    ) -> RemoteId:
        name = await self.real.create(request, frames)
        die()
        return name

    async def task(self, remote_id: RemoteId, /) -> Task:
        return await self.real.task(remote_id)

    async def cancel(self, remote_id: RemoteId, /) -> None:
        await self.real.cancel(remote_id)

    async def tasks(self, page: int, size: int, /) -> TaskPage:
        return await self.real.tasks(page, size)

    async def check_key(self) -> None:
        await self.real.check_key()


@dataclass
class MortalWire:
    real: Wire
    moment: str

    def service(self, endpoint: Endpoint) -> Service:
        service = self.real.service(endpoint)
        return MortalService(service) if self.moment == "posted" else service

    async def fetch(self, url: str, part: Path, on_progress: Progress, *, home: str) -> None:
        await self.real.fetch(url, part, on_progress, home=home)
        if self.moment == "fetched":
            die()

    async def close(self) -> None:
        await self.real.close()


class MortalTable(JobTable):
    """Dies when the file is in its place and nothing is on record yet."""

    def save_with_video(self, job: Job, video: Video) -> None:
        die()


def mortal(parts: EngineParts, moment: str) -> EngineParts:
    """The same parts, one of which is the death of the program."""

    def check_clip(path: Path) -> ClipFacts:
        facts = parts.media.check_clip(path)
        if moment == "checked":
            die()
        return facts

    def write_recipe(source: Path, target: Path, recipe: str) -> None:
        parts.media.write_recipe(source, target, recipe)
        if moment == "tagged":
            die()

    return replace(
        parts,
        wire=MortalWire(parts.wire, moment),
        media=replace(parts.media, check_clip=check_clip, write_recipe=write_recipe),
        jobs=MortalTable(parts.jobs._database) if moment == "filed" else parts.jobs,
    )


async def main(profile: Path, address: str, key: str, moment: str) -> None:
    bench = Bench(Folders.below(profile), Endpoint(address, key))
    engine = Engine(mortal(bench.parts(), moment))

    def watch(event: Event) -> None:
        if isinstance(event, JobChanged) and event.job.state == moment:
            die()

    engine.subscribe(watch)
    await engine.start()
    if moment == "stand":
        engine._desk._steps.lines.pause(SANDBOX, KeyRejectedError().failure)
    frames = [a_first_frame(profile)] if moment == "preparing" else []
    jobs = await engine.submit(a_request("It waves", *frames), SANDBOX, library=bench.library)
    if moment == "stand":
        sys.stdout.write("here\n")
        sys.stdout.flush()
    await engine.wait_for([job.id for job in jobs])


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:]))
