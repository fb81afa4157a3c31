"""Waiting until jobs stand still: at their end, or where only the user can take them further."""

import asyncio
from collections.abc import Iterable

from seedance_desktop.core.events import Event, JobChanged, JobRemoved
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import FINAL, Job, JobState
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.record import Record

STANDSTILL = FINAL | {JobState.UNCERTAIN, JobState.PAUSED, JobState.HELD}


async def settled_jobs(
    job_ids: Iterable[JobId], *, record: Record, publisher: Publisher
) -> list[Job]:
    """The jobs in the order asked for. One that is taken off the record meanwhile is left out."""
    found: dict[JobId, Job | None] = {}
    awaited: set[JobId] = set()
    for job_id in job_ids:
        job = found[job_id] = record.get(job_id)
        if job.state not in STANDSTILL:
            awaited.add(job_id)
    all_done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def listen(event: Event) -> None:
        match event:
            case JobChanged(job) if job.id in found:
                found[job.id] = job
                if job.state in STANDSTILL:
                    awaited.discard(job.id)
                else:
                    awaited.add(job.id)
            case JobRemoved(id=job_id) if job_id in found:
                found[job_id] = None
                awaited.discard(job_id)
        if not awaited and not all_done.done():
            all_done.set_result(None)

    unsubscribe = publisher.subscribe(listen)
    try:
        if awaited:
            await all_done
    finally:
        unsubscribe()
    return [job for job in found.values() if job is not None]
