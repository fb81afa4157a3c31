from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from seedance_desktop.core.errors import RecordError, SubmissionUnclearError
from seedance_desktop.core.ids import JobId, RemoteId, VideoId
from seedance_desktop.core.job import FINAL, Job, JobState, Usage
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.videos import VideoTable
from tests.store import samples
from tests.store.samples import NOON, a_job, a_video


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(samples.jobs)
def test_any_job_comes_back_from_the_disk_as_it_was(jobs: JobTable, job: Job) -> None:
    jobs.add(job)
    try:
        assert jobs.get(job.id) == job
    finally:
        jobs.remove(job.id)


def test_a_saved_job_is_there_after_the_program_has_ended(tmp_path: Path) -> None:
    first = Database.open(tmp_path / "records.sqlite")
    JobTable(first).add(a_job())
    running = replace(
        a_job(),
        state=JobState.RUNNING,
        remote_id=RemoteId("cgt-1"),
        submitted_at=NOON,
        waiting_at_service=True,
        usage=Usage(tokens=7),
        failure=SubmissionUnclearError().failure,
    )
    JobTable(first).save(running)
    first.close()

    second = Database.open(tmp_path / "records.sqlite")

    assert JobTable(second).get(running.id) == running
    second.close()


def test_a_job_that_is_not_on_record_cannot_be_saved(jobs: JobTable) -> None:
    with pytest.raises(RecordError, match="20261122-120001-abcdef"):
        jobs.save(a_job())

    assert jobs.get(a_job().id) is None


def test_two_jobs_of_a_connection_cannot_claim_the_same_task(jobs: JobTable) -> None:
    jobs.add(a_job(1, remote_id=RemoteId("cgt-1")))
    jobs.add(a_job(2))

    with pytest.raises(RecordError, match="contradicts") as caught:
        jobs.save(a_job(2, remote_id=RemoteId("cgt-1")))

    assert caught.value.facts["remote_id"] == "cgt-1"
    assert jobs.get(a_job(2).id) == a_job(2)


def test_open_jobs_are_those_that_are_not_at_their_end_oldest_first(jobs: JobTable) -> None:
    every = [a_job(number, state=state) for number, state in enumerate(JobState)]
    for job in reversed(every):
        jobs.add(job)

    assert jobs.open() == [job for job in every if job.state not in FINAL]
    assert JobState.UNCERTAIN in {job.state for job in jobs.open()}


def test_pages_of_jobs_go_from_new_to_old_and_miss_none(jobs: JobTable) -> None:
    same_moment = [a_job(9, id=JobId(f"same-{letter}")) for letter in "abc"]
    every = [*(a_job(number) for number in range(5)), *same_moment]
    for job in every:
        jobs.add(job)

    first = jobs.newest(3)
    second = jobs.newest(3, before=first[-1])
    jobs.remove(second[-1].id)  # a page goes on from where it was, even so
    third = jobs.newest(3, before=second[-1])

    newest_first = sorted(every, key=lambda job: (job.created_at, job.id), reverse=True)
    assert first + second + third == newest_first


def test_a_job_and_its_video_are_written_together(jobs: JobTable, videos: VideoTable) -> None:
    jobs.add(a_job())
    video = a_video(a_job())
    done = replace(a_job(), state=JobState.DONE, video=video.id)

    jobs.save_with_video(done, video)

    assert jobs.get(done.id) == done
    assert videos.get(video.id) == video


def test_neither_is_written_when_the_job_cannot_be(jobs: JobTable, videos: VideoTable) -> None:
    with pytest.raises(RecordError):
        jobs.save_with_video(a_job(), a_video(a_job()))

    assert videos.count() == 0


def test_a_job_cannot_name_a_video_that_is_not_on_record(jobs: JobTable) -> None:
    jobs.add(a_job())

    with pytest.raises(RecordError, match="contradicts"):
        jobs.save(replace(a_job(), video=VideoId("nowhere")))


def test_a_job_whose_video_was_removed_names_none(jobs: JobTable, videos: VideoTable) -> None:
    jobs.add(a_job())
    video = a_video(a_job())
    jobs.save_with_video(replace(a_job(), state=JobState.DONE, video=video.id), video)

    videos.remove(video.id)

    job = jobs.get(a_job().id)
    assert job is not None
    assert job.video is None


def test_a_removed_job_leaves_its_video(jobs: JobTable, videos: VideoTable) -> None:
    jobs.add(a_job())
    video = a_video(a_job())
    jobs.save_with_video(replace(a_job(), state=JobState.DONE, video=video.id), video)

    jobs.remove(a_job().id)

    assert jobs.newest(10) == []
    assert videos.get(video.id) == video


@pytest.mark.expected_warnings("job 20261122-120002-abcdef cannot be read")
def test_one_unreadable_job_does_not_hide_the_others(database: Database, jobs: JobTable) -> None:
    for number in (1, 2, 3):
        jobs.add(a_job(number))
    database.change("UPDATE jobs SET request = '{}' WHERE id = ?", (a_job(2).id,))

    assert jobs.open() == [a_job(1), a_job(3)]
    assert len(database.rows("SELECT id FROM jobs")) == 3


def test_libraries_in_use_are_those_of_videos_and_of_jobs_that_made_none(
    jobs: JobTable, database: Database
) -> None:
    for number, (folder, state) in enumerate(
        [("/a", JobState.DONE), ("/b", JobState.RUNNING), ("/c", JobState.DONE)]
    ):
        job = a_job(number, id=JobId(f"j{number}"), library=Path(folder), state=state)
        jobs.add(job)
        if folder == "/c":
            VideoTable(database).add(a_video(job))
            VideoTable(database).add(replace(a_video(job), id=VideoId("x"), library=Path("/d")))

    assert jobs.libraries_in_use() == [Path("/b"), Path("/c"), Path("/d")]
    assert jobs.libraries() == [Path("/a"), Path("/b"), Path("/c"), Path("/d")]
