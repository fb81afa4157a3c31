"""The recipe that a video file carries: how it was made, in versioned JSON, never with a key."""

from dataclasses import replace
from pathlib import Path

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.video import Video
from seedance_desktop.store.records import (
    RecordUnreadableError,
    from_json,
    instant_text,
    request_record,
    to_json,
)

FORMAT = "seedance-desktop/recipe"
VERSION = 1


def recipe_json(job: Job, video: Video) -> str:
    """The recipe of a job's video. Of the pictures it holds hashes and names, not their folders."""
    return to_json(
        {
            "format": FORMAT,
            "version": VERSION,
            "job": str(job.id),
            "retry_of": job.retry_of,
            "connection": str(job.connection),
            "address": job.address,
            "remote_id": job.remote_id,
            "made_at": instant_text(video.made_at),
            "request": request_record(_without_folders(job.request)),
            "seed": video.seed,
            "tokens": video.tokens,
            "price": video.price,
            "currency": video.currency,
        }
    )


def job_of(recipe: str | None) -> JobId | None:
    """The job that a recipe names; ``None`` for anything that is no recipe."""
    if not recipe:
        return None
    try:
        record = from_json(recipe)
    except RecordUnreadableError:
        return None
    job = record.get("job")
    if record.get("format") != FORMAT or not isinstance(job, str):
        return None
    return JobId(job)


def _without_folders(request: GenerationRequest) -> GenerationRequest:
    """A file is passed on; where its maker's pictures lie is nobody else's business."""
    pictures = tuple(
        replace(picture, source=Path(picture.source.name)) for picture in request.pictures
    )
    return replace(request, pictures=pictures)
