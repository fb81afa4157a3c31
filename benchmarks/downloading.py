"""A program: the window while a gigabit line is full; tells how late its timer came.

The engine's own way of fetching, on its own thread, with its progress shown in the job's row. The
file is fetched again and again until the time is over.

python -m benchmarks.downloading --profile DIR --link LINK --idle SECONDS --seconds SECONDS
"""

import argparse
import asyncio
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks import inside
from benchmarks.lateness import Lateness
from benchmarks.profiles import a_job
from seedance_desktop.core.events import JobChanged
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.engine import places
from seedance_desktop.engine.assembly import download_of
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.models import Models
from seedance_desktop.quick_imports import spare_source_reading
from seedance_desktop.ui.contents import Contents

_INSIDE = ("_parts", "_publisher", "_workers")
_PATIENCE = 600


async def scenario(models: Models, link: str, *, idle: float, seconds: float) -> None:
    """First nothing, then the download; prints both."""
    lateness = Lateness()
    await inside.until(lambda: models.bridge.is_ready)
    end = time.monotonic() + idle
    lateness.start()
    await inside.until(lambda: time.monotonic() > end, seconds=idle + 60, pause=0.2)
    at_rest = lateness.stop()
    job = replace(a_job(models.catalogue, models.folders.library), state=JobState.FETCHING)
    lateness.start()
    began = time.monotonic()
    work = models.bridge.call(lambda engine: _fetch(engine, job, link, seconds))
    received = await asyncio.wait_for(work, _PATIENCE)
    busy = lateness.stop()
    told = {"at_rest": at_rest, "busy": busy, "began": began, "ended": time.monotonic()}
    print(json.dumps(told | {"received": received}), flush=True)


async def _fetch(engine: Engine, job: Job, link: str, seconds: float) -> int:
    """Bytes that came in; on the engine's loop."""
    parts, publisher, workers = (getattr(engine, name) for name in _INSIDE)
    download = download_of(parts, publisher, workers)
    part, received = places.part_path(job), 0
    await asyncio.to_thread(job.library.mkdir, parents=True, exist_ok=True)
    publisher.publish(JobChanged(job))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await download.fetch(job, link)
        received += await asyncio.to_thread(_taken_away, part)
    return received


def _taken_away(part: Path) -> int:
    size = part.stat().st_size
    part.unlink()
    return size


def main() -> int:
    """Run the program once, from start to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", required=True, type=Path)
    parser.add_argument("--link", required=True)
    parser.add_argument("--idle", required=True, type=float)
    parser.add_argument("--seconds", required=True, type=float)
    options = parser.parse_args()
    spare_source_reading()

    async def play(models: Models, _: Contents) -> None:
        await scenario(models, options.link, idle=options.idle, seconds=options.seconds)

    return inside.run(options.profile, play)


if __name__ == "__main__":
    sys.exit(main())
