"""Where a task's name, status, links and numbers are in the shapes of api.md 2.4 to 2.7 and 6."""

import re
from datetime import datetime

from seedance_desktop.api.loose_json import at, moment, text, whole
from seedance_desktop.api.task import TaskStatus
from seedance_desktop.core.ids import RemoteId
from seedance_desktop.core.job import Usage

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._:~@=+-]{0,127}")
_LONGEST_LINK = 8192

_STATUS_WORDS = {
    "succeeded": TaskStatus.SUCCEEDED,
    "completed": TaskStatus.SUCCEEDED,
    "success": TaskStatus.SUCCEEDED,
    "done": TaskStatus.SUCCEEDED,
    "failed": TaskStatus.FAILED,
    "error": TaskStatus.FAILED,
    "cancelled": TaskStatus.CANCELLED,
    "canceled": TaskStatus.CANCELLED,
    "expired": TaskStatus.EXPIRED,
    "queued": TaskStatus.QUEUED,
    "pending": TaskStatus.QUEUED,
    "created": TaskStatus.QUEUED,
    "submitted": TaskStatus.QUEUED,
    "running": TaskStatus.RUNNING,
    "processing": TaskStatus.RUNNING,
    "in_progress": TaskStatus.RUNNING,
}

# Where each thing may be, in the order of api.md 2.4.
_STATUS_AT = (("status",), ("data", "status"))
_VIDEO_AT = (
    ("content", "video_url"),
    ("content", "video_url", "url"),
    ("data", "video_url"),
    ("data", "content", "video_url"),
    ("data", "outputs", 0),
    ("outputs", 0),
    ("unsigned_urls", 0),
    ("video_url",),
)
_LAST_FRAME_AT = (("content", "last_frame_url"), ("data", "content", "last_frame_url"))
_NAME_AT = (("id",), ("data", "id"), ("data", "task_id"), ("task_id",))
_TOKENS_AT = (
    ("usage", "completion_tokens"),
    ("usage", "total_tokens"),
    ("data", "usage", "completion_tokens"),
    ("data", "usage", "total_tokens"),
)


def new_name(value: object) -> RemoteId | None:
    """The name of the task that was created, if there is one that can be asked for."""
    for path in _NAME_AT:
        if name := usable_name(text(at(value, *path))):
            return name
    return None


def usable_name(name: str) -> RemoteId | None:
    """The name, if it is safe in a path: no slash, no blank, no control character, not endless."""
    return RemoteId(name) if _NAME.fullmatch(name) else None


def status_in(value: object) -> TaskStatus:
    """The status; told by a link alone where there is no word."""
    for path in _STATUS_AT:
        if word := text(at(value, *path), 40):
            key = word.lower().replace(" ", "_").replace("-", "_")
            return _STATUS_WORDS.get(key, TaskStatus.UNKNOWN)
    return TaskStatus.SUCCEEDED if video_link_in(value) else TaskStatus.UNKNOWN


def video_link_in(value: object) -> str:
    """The link to the file, unchecked; ``""`` where there is none."""
    for path in _VIDEO_AT:
        if link := text(at(value, *path), _LONGEST_LINK):
            return link
    items = at(value, "content")
    for item in items if isinstance(items, list) else ():
        link = text(at(item, "video_url", "url"), _LONGEST_LINK) or text(
            at(item, "video_url"), _LONGEST_LINK
        )
        if link:
            return link
    return ""


def last_frame_link_in(value: object) -> str:
    """The link to the last frame's picture, unchecked; ``""`` where there is none."""
    return _first_text(value, _LAST_FRAME_AT, _LONGEST_LINK)


def usage_in(value: object) -> Usage:
    """What was made and billed."""
    tokens = (_count(at(value, *path)) for path in _TOKENS_AT)
    return Usage(
        tokens=next((count for count in tokens if count is not None), None),
        seed=whole(_either(value, "seed")),
        resolution=text(_either(value, "resolution"), 32) or None,
        ratio=text(_either(value, "ratio"), 32) or None,
        duration=_count(_either(value, "duration")),
        frames=_count(_either(value, "frames")),
    )


def _either(value: object, key: str) -> object:
    found = at(value, key)
    return at(value, "data", key) if found is None else found


def created_in(value: object) -> datetime | None:
    """When the service took the task."""
    return moment(_either(value, "created_at"))


def updated_in(value: object) -> datetime | None:
    """When the task last changed: of a finished one, when it was made."""
    return moment(_either(value, "updated_at"))


def _count(value: object) -> int | None:
    number = whole(value)
    return number if number is not None and number >= 0 else None


def _first_text(value: object, paths: tuple[tuple[str | int, ...], ...], longest: int) -> str:
    return next((found for path in paths if (found := text(at(value, *path), longest))), "")
