"""Makes a database of the program's present version, to be kept as a sample of that version.

    python -m tests.databases.make tests/databases/v1.1.sqlite

Run once when a version's form is settled, and commit the file; never make an old one anew. What is
in it is asserted by ``tests/store/test_old_databases.py``.
"""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from seedance_desktop.core.errors import ContentRefusedError, SubmissionUnclearError
from seedance_desktop.core.ids import ConnectionId, FrameHash, RemoteId
from seedance_desktop.core.job import Job, JobState, Usage
from seedance_desktop.core.request import Frame, Role
from seedance_desktop.core.story import Call, Errand, StoryEntry
from seedance_desktop.core.words import Message
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.story import StoryTable
from tests.store.samples import a_job, a_request, a_video


def make(path: Path) -> None:
    """Write one job in every state, one video and the story of how it came."""
    database = Database.open(path)
    table = JobTable(database)
    for number, state in enumerate(JobState):
        job = a_job(number, state=state, connection=ConnectionId("gptproto"))
        table.add(replace(job, address="https://gptproto.com"))
    done = table.newest(100)[list(JobState)[::-1].index(JobState.DONE)]
    frame = Frame(Role.FIRST_FRAME, Path("/pictures/sea.png"), sent=FrameHash("ab" * 32))
    video = replace(a_video(done), request=a_request(pictures=(frame,)))
    table.save_with_video(
        replace(
            done,
            request=video.request,
            remote_id=RemoteId("cgt-20261122120000-abcde"),
            submitted_at=done.created_at + timedelta(seconds=1),
            finished_at=done.created_at + timedelta(minutes=2),
            usage=Usage(103_818, 42, "720p", "16:9", 5),
            video=video.id,
        ),
        video,
    )
    for job in table.newest(100):
        match job.state:
            case JobState.FAILED:
                error = ContentRefusedError(Message("Refused: {code}", {"code": "1301"}))
                table.save(replace(job, failure=error.failure))
            case JobState.UNCERTAIN:
                table.save(replace(job, failure=SubmissionUnclearError().failure))
            case _:
                pass
    StoryTable(database).add(done.id, a_story(done))
    database.close()


def a_story(job: Job) -> tuple[StoryEntry, ...]:
    """Two steps, and a question that was asked seven times."""
    asked = Call(
        Errand.QUERY,
        "GET",
        "/api/v3/contents/generations/tasks/cgt-20261122120000-abcde",
        0.25,
        outcome="running",
        status=200,
        request_id="021779",
        received=345,
        answer='{"status":"running"}',
    )
    later = job.created_at + timedelta(minutes=1)
    return (
        StoryEntry(job.created_at, job.created_at, state=JobState.QUEUED),
        StoryEntry(job.created_at, later, times=7, call=asked),
        StoryEntry(later, later, state=JobState.RUNNING, failure=SubmissionUnclearError().failure),
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]))
