"""The disk that holds the records fails at the worst moment: what was paid for is not forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.api.task import Task
from seedance_desktop.api.task_list import TaskPage
from seedance_desktop.api.wire import SentFrame
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.events import LinePaused
from seedance_desktop.core.ids import FrameHash, RemoteId
from seedance_desktop.core.job import JobState
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.engine.ports import EngineParts, Progress, Service, Wire
from seedance_desktop.store.database import Database
from tests.engine.bench import Bench, a_request
from tests.support.sandbox import RunningSandbox


@dataclass
class Sealing:
    """A service and a wire whose answers find the database sealed against writing."""

    wire: Wire
    database: Database
    after: str
    real: Service | None = None
    is_sealed: bool = False

    def seal(self) -> None:
        self.is_sealed = True
        self.database.change("PRAGMA query_only = ON")

    def unseal(self) -> None:
        self.database.change("PRAGMA query_only = OFF")

    def service(self, endpoint: Endpoint) -> "Sealing":
        self.real = self.wire.service(endpoint)
        return self

    @property
    def spacing(self) -> float:
        return 0.0

    async def create(
        self, request: GenerationRequest, frames: Mapping[FrameHash, SentFrame]
    ) -> RemoteId:
        assert self.real is not None
        try:
            return await self.real.create(request, frames)
        finally:
            if self.after == "create":
                self.seal()

    async def task(self, remote_id: RemoteId, /) -> Task:
        assert self.real is not None
        return await self.real.task(remote_id)

    async def cancel(self, remote_id: RemoteId, /) -> None:
        assert self.real is not None
        await self.real.cancel(remote_id)

    async def tasks(self, page: int, size: int, /) -> TaskPage:
        assert self.real is not None
        return await self.real.tasks(page, size)

    async def check_key(self) -> None:
        return

    async def fetch(self, url: str, part: Path, on_progress: Progress, *, home: str) -> None:
        await self.wire.fetch(url, part, on_progress, home=home)
        if self.after == "fetch" and not self.is_sealed:
            self.seal()

    async def close(self) -> None:
        await self.wire.close()


class Sealed:
    """Puts a Sealing among the parts and keeps hold of it."""

    def __init__(self, after: str) -> None:
        self.after = after
        self.at: Sealing | None = None

    def __call__(self, parts: EngineParts) -> EngineParts:
        self.at = Sealing(parts.wire, parts.jobs._database, self.after)
        return replace(parts, wire=self.at)

    def open(self) -> None:
        assert self.at is not None
        self.at.unseal()


@pytest.mark.parametrize(
    ("fault", "end"), [("", JobState.DONE), ("create:reset-after*1", JobState.UNCERTAIN)]
)
async def test_a_fate_that_cannot_be_recorded_is_held_until_it_can(
    bench: Bench, sandbox: RunningSandbox, fault: str, end: JobState
) -> None:
    before, sealed = sandbox.ledger()["creates"], Sealed("create")
    sandbox.misbehave(fault)

    async with bench.opened(sealed) as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.SUBMITTING)
        assert sealed.at is not None
        while not sealed.at.is_sealed:
            await bed.pass_time()
        await bed.engine.resume_line(SANDBOX)
        await bed.pass_time()
        sealed.open()
        ended = await bed.hurried(job)

    assert ended.state is end
    assert sandbox.ledger()["creates"] - before == 1


async def test_a_step_that_cannot_be_recorded_pauses_the_line_and_goes_on_afterwards(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before, sealed = sandbox.ledger()["creates"], Sealed("fetch")

    async with bench.opened(sealed) as bed:
        job = await bed.submit_one(a_request())
        await bed.seen(LinePaused)
        await bed.engine.resume_line(SANDBOX)
        await bed.pass_time()
        sealed.open()
        done = await bed.hurried(job)
        videos = await bed.engine.library.newest(10)

    assert done.state is JobState.DONE
    assert len(videos) == 1
    assert sandbox.ledger()["creates"] - before == 1


async def test_what_changed_in_the_library_and_cannot_be_noted_is_no_bug(bench: Bench) -> None:
    sealed = Sealed("never")
    async with bench.opened(sealed) as bed:
        await bed.settled(await bed.submit_one(a_request()))
        (video,) = await bed.engine.library.newest(10)
        await bed.kept_up()
        video.path.unlink()
        assert sealed.at is not None
        sealed.at.seal()

        with pytest.raises(DiskError):  # whoever asks is told
            await bed.engine.files.check()
        await bed.engine.files._look_at({video.path})
        await bed.engine._upkeep._work(bed.engine.files)
        sealed.open()
        found = await bed.engine.files.check()

    assert found.missing == 1
