"""Output for people: files on stdout, everything else on stderr."""

import time
from collections import Counter

from seedance_desktop.cli.status_line import StatusLine
from seedance_desktop.cli.streams import Stream
from seedance_desktop.cli.words import failure_lines, state_words, warning_lines
from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.events import (
    ConnectionTrouble,
    Event,
    JobChanged,
    JobProgress,
    JobRemoved,
    LinesArranged,
    RecordsDamaged,
    VideoAdded,
    VideoOffered,
)
from seedance_desktop.core.failure import ExitCode, Failure, Problem
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.words import Message, clock, tr
from seedance_desktop.store.records import Record

PAUSED = Message(
    "The waiting line is paused: nothing is sent before `seedance-desktop jobs continue`."
)


class PlainOutput:
    """On a terminal one line that is written over; elsewhere a line for each change of state."""

    def __init__(self) -> None:
        self._out = Stream.out()
        self._err = StatusLine(Stream.err())
        self._began = time.monotonic()
        self._jobs: dict[JobId, Job] = {}
        self._said: dict[JobId, str] = {}
        self._shares: dict[JobId, int] = {}

    def event(self, event: Event) -> None:
        match event:
            case JobChanged() | JobRemoved() | JobProgress():
                self._follow(event)
            case VideoAdded(video=video):
                self._err.clear()
                self._out.line(str(video.path))
            case ConnectionTrouble(failure=None):
                self.note(tr("The service answers again."))
            case ConnectionTrouble(failure=Failure() as failure):
                self.note(f"{failure.title.shown()}. {failure.message.shown()}")
            case LinesArranged(is_paused=True):
                self.note(PAUSED.shown())
            case VideoOffered(job=job):
                self.note(
                    tr(
                        "The video of {id} was made all the same; `jobs fetch {id}` fetches it.",
                        id=job.id,
                    )
                )
            case RecordsDamaged(failure=failure):
                for line in failure_lines(failure):
                    self._err.line(line)
        self.tick()

    def _follow(self, event: JobChanged | JobRemoved | JobProgress) -> None:
        match event:
            case JobChanged(job=job):
                self._jobs[job.id] = job
                self._say_state(job)
            case JobRemoved(id=job_id):
                self._jobs.pop(job_id, None)
            case JobProgress(id=job_id, received=received, total=total) if total:
                self._shares[job_id] = 100 * received // total

    def tick(self) -> None:
        if self._jobs:
            self._err.show(f"{self._standing()} · {clock(time.monotonic() - self._began)}")

    def item(self, record: Record, line: str) -> None:  # noqa: ARG002  one of two ways to say it
        self._out.line(line)

    def note(self, text: str) -> None:
        self._err.line(text)

    def warning(self, error: KnownError) -> None:
        for line in warning_lines(error):
            self._err.line(line)

    def failure(
        self,
        failure: Failure,
        code: ExitCode,  # noqa: ARG002  for scripts
        *,
        job: JobId | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        title, *rest = failure_lines(failure, problems)
        for line in (f"{title} ({job})" if job else title, *rest):
            self._err.line(line)

    def finished(self, code: int) -> None:  # noqa: ARG002  for scripts
        self._err.clear()

    def _say_state(self, job: Job) -> None:
        words = state_words(job)
        if not self._err.is_live and self._said.get(job.id) != words:
            self._err.line(f"{job.id}: {words}")
        self._said[job.id] = words

    def _standing(self) -> str:
        if len(self._jobs) == 1:
            return self._words(next(iter(self._jobs.values())))
        counted = Counter(state_words(job) for job in self._jobs.values())
        return " · ".join(
            tr("{count} × {state}", count=count, state=state) for state, count in counted.items()
        )

    def _words(self, job: Job) -> str:
        share = self._shares.get(job.id)
        if job.state is not JobState.FETCHING or share is None:
            return state_words(job)
        return tr("{state} {share} %", state=state_words(job), share=share)
