"""Requests, jobs, failures and videos as plain JSON values: what tables, recipes and scripts hold.

Fields that are not known are left aside and missing ones take their defaults, so that a newer
program's records of the same version still read. A job state is never added within a version.
What a request did not have from the beginning is written only where it is not as usual.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from seedance_desktop.core.errors import RecordError
from seedance_desktop.core.failure import Action, Charged, Failure
from seedance_desktop.core.geometry import Framing
from seedance_desktop.core.job import Job
from seedance_desktop.core.listed_task import ListedTask
from seedance_desktop.core.request import Frame, GenerationRequest, ReferenceMedia
from seedance_desktop.core.story import StoryEntry
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message

Record = dict[str, Any]
"""A JSON object."""

VERSION = 1

_ADDED_LATER: Mapping[type, frozenset[str]] = {
    GenerationRequest: frozenset(
        {"media", "draft", "output_format", "priority", "web_search", "variation_of"}
    ),
    Frame: frozenset({"id", "taken_from", "taken_at", "encoding"}),
    Framing: frozenset({"quarter_turns", "mirrored", "straighten", "bars", "background"}),
    ReferenceMedia: frozenset({"seconds", "id"}),
}
"""Fields that a record does without while they are as they are by default."""

T = TypeVar("T")


class RecordUnreadableError(RecordError):
    """A single record that cannot be understood."""

    title = Message("A record cannot be read")
    default_message = Message("A saved record is damaged or from a newer version.")
    default_remedy = Message("Update the program; the record is left as it is.")


def request_record(request: GenerationRequest) -> Record:
    """A request as a record."""
    record = _written(request)
    for picture in record["pictures"]:
        _leave_out_usual(picture, Frame)
        _leave_out_usual(picture["framing"], Framing)
    for media in record["media"]:
        _leave_out_usual(media, ReferenceMedia)
    _leave_out_usual(record, GenerationRequest)
    return record


def read_request(record: Mapping[str, Any]) -> GenerationRequest:
    """The request of a record. Raises RecordUnreadableError."""
    return _read(record, GenerationRequest)


def failure_record(failure: Failure) -> Record:
    """A failure as a record; its messages stay templates, to be shown in any language."""
    record = _written(failure)
    for part in ("title", "message", "remedy"):
        record[part] = _message_record(getattr(failure, part))
    return record


def read_failure(record: Mapping[str, Any]) -> Failure:
    """The failure of a record; an unknown action becomes none. Raises RecordUnreadableError."""
    return _read(_with_known_words(record), Failure)


def job_record(job: Job) -> Record:
    """A job as a record, its request and failure inside."""
    record = _written(job)
    record["request"] = request_record(job.request)
    record["failure"] = failure_record(job.failure) if job.failure else None
    return record


def read_job(record: Mapping[str, Any]) -> Job:
    """The job of a record. Raises RecordUnreadableError."""
    failure = record.get("failure")
    known = _with_known_words(failure) if isinstance(failure, Mapping) else None
    return _read({**record, "failure": known}, Job)


def video_record(video: Video) -> Record:
    """A video as a record, its request inside."""
    record = _written(video)
    record["request"] = request_record(video.request)
    return record


def read_video(record: Mapping[str, Any]) -> Video:
    """The video of a record. Raises RecordUnreadableError."""
    return _read(record, Video)


def story_entry_record(entry: StoryEntry) -> Record:
    """An entry of a job's story as a record."""
    record = _written(entry)
    record["failure"] = failure_record(entry.failure) if entry.failure else None
    return record


def read_story_entry(record: Mapping[str, Any]) -> StoryEntry:
    """The entry of a record. Raises RecordUnreadableError."""
    failure = record.get("failure")
    known = _with_known_words(failure) if isinstance(failure, Mapping) else None
    return _read({**record, "failure": known}, StoryEntry)


def listed_task_record(task: ListedTask) -> Record:
    """A task of the service's list as a record."""
    return _written(task)


def to_json(record: Record) -> str:
    """A record as one line of text."""
    return msgspec.json.encode(record).decode()


def from_json(text: str | bytes) -> Record:
    """The record in a text. Raises RecordUnreadableError."""
    try:
        return msgspec.json.decode(text, type=Record)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise _unreadable(error) from error


def instant_text(instant: datetime) -> str:
    """A moment as UTC text of one width, so that texts sort as moments do."""
    if instant.tzinfo is None:
        message = "a moment without a time zone cannot be recorded"
        raise ValueError(message)
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def _written(value: object) -> Record:
    record = msgspec.to_builtins(value, builtin_types=(datetime,), enc_hook=_plain)
    texts = {
        name: instant_text(part) for name, part in record.items() if isinstance(part, datetime)
    }
    return {"version": VERSION, **record, **texts}


def _leave_out_usual(record: Record, kind: Any) -> None:
    for field in fields(kind):
        usual = msgspec.to_builtins(field.default) if field.name in _ADDED_LATER[kind] else ...
        if record[field.name] == usual:
            del record[field.name]


def _read(record: Mapping[str, Any], kind: type[T]) -> T:
    version = record.get("version", VERSION)
    if not isinstance(version, int) or version > VERSION:
        raise _unreadable(f"version {version}")
    try:
        return msgspec.convert(record, kind, dec_hook=_built)
    except msgspec.ValidationError as error:
        raise _unreadable(error) from error


def _with_known_words(failure: Mapping[str, Any]) -> Record:
    known = dict(failure)
    if known.get("action") not in set(Action):
        known["action"] = Action.NONE.value
    if known.get("charged") not in set(Charged):
        known["charged"] = Charged.MAYBE.value
    return known


def _unreadable(reason: object) -> RecordUnreadableError:
    return RecordUnreadableError(facts={"reason": str(reason)})


def _message_record(message: Message) -> Record:
    """Values that are no plain ones are kept as the words they would be shown as."""
    values = {
        name: value if isinstance(value, str | int | float | None) else str(value)
        for name, value in message.values.items()
    }
    return {"template": message.template, "values": values}


def _plain(value: object) -> str:
    return value.as_posix() if isinstance(value, Path) else str(value)


def _built(kind: type, value: object) -> object:
    if kind is object:  # a message's values
        return value
    if kind is Path and isinstance(value, str):
        return Path(value)
    message = f"not a {kind.__name__}: {value!r}"
    raise ValueError(message)
