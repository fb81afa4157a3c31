from datetime import UTC, datetime, timedelta

import pytest

from seedance_desktop.core.job import JobState, Usage
from seedance_desktop.core.link_life import link_dies_at
from tests.store.samples import NOON, a_job

SIGNED = "https://host.example/f?X-Tos-Date=20261122T100000Z&X-Tos-Expires=86400&X-Tos-Signature=a"


def test_a_signed_link_tells_by_itself_how_long_it_lives() -> None:
    job = a_job(state=JobState.FETCHING, video_url=SIGNED)

    assert link_dies_at(job) == datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize("link", ["https://host.example/f", SIGNED.replace("86400", "soon")])
def test_another_lives_for_a_day_from_when_the_video_was_made_where_that_is_known(
    link: str,
) -> None:
    job = a_job(state=JobState.FETCHING, video_url=link, usage=Usage(made_at=NOON))
    unknown = a_job(state=JobState.FETCHING, video_url=link)

    assert link_dies_at(job) == (NOON + timedelta(hours=24))
    assert link_dies_at(unknown) is None


def test_a_job_that_is_fetched_has_no_need_of_its_link() -> None:
    assert link_dies_at(a_job(state=JobState.DONE, video_url=SIGNED)) is None
