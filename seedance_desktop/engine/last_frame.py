"""The last frame as a picture beside the clip, where it was asked for; never a condition."""

import asyncio
import logging
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import KnownError, ReplyNotUnderstoodError
from seedance_desktop.core.job import Job
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message
from seedance_desktop.engine import places
from seedance_desktop.engine.download import Download
from seedance_desktop.engine.following import Following
from seedance_desktop.engine.workers import Workers

_PATIENCE = 30.0
"""Seconds after which the clip is filed without it."""
_SUFFIXES = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"))

_log = logging.getLogger(__name__)


class LastFrame:
    """Fetches the picture. Whatever goes wrong is told in the story, and the job goes on."""

    def __init__(self, *, following: Following, download: Download, workers: Workers) -> None:
        self._following = following
        self._download = download
        self._workers = workers

    async def put_beside(self, video: Video, job: Job) -> None:
        """Put the picture beside the job's clip, unless it is there already."""
        if not job.request.return_last_frame or job.remote_id is None:
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._brought(video, job)
        except (KnownError, TimeoutError) as error:
            _log.info("job %s: no picture of the last frame: %s", job.id, error)

    async def _brought(self, video: Video, job: Job) -> None:
        if await self._workers.run(_is_there, video):
            return
        task = await self._following.task(job)
        if task.last_frame_url is None:
            _log.info("job %s: the service gives no picture of the last frame", job.id)
            return
        part = await self._download.fetch_picture(job, task.last_frame_url)
        await self._workers.run(_filed, part, video)


def beside(clip: Path, suffix: str) -> Path:
    """Where the picture of a clip's last frame lies."""
    return clip.with_name(f"{clip.stem} last frame{suffix}")


def places_beside(clip: Path) -> list[Path]:
    """Every place where such a picture may lie."""
    return [beside(clip, suffix) for _, suffix in _SUFFIXES]


def pictures_beside(clip: Path) -> list[Path]:
    """Those that are there. Blocks."""
    return [place for place in places_beside(clip) if place.is_file()]


def _is_there(video: Video) -> bool:
    return any(place.exists() for place in places_beside(video.path))


def _filed(part: Path, video: Video) -> None:
    """By its first bytes it is a picture, whatever the service calls it."""
    try:
        with part.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise disk_error(error, part) from error
    for signature, suffix in _SUFFIXES:
        if start.startswith(signature):
            places.file_away(part, video.library, beside(video.file, suffix))
            return
    raise ReplyNotUnderstoodError(Message("What came as the last frame is no picture."))
