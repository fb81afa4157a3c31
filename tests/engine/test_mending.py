"""Damaged records: what is in the library comes back, nothing is paid for twice, all is told."""

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.events import RecordsDamaged, VideoAdded
from seedance_desktop.core.failure import Action
from seedance_desktop.core.ids import JobId, video_id_of
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.engine.mended import DatabaseMendedError
from seedance_desktop.engine.rebuilding import Rebuilt
from seedance_desktop.store.copies import daily_copies_of, keep_daily_copy
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.marks import wants_rebuild
from tests.engine.bench import Bench, a_request, files_in
from tests.support.sandbox import RunningSandbox

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_job(bench: Bench, name: str, **changes: object) -> Job:
    job = Job(
        id=JobId(f"20261122-120000-{name}"),
        request=a_request(),
        connection=SANDBOX,
        address="",
        library=bench.library,
        created_at=NOW,
        changed_at=NOW,
    )
    return replace(job, **changes)  # type: ignore[arg-type]


async def made(bench: Bench, *prompts: str) -> list[Job]:
    """Videos in the library and on record."""
    async with bench.opened() as bed:
        jobs = [await bed.submit_one(a_request(prompt)) for prompt in prompts]
        await bed.settled(*jobs)
        return await bed.engine.jobs(10)


def ruin(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}-*"):
        file.unlink()
    path.write_bytes(b"\xa5" * path.stat().st_size)


async def test_videos_come_back_from_their_recipes_with_all_that_is_told_there(
    bench: Bench,
) -> None:
    await made(bench, "A red kite", "A blue boat")
    async with bench.opened() as bed:
        before = await bed.engine.library.newest(10)
    for copy in daily_copies_of(bench.folders.database):
        copy.unlink()
    ruin(bench.folders.database)

    async with bench.opened() as bed:
        told = await bed.seen(RecordsDamaged)
        after = await bed.engine.library.newest(10)

    assert [replace(video, clip=old.clip) for video, old in zip(after, before, strict=True)] == (
        before
    )
    assert [video.clip.frame_count for video in after] == [29, 29]
    assert {e.video.id for e in bed.events if isinstance(e, VideoAdded)} == {v.id for v in after}
    words = str(told.failure.message)
    assert "set aside as records.damaged-" in words
    assert "no sound copy" in words
    assert "from their files: 2." in words
    assert told.failure.action is Action.COPY_REPORT
    assert told.failure.facts["set_aside"].startswith(str(bench.folders.data))
    assert not wants_rebuild(bench.folders.database)


async def test_records_that_are_gone_come_back_from_their_copy_and_the_videos(
    bench: Bench,
) -> None:
    """One video is in the copy, the other is known by its file alone."""
    await made(bench, "A red kite")
    for copy in daily_copies_of(bench.folders.database):
        copy.unlink()
    assert keep_daily_copy(bench.folders.database, NOW)
    await made(bench, "A blue boat")
    async with bench.opened() as bed:
        before = await bed.engine.library.newest(10)
    bench.folders.database.unlink()

    async with bench.opened() as bed:
        told = await bed.seen(RecordsDamaged)
        after = await bed.engine.library.newest(10)
        jobs = await bed.engine.jobs(10)

    assert [video.id for video in after] == [video.id for video in before]
    assert [job.request.prompt for job in jobs] == ["A red kite"]
    assert all(job.state is JobState.DONE for job in jobs)
    words = str(told.failure.message)
    assert "Their file was not there, so the copy of" in words
    assert "from their files: 1." in words
    assert "damaged" not in words


async def test_records_that_are_gone_with_every_copy_are_rebuilt_from_the_videos(
    bench: Bench,
) -> None:
    """So are those of a new computer whose library was there first."""
    await made(bench, "A red kite", "A blue boat")
    for file in bench.folders.data.glob("records*"):
        file.unlink()

    async with bench.opened() as bed:
        told = await bed.seen(RecordsDamaged)
        after = await bed.engine.library.newest(10)

    assert len(after) == 2
    assert "not there, and no sound copy of it" in str(told.failure.message)
    async with bench.opened() as bed:
        assert await bed.engine.mend() is None


async def test_a_first_start_beside_clips_that_are_not_ours_tells_of_nothing(
    bench: Bench,
) -> None:
    bench.library.mkdir(parents=True)
    (bench.library / "holiday.mp4").write_bytes(b"\x00\x00\x00\x18ftypisom" + b"\xa5" * 500)

    async with bench.opened() as bed:
        assert await bed.engine.mend() is None
        await bed.kept_up()

    assert not [event for event in bed.events if isinstance(event, RecordsDamaged)]
    assert not wants_rebuild(bench.folders.database)


