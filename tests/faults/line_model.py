"""What the user has decided about the jobs that wait, as a small model of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.waiting_order import Move, WaitingOrder

S = JobState
UNSENT = frozenset({S.QUEUED, S.PREPARING, S.HELD, S.PAUSED})
"""Where a job is that nobody has sent, if it has no name at the service."""


@dataclass
class LineModel:
    """``order`` has every job there ever was, in the order in which they are to be sent."""

    order: list[JobId] = field(default_factory=list)
    held: set[JobId] = field(default_factory=set)
    is_paused: bool = False
    _kept_back: set[JobId] = field(default_factory=set)
    """Jobs that nobody had sent when everything was paused, and those made since."""

    def add(self, jobs: Iterable[Job]) -> None:
        new = sorted(jobs, key=lambda job: (job.created_at, job.id))
        self.order += [job.id for job in new]
        if self.is_paused:
            self._kept_back |= {job.id for job in new}

    def move(self, job: Job, move: Move, jobs: Iterable[Job]) -> None:
        """``jobs``: all of them as they are at that moment."""
        waiting = {each.id for each in jobs if is_unsent(each)}
        slots = [at for at, name in enumerate(self.order) if name in waiting]
        peers = [self.order[at] for at in slots]
        was = peers.index(job.id)
        peers.pop(was)
        match move:
            case Move.FIRST:
                peers.insert(0, job.id)
            case Move.SOONER:
                peers.insert(max(0, was - 1), job.id)
            case Move.LATER:
                peers.insert(was + 1, job.id)
            case Move.LAST:
                peers.append(job.id)
        for at, name in zip(slots, peers, strict=True):
            self.order[at] = name

    def pause(self, jobs: Iterable[Job]) -> None:
        if not self.is_paused:
            self._kept_back = {job.id for job in jobs if is_unsent(job)}
        self.is_paused = True

    def go_on(self) -> None:
        self.is_paused = False
        self._kept_back.clear()

    def check(self, jobs: Iterable[Job], order: WaitingOrder, *, is_paused: bool) -> None:
        """The engine's line stands as this one does, and sends nothing that may not be sent."""
        jobs = list(jobs)
        known = {job.id: job for job in jobs}
        assert is_paused is self.is_paused
        for name in self.held:
            assert known[name].state is S.HELD
        assert {job.id for job in jobs if job.state is S.HELD} == self.held
        for name in self.held | self._kept_back:
            job = known[name]
            assert is_unsent(job) or job.state is S.CANCELLED, "it was sent all the same"
            assert (job.remote_id, job.submitted_at) == (None, None)
        waiting = [job for job in jobs if is_unsent(job)]
        mine = [name for name in self.order if name in {job.id for job in waiting}]
        assert [job.id for job in order.sort(waiting)] == mine


def is_unsent(job: Job) -> bool:
    return job.state in UNSENT and job.remote_id is None
