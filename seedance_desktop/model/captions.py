"""The short texts of a row: what was asked for, and what arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedance_desktop.core.job import Job
from seedance_desktop.core.mentions import readable_prompt
from seedance_desktop.core.request import ADAPTIVE, GenerationRequest
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import tr

if TYPE_CHECKING:
    from seedance_desktop.core.catalogue import Catalogue
    from seedance_desktop.core.entry import Entry

_DOT = " · "
_SPOKEN = 100
"""Letters of a prompt that are read out to name a video: many are as long as a page."""


def first_line(request: GenerationRequest) -> str:
    """The prompt's first line with words in it, or nothing."""
    lines = readable_prompt(request).splitlines()
    return next((line.strip() for line in lines if line.strip()), "")


def video_title(video: Video) -> str:
    """The prompt's first line; of a clip from elsewhere, which has none, the file's name."""
    return first_line(video.request) or ("" if video.request.model else video.file.stem)


def job_caption(job: Job, catalogue: Catalogue) -> str:
    """Model, resolution, ratio and length; what the service chooses is shown once it is known."""
    request, usage = job.request, job.usage
    ratio = usage.ratio or (request.ratio if request.ratio != ADAPTIVE else "")
    parts = (
        model_name(request, catalogue),
        usage.resolution or request.resolution,
        ratio,
        _asked_length(request, usage.duration),
    )
    return _DOT.join(part for part in parts if part)


def video_caption(video: Video, catalogue: Catalogue) -> str:
    """Model, size and length as they really are."""
    name, clip = model_name(video.request, catalogue), video.clip
    parts = (name, str(clip.size), _seconds(round(clip.duration, 1)))
    return _DOT.join(part for part in parts if part)


def short_caption(video: Video, catalogue: Catalogue) -> str:
    """Model and resolution, where there is little room and the length is told beside it."""
    name = model_name(video.request, catalogue)
    return _DOT.join(part for part in (name, video.request.resolution) if part)


def model_name(request: GenerationRequest, catalogue: Catalogue) -> str:
    """The short name of a model, or its id where the catalogue no longer has it."""
    names = (row.short_name for row in catalogue.rows if row.id == request.model)
    return next(names, str(request.model))


def _asked_length(request: GenerationRequest, made: int | None) -> str:
    if request.frames is not None:
        return tr("{count} frames", count=request.frames)
    seconds = made or request.duration
    return _seconds(seconds) if seconds > 0 else ""


def spoken(title: str) -> str:
    """A title for those who hear it: short, since what else there is to say comes after it."""
    return title if len(title) <= _SPOKEN else f"{title[: _SPOKEN - 1].rstrip()}…"


def _seconds(seconds: float) -> str:
    return tr("{seconds} s", seconds=f"{seconds:g}")


def spoken_entry(entry: Entry, caption: str) -> str:
    """An entry for those who hear it."""
    organised = entry.organised
    parts = [spoken(video_title(entry.video)), caption]
    if organised.is_favourite:
        parts.append(tr("favourite"))
    if organised.rating:
        parts.append(tr("{count} of 5 stars", count=organised.rating))
    if entry.is_missing:
        parts.append(tr("the file is missing"))
    elif entry.is_damaged:
        parts.append(tr("the file is damaged"))
    return " · ".join(part for part in parts if part)
