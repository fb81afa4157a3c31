"""The job list: newest first, with progress and time that keep up while something is happening."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QImage
from typing_extensions import override

from seedance_desktop.core.cost import expected_wait
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.events import JobProgress
from seedance_desktop.core.ids import ConnectionId, JobId
from seedance_desktop.core.job import OPEN, WAITING, Job, JobState, counted_open
from seedance_desktop.core.video import Video
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.captions import first_line, job_caption
from seedance_desktop.model.connections import Connections
from seedance_desktop.model.job_clock import JobClock
from seedance_desktop.model.job_progress import elapsed, link_left, progress, remaining
from seedance_desktop.model.job_row import JobRow
from seedance_desktop.model.library import LibraryModel
from seedance_desktop.model.preferences import Preferences
from seedance_desktop.model.thumbnails import Thumbnails, frame_key, poster_key
from seedance_desktop.model.waiting_line import WaitingLine

if TYPE_CHECKING:
    from seedance_desktop.core.catalogue import Catalogue
    from seedance_desktop.engine.engine import Engine

_USER = int(Qt.ItemDataRole.UserRole)


class JobRole(IntEnum):
    """What a row can be asked for besides its display text."""

    JOB = _USER + 1
    """The Job itself."""
    TITLE = _USER + 2
    """The prompt's first line; empty where there is no prompt."""
    SUBTITLE = _USER + 3
    """Model, resolution, ratio and length."""
    STATE = _USER + 4
    """The JobState; ``waiting_at_service`` is on the Job."""
    PROGRESS = _USER + 5
    """0 to 1, or -1 where nothing can be said."""
    ELAPSED = _USER + 6
    """Seconds since it was sent."""
    REMAINING = _USER + 7
    """Seconds it will probably still take, or None."""
    THUMBNAIL = _USER + 8
    """QImage, or None until it has arrived or where there is none."""
    ARRIVED = _USER + 9
    """The newest JobProgress while the clip is fetched, or None."""
    LINK_LEFT = _USER + 11
    """Seconds for which the link of a video that is still to be fetched works, or None."""
    ROW = _USER + 10
    """All of these as a JobRow: to ask once is a third of the cost of drawing a row."""
    VIDEO = _USER + 12
    """The Video that was made, or None."""


# what a second of waiting changes
_TICKING = [JobRole.PROGRESS, JobRole.ELAPSED, JobRole.REMAINING, JobRole.LINK_LEFT]
_LATE = 3
"""Times the expected wait after which a job is said to be late."""
_LISTED = 500
_TICK_MS = 1000
_STEPS = 200
Index = QModelIndex | QPersistentModelIndex


