from dataclasses import replace
from datetime import timedelta

from seedance_desktop.core.ids import JobId, ModelId
from seedance_desktop.core.job import JobState
from seedance_desktop.core.request import ServiceTier
from seedance_desktop.core.story import StoryEntry
from seedance_desktop.core.typical import PastWait
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.story import StoryTable
from seedance_desktop.store.wait_table import WaitTable
from tests.store.samples import NOON, a_job, a_request


def test_past_waits_are_from_sending_to_the_video_and_of_the_same_kind_only(
    database: Database, jobs: JobTable
) -> None:
    plain = a_request(resolution="720p", duration=5)
    kinds = (
        plain,
        replace(plain, duration=10),
        replace(plain, resolution="480p"),
        replace(plain, model=ModelId("another")),
        replace(plain, service_tier=ServiceTier.FLEX),
    )
    for number, request in enumerate(kinds):
        job = a_job(number, request=request, state=JobState.DONE, submitted_at=NOON)
        jobs.add(replace(job, id=JobId(f"job-{number}")))
        made = NOON + timedelta(seconds=60 + number)
        entry = StoryEntry(made, made, state=JobState.FETCHING)
        StoryTable(database).add(JobId(f"job-{number}"), [entry])
    jobs.add(a_job(9, request=plain, state=JobState.RUNNING, submitted_at=NOON))

    past = WaitTable(database).past(a_job().connection, plain)

    assert past == [PastWait(10, 61), PastWait(5, 60)]
