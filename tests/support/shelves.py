"""A profile's library, filled before the engine opens it, and waiting for what the engine does."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import JobState
from seedance_desktop.core.video import Video
from seedance_desktop.store.database import Database
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.videos import VideoTable
from tests.store.samples import NOON, a_job, a_request, a_video

PATIENCE = 60


def a_clip(number: int, folders: Folders, **of_request: Any) -> Video:
    """The newest has the highest number, and so comes first; ten are made an hour, from noon on."""
    name = JobId(f"20261122-12{number:04}-abcdef")
    known = {"prompt": f"Video {number}", "pictures": ()} | of_request
    job = a_job(number, id=name, library=folders.library, request=a_request(**known))
    made = NOON + timedelta(minutes=6 * number)
    return replace(a_video(job, file=Path(f"{number}.mp4")), made_at=made)


def file_clips(folders: Folders, videos: Iterable[Video]) -> list[Video]:
    """Put videos and their jobs on record; the engine is not there yet."""
    filed = list(videos)
    database = Database.open(folders.database)
    jobs, table = JobTable(database), VideoTable(database)
    with database.transaction():
        for number, video in enumerate(filed):
            jobs.add(
                a_job(
                    number,
                    id=video.job,
                    state=JobState.DONE,
                    library=video.library,
                    request=video.request,
                )
            )
            table.add(video)
    database.close()
    return filed


def as_it_lies(video: Video) -> Video:
    """With the size of its file: one of another size would soon be told as what it is."""
    return replace(video, byte_count=video.path.stat().st_size)


def until(holds: Callable[[], bool], *, after: Callable[[], object] = list) -> None:
    """Do ``after``, as a user would, and let window and engine go on until this holds."""
    after()
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        QTest.qWait(2)
