"""The order in which waiting jobs are sent: as they were made, unless the user says otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState

Place = tuple[int, datetime, JobId]
"""Sorts jobs into the order in which they are sent."""


class Move(StrEnum):
    """Where a waiting job goes among those of its connection."""

    FIRST = "first"
    SOONER = "sooner"
    LATER = "later"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """Jobs in the order that the user gave them. Any other comes after these, the oldest first."""

    given: tuple[JobId, ...] = ()

    def place(self, job: JobId, made: datetime) -> Place:
        """What the job is sorted by. ``made``: when it was made."""
        rank = self.given.index(job) if job in self.given else len(self.given)
        return rank, made, job

    def sort(self, jobs: Iterable[Job]) -> list[Job]:
        """The jobs as they will be sent, the next one first."""
        return sorted(jobs, key=lambda job: self.place(job.id, job.created_at))

    def moved(self, waiting: Iterable[Job], job: Job, move: Move) -> "WaitingOrder":
        """The order of all that are ``waiting`` once ``job``, one of them, has moved.

        Those among them that are being sent keep their places, for they may come back.
        """
        before = self.sort(waiting)

        def is_peer(each: Job) -> bool:
            return each.connection == job.connection and each.state is not JobState.SUBMITTING

        peers = [each for each in before if is_peer(each)]
        at = next(place for place, each in enumerate(peers) if each.id == job.id)
        peers.insert(_target(at, len(peers) - 1, move), peers.pop(at))
        ordered = iter(peers)
        after = [next(ordered) if is_peer(each) else each for each in before]
        return WaitingOrder(tuple(each.id for each in after))


def _target(at: int, last: int, move: Move) -> int:
    match move:
        case Move.FIRST:
            return 0
        case Move.SOONER:
            return max(0, at - 1)
        case Move.LATER:
            return min(last, at + 1)
        case Move.LAST:
            return last
