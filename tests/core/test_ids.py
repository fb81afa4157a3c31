"""Names of jobs sort by time and do not repeat."""

from datetime import UTC, datetime, timedelta

from seedance_desktop.core.ids import new_job_id, video_id_of

NOW = datetime(2026, 11, 22, 9, 30, 12, tzinfo=UTC)


def test_names_of_later_jobs_sort_after() -> None:
    names = [new_job_id(NOW + timedelta(seconds=second)) for second in range(100)]

    assert names == sorted(names)


def test_names_of_one_second_do_not_repeat() -> None:
    assert len({new_job_id(NOW) for _ in range(200)}) == 200


def test_a_name_says_when_the_job_was_made() -> None:
    assert new_job_id(NOW).startswith("20261122-093012-")


def test_a_job_has_one_video_however_often_it_is_filed() -> None:
    job = new_job_id(NOW)

    assert video_id_of(job) == video_id_of(job)
    assert str(video_id_of(job)) == job
