"""The recipe that a video file carries: how it was made, in versioned JSON, never with a key."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

from seedance_desktop.core.ids import ConnectionId, JobId, RemoteId
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.video import Video
from seedance_desktop.store.records import (
    Record,
    RecordUnreadableError,
    from_json,
    instant_text,
    read_request,
    request_record,
    to_json,
)

T = TypeVar("T")

FORMAT = "seedance-desktop/recipe"
VERSION = 1

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a file tells of how it was made; ``made_at`` is missing where that cannot be read."""

    job: JobId
    connection: ConnectionId
    remote_id: RemoteId | None
    made_at: datetime | None
    request: GenerationRequest
    seed: int | None
    tokens: int | None
    price: float | None
    currency: str


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
            "request": request_record(_without_private(job.request)),
            "seed": video.seed,
            "tokens": video.tokens,
            "price": video.price,
            "currency": video.currency,
        }
    )


def recipe_in(text: str | None) -> Recipe | None:
    """The recipe in a file's metadata; ``None`` for anything that is none."""
    if not text:
        return None
    try:
        record = from_json(text)
    except RecordUnreadableError:
        return None
    job, request = record.get("job"), record.get("request")
    if record.get("format") != FORMAT or not isinstance(job, str) or not job:
        return None
    return Recipe(
        job=JobId(job),
        connection=ConnectionId(_of(record, "connection", str) or ""),
        remote_id=RemoteId(_of(record, "remote_id", str) or "") or None,
        made_at=_instant(record.get("made_at")),
        request=_request(request if isinstance(request, dict) else {}),
        seed=_of(record, "seed", int),
        tokens=_of(record, "tokens", int),
        price=_of(record, "price", float),
        currency=_of(record, "currency", str) or "USD",
    )


def job_of(text: str | None) -> JobId | None:
    """The job that a recipe names; ``None`` for anything that is no recipe."""
    recipe = recipe_in(text)
    return recipe.job if recipe else None


def _of(record: Record, name: str, kind: type[T]) -> T | None:
    value = record.get(name)
    return value if isinstance(value, kind) else None


def _instant(text: object) -> datetime | None:
    try:
        instant = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None


def _request(record: Record) -> GenerationRequest:
    """As far as it tells: a field that this program cannot read must not hide the others."""
    try:
        return read_request(record)
    except RecordUnreadableError:
        readable: Record = {"model": "", "version": 1}
    for name, value in record.items():
        if name == "version":
            continue
        try:
            read_request({**readable, name: value})
        except RecordUnreadableError as error:
            _log.info("%s in a recipe cannot be read: %s", name, error.facts)
        else:
            readable[name] = value
    return read_request(readable)


def _without_private(request: GenerationRequest) -> GenerationRequest:
    """A file is passed on; where its maker's pictures lie is nobody else's business.

    Nor is the signature that a reference was fetched with.
    """
    pictures = tuple(
        replace(picture, source=Path(picture.source.name)) for picture in request.pictures
    )
    media = tuple(replace(media, url=_without_signature(media.url)) for media in request.media)
    return replace(request, pictures=pictures, media=media)


def _without_signature(url: str) -> str:
    """Scheme, host and path of an address: what follows may be a permission."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # it is no address, and was never sent
        return ""
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, f"{host}{port}", parts.path, "", ""))
