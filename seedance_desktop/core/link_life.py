"""How long the link to a finished video still works: as the link itself tells, else a day."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.limits import LINK_LIVES

_SIGNED = "%Y%m%dT%H%M%SZ"
_UNFETCHED = frozenset({JobState.FETCHING, JobState.PAUSED})


def link_dies_at(job: Job) -> datetime | None:
    """When the link of a job that is still to be fetched dies; ``None`` where there is none."""
    if job.state not in _UNFETCHED or job.video_url is None:
        return None
    signed = _signed_until(job.video_url)
    if signed is not None:
        return signed
    return None if job.usage.made_at is None else job.usage.made_at + LINK_LIVES


def _signed_until(link: str) -> datetime | None:
    """A pre-signed link says when it was signed and for how many seconds (api.md 6)."""
    told = {name.lower(): values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    for vendor in ("tos", "amz"):
        signed, seconds = told.get(f"x-{vendor}-date"), told.get(f"x-{vendor}-expires")
        if signed is None or seconds is None:
            continue
        try:
            moment = datetime.strptime(signed, _SIGNED).replace(tzinfo=UTC)
            return moment + timedelta(seconds=int(seconds))
        except (ValueError, OverflowError):  # a date or number that is none: nothing is known
            return None
    return None