async def test_what_is_told_once_is_not_told_again(bench: Bench) -> None:
    await made(bench, "A red kite")
    ruin(bench.folders.database)
    async with bench.opened() as bed:
        await bed.seen(RecordsDamaged)

    async with bench.opened() as bed:
        assert await bed.engine.mend() is None
        assert len(await bed.engine.library.newest(10)) == 1
    assert not [event for event in bed.events if isinstance(event, RecordsDamaged)]


async def test_a_job_that_was_sent_after_the_copy_was_made_is_not_sent_again(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    """In the copy it waits to be sent; in truth it was made, and lies in the library."""
    (done,) = await made(bench, "A red kite")
    path = bench.folders.database
    waiting = replace(
        done, state=JobState.QUEUED, remote_id=None, video=None, finished_at=None, changed_at=NOW
    )
    other = a_job(bench, "0000aa")
    for copy in daily_copies_of(path):
        copy.unlink()
    with closing(Database.open(path)) as database:
        JobTable(database).save(waiting)
        JobTable(database).add(other)
    assert keep_daily_copy(path, NOW)
    ruin(path)
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        told = await bed.seen(RecordsDamaged)
        jobs = {job.id: job for job in await bed.engine.jobs(10)}

    assert jobs[done.id].state is JobState.DONE
    assert jobs[done.id].video == video_id_of(done.id)
    assert jobs[other.id].state is JobState.UNCERTAIN
    assert sandbox.ledger()["creates"] == before
    assert other.id in str(told.failure.message)
    assert other.id in told.failure.facts["unclear"]


async def test_a_job_that_is_at_the_service_goes_on_after_the_damage(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.RUNNING)
    for copy in daily_copies_of(bench.folders.database):
        copy.unlink()
    assert keep_daily_copy(bench.folders.database, NOW)
    ruin(bench.folders.database)

    async with bench.opened() as bed:
        done = await bed.settled(job)
        told = await bed.seen(RecordsDamaged)

    assert done.state is JobState.DONE
    assert len(files_in(bench.library)) == 1
    assert sandbox.ledger()["creates"] - before == 1
    assert f"go on: {job.id}" in str(told.failure.message)


async def test_files_that_are_no_clips_of_ours_are_left_out_and_the_rest_is_read(
    bench: Bench, tmp_path: Path
) -> None:
    (job,) = await made(bench, "A red kite")
    library = tmp_path / "elsewhere"
    (library / "deep" / "below").mkdir(parents=True)
    (clip,) = files_in(bench.library)
    shutil.copyfile(bench.library / clip, library / "deep" / "below" / "moved.MP4")
    (library / "broken.mp4").write_bytes(b"\x00\x00\x00\x18ftypisom" + b"\xa5" * 500)
    (library / "notes.txt").write_text("not a clip")
    async with bench.opened() as bed:
        await bed.engine.library.delete(video_id_of(job.id))

        rebuilt = await bed.engine.rebuild(library)

        (video,) = await bed.engine.library.newest(10)
    assert rebuilt == Rebuilt(1, (library / "broken.mp4",))
    assert video.path == library / "deep" / "below" / "moved.MP4"


async def test_a_library_that_is_gone_is_told_and_does_not_stop_the_rebuilding(
    bench: Bench, tmp_path: Path
) -> None:
    async with bench.opened() as bed:
        rebuilt = await bed.engine.rebuild(tmp_path / "unplugged")

    assert rebuilt == Rebuilt(0, (tmp_path / "unplugged",))


async def test_the_first_start_of_a_day_leaves_a_copy(bench: Bench) -> None:
    async with bench.opened() as bed:
        while not daily_copies_of(bench.folders.database):
            await bed.pass_time()

    (copy,) = daily_copies_of(bench.folders.database)
    Database.reader(copy).close()


async def test_damage_that_the_daily_copy_meets_is_told(bench: Bench) -> None:
    path = bench.folders.database
    with closing(Database.open(path)) as database:
        for number in range(60):
            JobTable(database).add(a_job(bench, f"{number:06}", state=JobState.DONE))
    content = path.read_bytes()
    path.write_bytes(content[: -2 * 4096] + b"\xa5" * 2 * 4096)

    async with bench.opened() as bed:
        told = await bed.seen(RecordsDamaged)

    assert "start it again" in str(told.failure.remedy)
    async with bench.opened() as bed:
        told = await bed.seen(RecordsDamaged)
    assert told.failure.kind == DatabaseMendedError.__name__
