from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.video import Video
from seedance_desktop.store.database import Database
from seedance_desktop.store.videos import VideoTable
from tests.store import samples
from tests.store.samples import a_job, a_video


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(samples.videos)
def test_any_video_comes_back_from_the_disk_as_it_was(videos: VideoTable, video: Video) -> None:
    videos.add(video)
    try:
        assert videos.get(video.id) == video
        assert videos.find(video.library, video.file) == video
    finally:
        videos.remove(video.id)


def test_filing_a_video_twice_makes_one_and_keeps_its_rating(
    database: Database, videos: VideoTable
) -> None:
    video = a_video(a_job())
    videos.add(video)
    database.change("UPDATE entries SET rating = 4")

    videos.add(replace(video, byte_count=9))

    assert videos.newest(10) == [replace(video, byte_count=9)]
    assert [row["rating"] for row in database.rows("SELECT rating FROM entries")] == [4]


def test_pages_of_videos_go_from_new_to_old(videos: VideoTable) -> None:
    every = [a_video(a_job(number)) for number in range(5)]
    for video in every:
        videos.add(video)

    first = videos.newest(2)
    rest = videos.newest(10, before=first[-1])

    assert first + rest == every[::-1]
    assert videos.all_ids() == [video.id for video in every[::-1]]
    assert videos.count() == 5


def test_the_newest_is_told_by_when_it_was_made_not_by_its_name(videos: VideoTable) -> None:
    early, late = a_video(a_job(1)), a_video(a_job(2))
    early = replace(early, made_at=late.made_at + timedelta(seconds=1))
    videos.add(late)
    videos.add(early)

    assert videos.newest(2) == [early, late]


def test_the_newest_are_found_by_their_index(database: Database) -> None:
    plan = database.rows(
        "EXPLAIN QUERY PLAN SELECT * FROM videos WHERE (made_at, id) < ('~', '~') "
        "ORDER BY made_at DESC, id DESC LIMIT 5"
    )

    (step,) = [str(row["detail"]) for row in plan]  # a second one would be sorting
    assert step.startswith("SEARCH videos USING INDEX videos_newest")


def test_nothing_is_found_where_nothing_was_filed(videos: VideoTable) -> None:
    videos.add(a_video(a_job()))

    assert videos.find(Path("/elsewhere"), a_video(a_job()).file) is None
    assert videos.get(VideoId("none")) is None


@pytest.mark.expected_warnings("video 20261122-120001-abcdef cannot be read")
def test_one_unreadable_video_does_not_hide_the_others(
    database: Database, videos: VideoTable
) -> None:
    videos.add(a_video(a_job(1)))
    videos.add(a_video(a_job(2)))
    database.change("UPDATE videos SET request = 'x' WHERE id = ?", (a_job(1).id,))

    assert videos.newest(10) == [a_video(a_job(2))]