class JobsModel(QAbstractListModel):
    """The jobs of the profile, newest first; intents are handed to the engine.

    A finished job's thumbnail is its video's poster, which ``library`` knows of.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        bridge: Bridge,
        *,
        connections: Connections,
        library: LibraryModel,
        preferences: Preferences,
        thumbnails: Thumbnails,
        waiting: WaitingLine,
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._bridge = bridge
        self._connections = connections
        self._library = library
        self._preferences = preferences
        self._thumbnails = thumbnails
        self._jobs: list[Job] = []
        self._arriving: dict[JobId, JobProgress] = {}
        self._waiting = waiting
        self._turns: dict[JobId, int] = {}
        self._expected: dict[JobId, float | None] = {}
        self._clock = JobClock()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._tell_time)
        bridge.ready.connect(self._load)
        bridge.job_changed.connect(self._place)
        bridge.job_removed.connect(self._remove)
        bridge.job_progress.connect(self._note_progress)
        thumbnails.arrived.connect(self._show_thumbnail)
        library.found.connect(self._show_posters)
        waiting.changed.connect(self._arrange)

    @property
    def open_counts(self) -> tuple[int, int]:
        """How many jobs the program is at work on, and how many stand still until they may go."""
        return counted_open(self._jobs)

    def job(self, job_id: JobId) -> Job | None:
        """The newest value of a job."""
        row = self.row_of(job_id)
        return None if row < 0 else self._jobs[row]

    def row_of(self, job_id: JobId) -> int:
        """Where a job is in the list, or -1."""
        return next((row for row, job in enumerate(self._jobs) if job.id == job_id), -1)

    def turn(self, job_id: JobId) -> int | None:
        """Which one a job is in the waiting line: 1 is the next, 0 one that is held."""
        return self._turns.get(job_id)

    def cancel(self, job_id: JobId) -> None:
        """Stop a job; one that is at the service may still finish there and be charged."""
        self._ask(lambda engine: engine.cancel(job_id), "cancel")

    def retry(self, job_id: JobId) -> None:
        """Make the same request again as a new job."""
        self._ask(lambda engine: engine.retry(job_id), "retry")

    def send_again(self, job_id: JobId) -> None:
        """Send a job of unknown fate a second time: it may be charged twice."""
        self._ask(lambda engine: engine.send_again(job_id), "send again")

    def fetch_after_all(self, job_id: JobId) -> None:
        """Fetch the video of a job that was cancelled and made all the same."""
        self._ask(lambda engine: engine.fetch_after_all(job_id), "fetch")

    def forget(self, job_id: JobId) -> None:
        """Take a job off the list for good."""
        self._ask(lambda engine: engine.forget_job(job_id), "forget")

    def resume_line(self, connection: ConnectionId) -> None:
        """Go on with a paused line; jobs whose folder cannot be used go to the chosen one."""
        library = self._preferences.library
        self._ask(lambda engine: engine.resume_line(connection, library=library), "resume the line")

    def close(self) -> None:
        """Let the clock stand still: nobody looks at it any more."""
        self._tick.stop()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._jobs)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._jobs):
            return None
        job = self._jobs[index.row()]
        match role:
            case JobRole.JOB:
                return job
            case Qt.ItemDataRole.DisplayRole | JobRole.TITLE:
                return first_line(job.request)
            case JobRole.SUBTITLE:
                return job_caption(job, self._catalogue)
            case JobRole.STATE:
                return job.state
            case JobRole.THUMBNAIL:
                return self._thumbnail(job)
            case JobRole.ARRIVED | JobRole.VIDEO:
                return self._arriving.get(job.id) if role == JobRole.ARRIVED else self._video(job)
            case _:
                return self._row(job) if role == JobRole.ROW else self._time(job, role)

    def _video(self, job: Job) -> Video | None:
        return None if job.video is None else self._library.video(job.video)

    def _row(self, job: Job) -> JobRow:
        now, expected = self._clock.now(job), self._expected_wait(job)
        arrived = self._arriving.get(job.id)
        return JobRow(
            job=job,
            subtitle=job_caption(job, self._catalogue),
            thumbnail=self._thumbnail(job),
            progress=progress(job, now, expected=expected, arriving=arrived),
            elapsed=elapsed(job, now),
            remaining=remaining(job, now, expected),
            arrived=arrived,
            turn=self._turns.get(job.id),
            is_late=expected is not None and elapsed(job, now) > _LATE * expected,
            link_left=link_left(job, datetime.now(UTC)),
        )

    def _time(self, job: Job, role: int) -> float | None:
        now = self._clock.now(job)
        match role:
            case JobRole.LINK_LEFT:
                return link_left(job, datetime.now(UTC))
            case JobRole.PROGRESS:
                arriving = self._arriving.get(job.id)
                return progress(job, now, expected=self._expected_wait(job), arriving=arriving)
            case JobRole.ELAPSED:
                return elapsed(job, now)
            case JobRole.REMAINING:
                return remaining(job, now, self._expected_wait(job))
            case _:
                return None

    def _expected_wait(self, job: Job) -> float | None:
        """What past jobs teach, as the engine tells; until it does, what the table says."""
        if job.id in self._expected:
            return self._expected[job.id]
        try:
            wait = expected_wait(job.request, self._catalogue)
        except ModelUnavailableError:  # a row of the user's own that has gone since
            return None
        return None if wait is None else wait / self._connections.speed(job.connection)

    async def _learn(self, job_id: JobId) -> None:
        self._expected[job_id] = await self._bridge.call(
            lambda engine: engine.waiting.expected(job_id)
        )

    def _thumbnail(self, job: Job) -> QImage | None:
        video = self._video(job)
        if video is not None:
            return self._thumbnails.poster(video)
        if job.video is not None:
            self._library.look_for(job.video)
        frame = next(iter(job.request.pictures), None)
        return None if frame is None else self._thumbnails.frame(frame)

    def _ask(self, ask: Callable[[Engine], Coroutine[Any, Any, object]], name: str) -> None:
        async def asked() -> None:
            await self._bridge.call(ask)

        self._bridge.run(asked(), name)

    @Slot()
    def _load(self) -> None:
        self._bridge.run(self._fetch(), "load the jobs")

    async def _fetch(self) -> None:
        jobs = await self._bridge.call(lambda engine: engine.jobs(_LISTED))
        newer = {job.id: job for job in self._jobs}
        self.beginResetModel()
        self._jobs = [newer.pop(job.id, job) for job in jobs]
        self._jobs = sorted((*self._jobs, *newer.values()), key=_age, reverse=True)
        self.endResetModel()
        self._arrange()
        for job in self._jobs:
            if job.state is JobState.RUNNING:
                self._bridge.run(self._learn(job.id), "expected wait")
        self._keep_time()

    @Slot(object)
    def _place(self, job: Job) -> None:
        row = self.row_of(job.id)
        if row >= 0:
            self._jobs[row] = job
            self._show(row, [])
        else:
            row = sum(_age(other) > _age(job) for other in self._jobs)
            self.beginInsertRows(QModelIndex(), row, row)
            self._jobs.insert(row, job)
            self.endInsertRows()
        if job.state is not JobState.FETCHING:
            self._arriving.pop(job.id, None)
        if job.state is JobState.RUNNING and job.id not in self._expected:
            self._bridge.run(self._learn(job.id), "expected wait")
        if (job.state in WAITING) != (job.id in self._turns):
            self._arrange()
        self._keep_time()

    @Slot(str)
    def _remove(self, job_id: JobId) -> None:
        row = self.row_of(job_id)
        if row < 0:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._jobs[row]
        self.endRemoveRows()
        self._expected.pop(job_id, None)
        self._keep_time()

    @Slot()
    def _arrange(self) -> None:
        """Number those that wait, and let them take their rows by turns: the next one is lowest."""
        turns: dict[JobId, int] = {}
        arranged = list(self._jobs)
        for connection in {job.connection for job in self._jobs if job.state in WAITING}:
            rows = [
                row
                for row, job in enumerate(self._jobs)
                if job.state in WAITING and job.connection == connection
            ]
            line = self._waiting.order.sort(self._jobs[row] for row in rows)
            for row, job in zip(reversed(rows), line, strict=True):
                arranged[row] = job
            sent = (job.id for job in line if job.state is not JobState.HELD)
            turns |= {job_id: turn for turn, job_id in enumerate(sent, 1)}
            turns |= {job.id: 0 for job in line if job.state is JobState.HELD}
        self._turns = turns
        if [job.id for job in arranged] != [job.id for job in self._jobs]:
            self._reorder(arranged)
        for row, job in enumerate(self._jobs):
            if job.id in turns:
                self._show(row, [])

    def _reorder(self, arranged: list[Job]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._jobs[index.row()].id for index in before]
        self._jobs = arranged
        rows = {job.id: row for row, job in enumerate(arranged)}
        self.changePersistentIndexList(before, [self.index(rows[job_id]) for job_id in held])
        self.layoutChanged.emit()

    @Slot(object)
    def _note_progress(self, event: JobProgress) -> None:
        row = self.row_of(event.id)
        if row < 0:
            return
        shown, self._arriving[event.id] = self._arriving.get(event.id), event
        if shown is None or _step(event) != _step(shown):
            self._show(row, [JobRole.PROGRESS, JobRole.ARRIVED])

    def _keep_time(self) -> None:
        """The clock ticks only while a job is active."""
        is_needed = any(job.state in OPEN for job in self._jobs)
        if is_needed and not self._tick.isActive():
            self._tick.start()
        elif not is_needed:
            self._tick.stop()

    @Slot()
    def _tell_time(self) -> None:
        for row, job in enumerate(self._jobs):
            if job.state in OPEN:
                self._show(row, list(_TICKING))

    @Slot(str)
    def _show_thumbnail(self, key: str) -> None:
        for row, job in enumerate(self._jobs):
            keys = {frame_key(frame) for frame in job.request.pictures[:1]}
            if key in keys or (job.video is not None and key == poster_key(job.video)):
                self._show(row, [JobRole.THUMBNAIL])

    @Slot()
    def _show_posters(self) -> None:
        for row, job in enumerate(self._jobs):
            if job.video is not None:
                self._show(row, [JobRole.THUMBNAIL])

    def _show(self, row: int, roles: list[int]) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index, roles)


def _step(event: JobProgress) -> int:
    """How far a download is, in steps that can be told apart on a bar."""
    return _STEPS * event.received // event.total if event.total else event.received


def _age(job: Job) -> tuple[datetime, str]:
    """Later is greater; the id tells jobs of one moment apart."""
    return job.created_at, job.id
