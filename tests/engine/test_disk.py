"""Disks that are full, closed or pulled out: real ones. What was paid for is saved all the same."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import FolderUnusableError
from seedance_desktop.core.events import LinePaused
from seedance_desktop.core.failure import Action
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.engine.ports import EngineParts, Progress, Service, Wire
from tests.engine.bench import Bed, Bench, a_request, files_in, parts_in
from tests.support.disks import (
    close_for_writing,
    fill,
    open_for_writing,
    pull_out,
    small_disk,
)
from tests.support.sandbox import RunningSandbox


@pytest.fixture
def disk(bench: Bench) -> Iterator[Path]:
    with small_disk(bench.library.with_name("drive")) as drive:
        yield drive


class Interrupted:
    """A wire that lets something happen to the disk before or after the first file is fetched."""

    def __init__(
        self, wire: Wire, *, before: Callable[[], object], after: Callable[[], object]
    ) -> None:
        self._wire = wire
        self._before: list[Callable[[], object]] = [before]
        self._after: list[Callable[[], object]] = [after]

    def service(self, endpoint: Endpoint) -> Service:
        return self._wire.service(endpoint)

    async def fetch(self, url: str, part: Path, on_progress: Progress, *, home: str) -> None:
        if self._before:
            self._before.pop()()
        await self._wire.fetch(url, part, on_progress, home=home)
        if self._after:
            self._after.pop()()

    async def close(self) -> None:
        await self._wire.close()


def _nothing() -> None:
    return


def before_fetching(what: Callable[[], object]) -> Callable[[EngineParts], EngineParts]:
    return lambda parts: replace(parts, wire=Interrupted(parts.wire, before=what, after=_nothing))


def after_fetching(what: Callable[[], object]) -> Callable[[EngineParts], EngineParts]:
    return lambda parts: replace(parts, wire=Interrupted(parts.wire, before=_nothing, after=what))


def files_below(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


async def submit_into(bed: Bed, library: Path) -> Job:
    (job,) = await bed.engine.submit(a_request(), SANDBOX, library=library)
    return job


async def paused(bed: Bed, job: Job, kind: str) -> Job:
    """The job once it stands still for this reason, with the way out offered."""
    job = await bed.settled(job)
    assert job.state is JobState.PAUSED
    assert job.failure is not None
    assert job.failure.kind == kind
    assert job.failure.action is Action.CHOOSE_FOLDER
    assert (await bed.seen(LinePaused)).failure.kind == kind
    return job


async def test_a_full_disk_pauses_the_job_until_there_is_room(
    bench: Bench, sandbox: RunningSandbox, disk: Path
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened(before_fetching(lambda: fill(disk))) as bed:
        job = await paused(bed, await submit_into(bed, disk), "DiskFullError")
        (disk / "everything else").unlink()
        await bed.engine.resume_line(SANDBOX)
        done = await bed.until(job, JobState.DONE)

    assert done.remote_id == job.remote_id
    assert len(files_in(disk)) == 1
    assert parts_in(disk) == []
    assert sandbox.ledger()["creates"] - before == 1


async def test_the_line_goes_on_into_another_folder_when_the_disk_stays_full(
    bench: Bench, sandbox: RunningSandbox, disk: Path
) -> None:
    before, other = sandbox.ledger()["creates"], bench.library

    async with bench.opened(before_fetching(lambda: fill(disk))) as bed:
        jobs = [await submit_into(bed, disk) for _ in range(3)]
        await paused(bed, jobs[0], "DiskFullError")
        while len(files_in(other)) < 3:
            await bed.engine.resume_line(SANDBOX, library=other)
            await bed.pass_time()
        await bed.settled(*jobs)
        videos = await bed.engine.library.newest(10)

    assert {video.library for video in videos} == {other}
    assert files_in(disk) == []
    assert parts_in(disk) == []
    assert sandbox.ledger()["creates"] - before == 3


async def test_a_clip_that_had_arrived_whole_is_taken_along_and_not_fetched_again(
    bench: Bench, sandbox: RunningSandbox, disk: Path
) -> None:
    """There was room for the clip and none for its copy with the recipe; then the link died."""
    async with bench.opened(after_fetching(lambda: fill(disk))) as bed:
        job = await paused(bed, await submit_into(bed, disk), "DiskFullError")
        arrived = parts_in(disk)
        sandbox.misbehave("file:dead-link")
        await bed.engine.resume_line(SANDBOX, library=bench.library)
        done = await bed.until(job, JobState.DONE)

    assert f"{job.id}.part" in arrived
    assert done.library == bench.library
    assert len(files_in(bench.library)) == 1
    assert parts_in(disk) == parts_in(bench.library) == []


async def test_a_disk_that_was_closed_for_writing_pauses_the_job_until_it_is_open(
    bench: Bench, disk: Path
) -> None:
    async with bench.opened(before_fetching(lambda: close_for_writing(disk))) as bed:
        job = await paused(bed, await submit_into(bed, disk), "FolderUnusableError")
        open_for_writing(disk)
        await bed.engine.resume_line(SANDBOX)
        await bed.until(job, JobState.DONE)

    assert len(files_in(disk)) == 1


async def test_a_disk_that_is_closed_between_fetching_and_filing_loses_nothing(
    bench: Bench, disk: Path
) -> None:
    async with bench.opened(after_fetching(lambda: close_for_writing(disk))) as bed:
        job = await paused(bed, await submit_into(bed, disk), "FolderUnusableError")
        await bed.engine.resume_line(SANDBOX, library=bench.library)
        done = await bed.until(job, JobState.DONE)

    assert done.library == bench.library
    assert len(files_in(bench.library)) == 1


async def test_a_drive_that_was_pulled_out_is_not_written_beside(bench: Bench, disk: Path) -> None:
    library = disk / "Seedance"

    async with bench.opened(before_fetching(lambda: pull_out(disk))) as bed:
        job = await paused(bed, await submit_into(bed, library), "FolderUnusableError")
        left = files_below(disk)
        await bed.engine.resume_line(SANDBOX, library=bench.library)
        done = await bed.until(job, JobState.DONE)

    assert left == []
    assert done.library == bench.library
    assert len(files_in(bench.library)) == 1


async def test_nothing_is_sent_for_a_library_that_is_gone_with_its_videos(bench: Bench) -> None:
    async with bench.opened() as bed:
        await bed.settled(await bed.submit_one(a_request()))
        away = bench.library.rename(bench.library.with_name("away"))

        with pytest.raises(FolderUnusableError, match="is not there"):
            await bed.submit_one(a_request())
        is_made_anew = bench.library.exists()
        away.rename(bench.library)
        job = await bed.settled(await bed.submit_one(a_request()))

    assert not is_made_anew
    assert job.state is JobState.DONE
