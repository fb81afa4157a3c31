"""Whole jobs on the well-behaved sandbox: from a request to a file in the library."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from seedance_desktop.core.errors import FolderUnusableError, InputError, RequestError
from seedance_desktop.core.events import (
    BillAdded,
    JobChanged,
    JobProgress,
    VideoAdded,
    VideoRemoved,
)
from seedance_desktop.core.ids import ConnectionId, JobId, VideoId
from seedance_desktop.core.job import JobState
from seedance_desktop.engine.recipe import job_of
from seedance_desktop.media.clip_recipe import read_recipe
from tests.engine.bench import Bench, a_first_frame, a_request, files_in, parts_in
from tests.store.samples import a_job
from tests.support.sandbox import RunningSandbox


async def test_a_sentence_becomes_a_video_in_the_library(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        done = await bed.settled(job)
        (video,) = await bed.engine.library.newest(10)

    assert done.state is JobState.DONE
    assert video.clip.frame_count == 29
    assert video.tokens == 864 * 480 * 29 // 1024
    assert video.path.is_file()
    assert video.byte_count == video.path.stat().st_size
    assert files_in(bench.library) == [video.file]
    assert parts_in(bench.library) == []


async def test_every_step_is_told_in_order_then_the_video_and_its_bill(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.settled(job)
        await bed.seen(BillAdded)

    assert bed.states(job.id) == [
        JobState.QUEUED,
        JobState.SUBMITTING,
        JobState.RUNNING,
        JobState.FETCHING,
        JobState.DONE,
    ]
    assert any(isinstance(event, JobProgress) for event in bed.events)
    assert [type(event) for event in bed.events[-2:]] == [VideoAdded, BillAdded]


async def test_a_task_that_was_just_taken_is_not_said_to_be_worked_on(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.settled(job)

    changes = [event.job for event in bed.events if isinstance(event, JobChanged)]
    taken = next(change for change in changes if change.state is JobState.RUNNING)
    assert taken.waiting_at_service
    assert not changes[-1].waiting_at_service


async def test_a_step_is_on_disk_before_it_is_told(bench: Bench) -> None:
    async with bench.opened() as bed:
        parts = bench.parts()
        read: list[bool] = []

        def compare(event: object) -> None:
            if isinstance(event, JobChanged):
                saved = parts.jobs.get(event.job.id)
                read.append(saved is not None and saved.changed_at >= event.job.changed_at)

        bed.engine.subscribe(compare)
        await bed.settled(await bed.submit_one(a_request()))
        parts.close()

    assert len(read) >= 5
    assert all(read)


async def test_the_file_carries_its_recipe_but_no_folder_of_its_maker(
    bench: Bench, tmp_path: Path
) -> None:
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request("It waves", a_first_frame(tmp_path)))
        await bed.settled(job)
        (video,) = await bed.engine.library.newest(1)

    recipe = read_recipe(video.path)
    assert job_of(recipe) == job.id
    assert recipe is not None
    assert "source.png" in recipe
    assert str(tmp_path) not in recipe
    assert bench.endpoint.key not in recipe


async def test_a_picture_is_sent_at_the_exact_size_of_the_clip_and_kept(
    bench: Bench, tmp_path: Path
) -> None:
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request("It waves", a_first_frame(tmp_path)))
        done = await bed.settled(job)
        (video,) = await bed.engine.library.newest(1)

    assert JobState.PREPARING in bed.states(job.id)
    (picture,) = done.request.pictures
    kept = bench.parts().frames.path(picture.sent)
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == picture.sent
    with Image.open(kept) as image:
        assert image.size == (video.clip.size.width, video.clip.size.height) == (736, 544)


async def test_trying_again_sends_the_very_same_bytes_though_the_source_is_gone(
    bench: Bench, tmp_path: Path
) -> None:
    async with bench.opened() as bed:
        frame = a_first_frame(tmp_path)
        failed = await bed.settled(await bed.submit_one(a_request("It waves [fail]", frame)))
        frame.source.unlink()
        again = await bed.engine.retry(failed.id)
        failed_again = await bed.settled(again)

    assert failed.state is failed_again.state is JobState.FAILED
    assert again.retry_of == failed.id
    assert failed_again.request == failed.request
    assert failed_again.remote_id != failed.remote_id


async def test_a_picture_that_is_none_fails_the_job_and_nothing_is_sent(
    bench: Bench, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    frame = a_first_frame(tmp_path)
    frame.source.write_text("no picture")
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        failed = await bed.settled(await bed.submit_one(a_request("It waves", frame)))

    assert failed.state is JobState.FAILED
    assert failed.failure is not None
    assert failed.failure.kind == "PictureError"
    assert sandbox.ledger()["creates"] == before


async def test_no_more_jobs_are_at_the_service_than_the_setting_allows(bench: Bench) -> None:
    bench.settings = replace(bench.settings, jobs_at_once=2)
    places: set[JobId] = set()
    most = 0

    def count(event: object) -> None:
        nonlocal most
        if isinstance(event, JobChanged):
            at_service = event.job.state in {
                JobState.SUBMITTING,
                JobState.RUNNING,
                JobState.FETCHING,
            }
            (places.add if at_service else places.discard)(event.job.id)
            most = max(most, len(places))

    async with bench.opened() as bed:
        bed.engine.subscribe(count)
        jobs = await bed.submit(a_request(), count=5)
        await bed.settled(*jobs)
        videos = await bed.engine.library.newest(10)

    assert most == 2
    assert len(videos) == 5
    first_sent = [e.job.id for e in bed.events if isinstance(e, JobChanged) and e.job.submitted_at]
    assert list(dict.fromkeys(first_sent)) == [job.id for job in jobs]


async def test_a_request_that_breaks_a_rule_is_refused_before_anything_is_kept(
    bench: Bench,
) -> None:
    async with bench.opened() as bed:
        with pytest.raises(RequestError):
            await bed.submit_one(replace(a_request(), frames=30))
        jobs = await bed.engine.jobs(10)

    assert jobs == []


async def test_a_library_that_cannot_be_written_is_found_out_before_anything_is_paid(
    bench: Bench,
) -> None:
    bench.library.parent.mkdir(parents=True, exist_ok=True)
    bench.library.write_text("a file where the folder should be")

    async with bench.opened() as bed:
        with pytest.raises(FolderUnusableError):
            await bed.submit_one(a_request())
        jobs = await bed.engine.jobs(10)

    assert jobs == []


async def test_an_unknown_connection_is_refused(bench: Bench) -> None:
    async with bench.opened() as bed:
        with pytest.raises(InputError, match="no connection “elsewhere”"):
            await bed.submit_one(a_request(), ConnectionId("elsewhere"))


async def test_a_deleted_video_leaves_the_record_with_its_file(bench: Bench) -> None:
    async with bench.opened() as bed:
        await bed.settled(await bed.submit_one(a_request()))
        (video,) = await bed.engine.library.newest(1)
        await bed.engine.library.delete(video.id)
        left = await bed.engine.library.newest(1)

    assert left == []
    assert not video.path.exists()
    assert VideoRemoved(video.id) in bed.events


async def test_a_video_whose_file_is_gone_already_can_be_deleted_too(bench: Bench) -> None:
    async with bench.opened() as bed:
        await bed.settled(await bed.submit_one(a_request()))
        (video,) = await bed.engine.library.newest(1)
        video.path.unlink()
        await bed.engine.library.delete(video.id)
        left = await bed.engine.library.newest(1)

    assert left == []


async def test_an_ended_job_can_be_forgotten_and_its_video_stays(bench: Bench) -> None:
    async with bench.opened() as bed:
        job = await bed.settled(await bed.submit_one(a_request()))
        await bed.engine.forget_job(job.id)
        jobs, videos = await bed.engine.jobs(10), await bed.engine.library.newest(10)

    assert jobs == []
    assert [video.id for video in videos] == [VideoId(job.id)]


async def test_names_that_are_on_no_record_get_an_answer_in_words(bench: Bench) -> None:
    async with bench.opened() as bed:
        with pytest.raises(InputError, match="There is no job nobody"):
            await bed.engine.job(JobId("nobody"))
        with pytest.raises(InputError, match="There is no video nothing"):
            await bed.engine.library.delete(VideoId("nothing"))


async def test_a_bare_address_is_a_connection_that_the_job_remembers(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    address = ConnectionId(sandbox.address)
    bench.keys.use_for_session(address, sandbox.key)

    async with bench.opened() as bed:
        done = await bed.settled(await bed.submit_one(a_request(), address))

    assert done.state is JobState.DONE
    assert (done.connection, done.address) == (address, sandbox.address)


async def test_a_long_list_of_jobs_is_read_in_parts_and_in_order(bench: Bench) -> None:
    async with bench.opened() as bed:
        table = bed.engine._parts.jobs
        for number in range(120):
            table.add(a_job(number, state=JobState.DONE, id=JobId(f"job-{number:03}")))
        some, everything = await bed.engine.jobs(70), await bed.engine.jobs(1000)

    assert [job.id for job in everything] == [f"job-{number:03}" for number in range(119, -1, -1)]
    assert some == everything[:70]
