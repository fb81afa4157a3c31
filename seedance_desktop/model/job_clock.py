"""What time it is for a job: a clock that was set while the job ran must not show in its time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job
from seedance_desktop.core.steady import steady


class JobClock:
    """Reads the wall clock once for each time that a job is sent; from then on the steady one."""

    def __init__(
        self,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        steady: Callable[[], float] = steady,
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._seen: dict[JobId, tuple[datetime, datetime, float]] = {}

    def now(self, job: Job) -> datetime:
        """The moment that the job's own times are to be compared with."""
        if job.is_final:
            self._seen.pop(job.id, None)
            return self._wall()
        sent = job.submitted_at or job.created_at
        seen = self._seen.get(job.id)
        if seen is None or seen[0] != sent:
            seen = self._seen[job.id] = (sent, self._wall(), self._steady())
        _, wall, moment = seen
        return wall + timedelta(seconds=self._steady() - moment)
