"""A program: the window while four clips are made and fetched; tells how late its timer came.

The Library page has been looked at before, as it has whenever the program has been in use.

python -m benchmarks.stalling --profile DIR --idle SECONDS
"""

import json
import sys
import time
from dataclasses import replace

from benchmarks import inside
from benchmarks.lateness import Lateness
from benchmarks.profiles import a_request
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.model.jobs import JobRole
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.contents import Contents

CLIPS = 4
_PATIENCE = 600


async def scenario(models: Models, contents: Contents, *, idle: float) -> None:
    """First nothing, then everything; prints both."""
    lateness = Lateness()
    await inside.until(lambda: models.bridge.is_ready)
    contents.show_page("library")
    contents.show_page("create")
    end = time.monotonic() + idle
    lateness.start()
    await inside.until(lambda: time.monotonic() > end, seconds=idle + 60, pause=0.2)
    at_rest = lateness.stop()
    request = replace(a_request(models.catalogue), resolution="720p", duration=5)
    lateness.start()
    began = time.monotonic()
    models.draft.use_all(request, CLIPS)
    models.draft.generate()
    await inside.until(lambda: _are_done(models), seconds=_PATIENCE, pause=0.2)
    contents.show_page("library")
    await inside.until(lambda: _has_posters(models), seconds=_PATIENCE, pause=0.2)
    busy = lateness.stop()
    told = {"at_rest": at_rest, "busy": busy, "began": began, "ended": time.monotonic()}
    print(json.dumps(told), flush=True)


def _are_done(models: Models) -> bool:
    rows = range(models.jobs.rowCount())
    jobs: list[Job] = [models.jobs.index(row, 0).data(JobRole.JOB) for row in rows]
    if any(job.is_final and job.state is not JobState.DONE for job in jobs):
        raise RuntimeError(f"a job did not end well: {jobs}")
    return len(jobs) == CLIPS and all(job.state is JobState.DONE for job in jobs)


def _has_posters(models: Models) -> bool:
    rows = range(models.library.rowCount())
    posters = [models.library.index(row, 0).data(VideoRole.POSTER) for row in rows]
    return len(posters) == CLIPS and all(poster is not None for poster in posters)


if __name__ == "__main__":
    sys.exit(inside.program(scenario, idle=float))
