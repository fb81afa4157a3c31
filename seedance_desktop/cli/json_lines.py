"""Output for scripts: one JSON object a line on stdout, in English; errors on stderr as well."""

from pathlib import Path

from seedance_desktop.cli.streams import Stream
from seedance_desktop.cli.words import failure_lines, warning_lines
from seedance_desktop.core.entry import Entry
from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.events import (
    BillAdded,
    ConnectionTrouble,
    Event,
    JobChanged,
    JobProgress,
    JobRemoved,
    JobsTakenUp,
    LibraryChanged,
    LinePaused,
    LineResumed,
    LinesArranged,
    RecordsDamaged,
    VideoAdded,
    VideoOffered,
    VideoRemoved,
)
from seedance_desktop.core.failure import ExitCode, Failure, Problem
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job
from seedance_desktop.core.video import Video
from seedance_desktop.store.records import (
    Record,
    failure_record,
    job_record,
    to_json,
    video_record,
)


class JsonOutput:
    """Every object has an ``event``; the last one of a command that makes files is ``finished``."""

    def __init__(self, *, ends_with_finished: bool) -> None:
        self._out = Stream.out()
        self._err = Stream.err()
        self._ends_with_finished = ends_with_finished
        self._files: list[Path] = []

    def event(self, event: Event) -> None:
        if isinstance(event, VideoAdded):
            self._files.append(event.video.path)
        if not isinstance(event, BillAdded):  # the video has told tokens and price already
            self._print(event_record(event))

    def tick(self) -> None:
        """Scripts have a clock of their own."""

    def item(self, record: Record, line: str) -> None:  # noqa: ARG002  one of two ways to say it
        self._print(record)

    def note(self, text: str) -> None:
        self._err.line(text)

    def warning(self, error: KnownError) -> None:
        self._print({"event": "warning", **_failure_words(error.failure)})
        for line in warning_lines(error):
            self._err.line(line)

    def failure(
        self,
        failure: Failure,
        code: ExitCode,
        *,
        job: JobId | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self._print(
            {
                "event": "error",
                "job": job,
                **_failure_words(failure),
                "charged": failure.charged,
                "exit_code": int(code),
                "problems": [_problem_record(problem) for problem in problems],
            }
        )
        for line in failure_lines(failure, problems):
            self._err.line(line)

    def finished(self, code: int) -> None:
        if self._ends_with_finished:
            files = [str(file) for file in self._files]
            self._print({"event": "finished", "files": files, "exit_code": int(code)})

    def _print(self, record: Record) -> None:
        self._out.line(to_json(record))


def event_record(event: Event) -> Record:
    """An event as it is printed."""
    match event:
        case JobChanged() | JobRemoved() | JobProgress() | JobsTakenUp():
            return _job_record(event)
        case VideoAdded() | VideoRemoved() | LibraryChanged():
            return _library_record(event)
        case VideoOffered(job=job):
            return {"event": "video_offered", "job": told_job(job)}
        case RecordsDamaged(failure=failure):
            return {"event": "records_damaged", "failure": failure_record(failure)}
        case LinePaused() | LineResumed() | LinesArranged() | ConnectionTrouble():
            return _line_record(event)
    message = f"no words for {event!r}"
    raise TypeError(message)


def _job_record(event: JobChanged | JobRemoved | JobProgress | JobsTakenUp) -> Record:
    match event:
        case JobChanged(job=job):
            return {"event": "job_changed", "job": told_job(job)}
        case JobRemoved(id=job_id):
            return {"event": "job_removed", "id": job_id}
        case JobProgress(id=job_id, received=received, total=total):
            return {"event": "job_progress", "id": job_id, "received": received, "total": total}
        case JobsTakenUp(jobs=jobs):
            return {"event": "jobs_taken_up", "jobs": [told_job(job) for job in jobs]}


def told_job(job: Job) -> Record:
    """A job's record without the link to its file: whoever has that link has the video."""
    record = job_record(job)
    del record["video_url"]
    return record


def told_video(event: str, video: Video) -> Record:
    """A video's record with the whole path of its file."""
    return {"event": event, "path": str(video.path), "video": video_record(video)}


def told_entry(event: str, entry: Entry) -> Record:
    """As a video is told, with what was said of it."""
    said = {
        "rating": entry.organised.rating,
        "favourite": entry.organised.is_favourite,
        "tags": list(entry.organised.tags),
        "collections": list(entry.organised.collections),
        "notes": entry.organised.notes,
        "missing": entry.is_missing,
        "damaged": entry.is_damaged,
    }
    return told_video(event, entry.video) | said


def _library_record(event: VideoAdded | VideoRemoved | LibraryChanged) -> Record:
    match event:
        case VideoAdded(video=video):
            return told_video("video_added", video)
        case VideoRemoved(id=video_id):
            return {"event": "video_removed", "id": video_id}
        case LibraryChanged(numbers=numbers):
            return {"event": "library_changed", "numbers": list(numbers)}


def _line_record(event: LinePaused | LineResumed | LinesArranged | ConnectionTrouble) -> Record:
    match event:
        case LinePaused(connection=connection, failure=failure):
            return _told_line("line_paused", connection, failure)
        case LineResumed(connection=connection):
            return _told_line("line_resumed", connection, None)
        case LinesArranged(order=order, is_paused=is_paused):
            return {"event": "lines_arranged", "order": list(order.given), "paused": is_paused}
        case ConnectionTrouble(connection=connection, failure=trouble):
            return _told_line("connection_trouble", connection, trouble)


def _told_line(event: str, connection: str, failure: Failure | None) -> Record:
    told = failure_record(failure) if failure is not None else None
    return {"event": event, "connection": connection, "failure": told}


def _failure_words(failure: Failure) -> Record:
    return {
        "kind": failure.kind,
        "title": str(failure.title),
        "message": str(failure.message),
        "remedy": str(failure.remedy),
    }


def _problem_record(problem: Problem) -> Record:
    return {
        "field": problem.field,
        "message": str(problem.message),
        "remedy": str(problem.remedy),
    }
