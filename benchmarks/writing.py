"""What one write takes in libraries of different lengths, by turns, on the same disk."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from benchmarks.shelf import Shelf
from seedance_desktop.core.changes import Label, Note, Put, rate
from seedance_desktop.core.ids import JobId, VideoId
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.organising import Organising
from seedance_desktop.store.videos import VideoTable


class Desk:
    """Writes into one library as the engine does: each time on the disk before it goes on."""

    def __init__(self, shelf: Shelf) -> None:
        self._database = Database.open(shelf.folders.database)
        self._organising = Organising(self._database)
        self._numbers = shelf.numbers
        self._jobs, self._videos = JobTable(self._database), VideoTable(self._database)
        self._newest = self._videos.newest(1)[0]
        self._round = 0

    def write(self) -> dict[str, float]:
        """Milliseconds of each kind of write."""
        self._round += 1
        number, turn = self._numbers[self._round * 7 % len(self._numbers)], self._round
        note = f"looked at {turn} times"
        return {
            "a rating": _taken(
                lambda: self._organising.apply(rate(1 + turn % 5, (number,))),
            ),
            "a note": _taken(lambda: self._organising.apply(Note(((number, note),)))),
            "a tag": _taken(
                lambda: self._organising.apply(Put(Label.TAG, under=((f"tag {turn}", (number,)),)))
            ),
            "a new clip": _taken(self._file),
        }

    def close(self) -> None:
        self._database.close()

    def _file(self) -> None:
        job = self._jobs.get(self._newest.job)
        if job is None:
            raise LookupError(self._newest.job)
        name = f"{self._newest.job}-{self._round}"
        fresh = replace(job, id=JobId(name))
        made_at = self._newest.made_at + timedelta(minutes=self._round)
        self._jobs.add(fresh)
        video = replace(self._newest, id=VideoId(name), job=fresh.id, made_at=made_at)
        self._jobs.save_with_video(fresh, video)


def _taken(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
