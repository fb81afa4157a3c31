"""Jobs' stories as they happen: requests are noted for the job that makes them, written with steps.

A request is held until the job's next step and goes to disk with it, in one transaction: a
thousand questions that learn nothing cost no write. What is left at the end is written then.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime, timedelta

from seedance_desktop.core.errors import DiskError, RecordError
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job
from seedance_desktop.core.story import Call, StoryEntry, gap_for
from seedance_desktop.store.story import StoryTable

_MOST_HELD = 24
"""Requests of one job that wait for its next step; of more, those in the middle are left out."""
_MIDDLE = _MOST_HELD // 2

_log = logging.getLogger(__name__)


class Story:
    """What is heard of each job. ``now`` is the wall clock, in UTC."""

    def __init__(self, table: StoryTable, *, now: Callable[[], datetime]) -> None:
        self._table = table
        self._now = now
        self._about: ContextVar[JobId | None] = ContextVar("story_about", default=None)
        self._held: dict[JobId, list[StoryEntry]] = {}

    @contextmanager
    def about(self, job: JobId) -> Iterator[None]:
        """What this task asks of a service within is part of the job's story."""
        token = self._about.set(job)
        try:
            yield
        finally:
            self._about.reset(token)

    def heard(self, call: Call) -> None:
        """A request was made; one that is for no job is no part of a story."""
        job = self._about.get()
        if job is None:
            return
        ended = self._now()
        held = self._held.setdefault(job, [])
        last = held[-1] if held else None
        if last is not None and last.call is not None and last.call.is_like(call):
            held[-1] = replace(last, times=last.times + 1, last_at=ended)
            return
        if len(held) >= _MOST_HELD:
            held[_MIDDLE : _MIDDLE + 2] = [gap_for(held[_MIDDLE : _MIDDLE + 2])]
        held.append(StoryEntry(ended - timedelta(seconds=call.seconds), ended, call=call))

    @contextmanager
    def kept_with(self, job: Job, before: Job | None) -> Iterator[None]:
        """One transaction of what is written within and of what is to be told of the job's step."""
        entries = [*self._held.get(job.id, ()), *_step(job, before)]
        with self._table.transaction():
            yield
            self._table.add(job.id, entries)
        self._held.pop(job.id, None)

    def of(self, job: JobId) -> tuple[StoryEntry, ...]:
        """From the beginning to this moment."""
        return (*self._table.of(job), *self._held.get(job, ()))

    def forget(self, job: JobId) -> None:
        self._held.pop(job, None)

    def close(self) -> None:
        """Write what is held; where the disk does not take it, that much of the story is lost."""
        for job, entries in self._held.items():
            try:
                self._table.add(job, entries)
            except (DiskError, RecordError) as error:
                _log.info("the end of job %s's story is lost: %s", job, error)
        self._held.clear()


def _step(job: Job, before: Job | None) -> Sequence[StoryEntry]:
    """An entry where the job stands otherwise than before."""
    if before is not None and _standing(before) == _standing(job):
        return ()
    entry = StoryEntry(
        job.changed_at,
        job.changed_at,
        state=job.state,
        waiting_at_service=job.waiting_at_service,
        failure=job.failure,
    )
    return (entry,)


def _standing(job: Job) -> tuple[object, ...]:
    return job.state, job.waiting_at_service, job.failure
