"""What was paid for arrives: broken connections, dead links, damaged files and lost folders."""

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.events import LinePaused
from seedance_desktop.core.failure import Action, Charged
from seedance_desktop.core.job import JobState
from tests.engine.bench import Bench, a_request, files_in, parts_in
from tests.support.sandbox import RunningSandbox


async def test_a_file_that_arrives_badly_in_every_way_is_fetched_until_it_is_whole(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()
    faults = ("corrupt", "dead-link", "cut@20000", "wrong-length", "reset-before", "500", "html")
    sandbox.misbehave(",".join(f"file:{fault}*1" for fault in faults))

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        done = await bed.hurried(job)
        videos = await bed.engine.library.newest(10)

    assert done.state is JobState.DONE
    assert {"ConnectionBrokenError", "ClipBrokenError", "LinkDeadError"} <= set(bed.failures(job))
    assert [video.clip.frame_count for video in videos] == [29]
    assert len(files_in(bench.library)) == 1
    assert parts_in(bench.library) == []
    after = sandbox.ledger()
    assert after["creates"] - before["creates"] == 1
    assert after["auth_on_files"] == 0


async def test_a_file_that_stays_damaged_fails_is_kept_aside_and_told_as_charged(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    sandbox.misbehave("file:corrupt")

    async with bench.opened() as bed:
        failed = await bed.hurried(await bed.submit_one(a_request()))

    assert failed.state is JobState.FAILED
    assert failed.failure is not None
    assert failed.failure.kind == "ClipBrokenError"
    assert failed.failure.charged is Charged.YES
    assert len([name for name in parts_in(bench.library) if ".broken" in name]) == 3
    assert files_in(bench.library) == []


async def test_a_library_that_went_away_pauses_the_job_until_it_is_back(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.SUBMITTING)
        bench.library.rmdir()
        paused = await bed.settled(job)
        told = await bed.seen(LinePaused)
        bench.library.mkdir()
        await bed.engine.resume_line(SANDBOX)
        done = await bed.until(job, JobState.DONE)

    assert paused.state is JobState.PAUSED
    assert paused.remote_id is not None
    assert told.failure.action is Action.CHOOSE_FOLDER
    assert done.remote_id == paused.remote_id
    assert len(files_in(bench.library)) == 1
    assert sandbox.ledger()["creates"] - before == 1


async def test_another_folder_can_be_chosen_for_what_cannot_be_filed(bench: Bench) -> None:
    other = bench.library.with_name("other library")

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.SUBMITTING)
        bench.library.rmdir()
        await bed.settled(job)
        await bed.engine.resume_line(SANDBOX, library=other)
        done = await bed.until(job, JobState.DONE)
        (video,) = await bed.engine.library.newest(10)

    assert done.library == video.library == other
    assert len(files_in(other)) == 1
    assert not bench.library.exists()
