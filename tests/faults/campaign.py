"""The real program, killed at any moment and started again until its jobs stand still."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from seedance_desktop.core.job import OPEN, Job, JobState
from seedance_desktop.store.database import Database
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.videos import VideoTable
from tests.cli.command import PATIENCE, Cli
from tests.support.sandbox import RunningSandbox

Process: TypeAlias = "subprocess.Popen[str]"

STEPS = ("queued", "submitting", "running", "fetching", "done")
"""Every state that a job without pictures is saved in on its way."""
LONGEST_LIFE = 3.0
"""Seconds after which a blow at random has fallen: such a job takes less on an idle machine."""
MOST_STARTS = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was asked of the service and what came of it, once nothing is open any more."""

    asked: int
    accepted: int
    jobs: tuple[Job, ...]
    videos: int
    files: int
    kills: int

    def count(self, state: JobState) -> int:
        return sum(job.state is state for job in self.jobs)

    def check(self) -> None:
        """Nothing is paid twice; nothing paid is lost but what is told to be uncertain."""
        names = [job.remote_id for job in self.jobs if job.remote_id]
        assert len(self.jobs) <= self.asked
        assert self.accepted <= len(self.jobs), "something was sent twice"
        assert len(names) == len(set(names))
        lost = self.accepted - len(names)
        assert 0 <= lost <= self.count(JobState.UNCERTAIN), "something was paid for and lost"
        assert {job.state for job in self.jobs} <= {JobState.DONE, JobState.UNCERTAIN}
        assert self.files == self.videos == self.count(JobState.DONE) == len(names)


class Round:
    """One profile: a command that is killed, and programs that go on with its jobs.

    ``dice`` decides whether and when these are killed as well. ``has_window``: the program with
    the window, on no screen, is among them.
    """

    def __init__(
        self, cli: Cli, service: RunningSandbox, dice: random.Random, *, has_window: bool = False
    ) -> None:
        self._cli = cli
        self._service = service
        self._dice = dice
        self._has_window = has_window
        self._kills = 0
        self._accepted = service.ledger()["creates"]
        self._asked = 0
        cli.key = service.key

    def begin(self, count: int, blow: str) -> None:
        """Ask for videos, and kill the command at a state, or ``at random`` once one is kept."""
        self._asked += count
        words = ("--prompt", "A kite", "--connection", self._service.address)
        size = ("--resolution", "480p", "--frames", "29", "--ratio", "16:9")
        running = self._cli.begin("generate", *words, *size, "--count", str(count))
        running.read_until_state(blow if blow in STEPS else "queued")
        if blow not in STEPS:
            _lived(running._process, self._life())
        self._kill(running._process)
        self.assert_sound()

    def finish(self) -> Verdict:
        """Start the program again and again until no job is open."""
        for start in range(MOST_STARTS):
            if not self._open():
                return self._verdict()
            is_last = start >= MOST_STARTS // 2
            self._go_on(None if is_last or self._dice.random() < 0.5 else self._life())
            self.assert_sound()
        raise AssertionError(f"still open after {MOST_STARTS} starts: {self._cli.states()}")

    def assert_sound(self) -> None:
        path = Folders.below(self._cli.profile).database
        if path.exists():
            records = sqlite3.connect(path)
            (said,) = records.execute("PRAGMA integrity_check").fetchone()
            wrong = records.execute("PRAGMA foreign_key_check").fetchall()
            records.close()
            assert (said, wrong) == ("ok", [])

    def _go_on(self, life: float | None) -> None:
        """Let a program go on with the jobs: to the end, or for so many seconds."""
        if self._has_window and self._dice.random() < 0.5:
            process = self._window()
            self._wait_for_window(process, PATIENCE if life is None else life)
        else:
            process = self._cli.begin("resume")._process
            is_over = _lived(process, PATIENCE if life is None else life)
            assert is_over or life is not None, "it did not end"
        self._kill(process)

    def _wait_for_window(self, process: Process, life: float) -> None:
        end = time.monotonic() + life
        while process.poll() is None and time.monotonic() < end and self._open():
            _lived(process, 0.1)
        assert process.poll() is None, "the window ended by itself"

    def _kill(self, process: Process) -> None:
        if process.poll() is None:
            process.kill()
            self._kills += 1
        if process.stdout is None or not process.stdout.closed:
            process.communicate(timeout=PATIENCE)

    def _life(self) -> float:
        return self._dice.uniform(0.0, LONGEST_LIFE)

    def _window(self) -> Process:
        command = [sys.executable, "-m", "seedance_desktop", "--profile", str(self._cli.profile)]
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "SEEDANCE_API_KEY": self._service.key,
        }
        return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, text=True)

    def _open(self) -> list[str]:
        return [state for state in self._cli.states() if state in OPEN]

    def _verdict(self) -> Verdict:
        accepted = self._service.ledger()["creates"] - self._accepted
        path = Folders.below(self._cli.profile).database
        jobs: tuple[Job, ...] = ()
        videos = 0
        if path.exists():
            records = Database.reader(path)
            jobs, videos = tuple(JobTable(records).newest(1000)), VideoTable(records).count()
            records.close()
        files = [path for path in self._cli.files() if ".seedance-parts" not in path.parts]
        return Verdict(self._asked, accepted, jobs, videos, len(files), self._kills)


def _lived(process: Process, seconds: float) -> bool:
    """Give a process so long, reading what it says; whether it ended by itself."""
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=seconds)
    return process.poll() is not None


def told(verdicts: list[Verdict]) -> str:
    """A campaign in a few words."""
    ends = Counter(job.state.value for verdict in verdicts for job in verdict.jobs)
    sums = {
        "rounds": len(verdicts),
        "kills": sum(verdict.kills for verdict in verdicts),
        "videos asked for": sum(verdict.asked for verdict in verdicts),
        "tasks accepted": sum(verdict.accepted for verdict in verdicts),
        "files": sum(verdict.files for verdict in verdicts),
        **ends,
    }
    return ", ".join(f"{count} {name}" for name, count in sums.items())


def profiles(folder: Path) -> Iterator[Cli]:
    """Fresh profiles without end."""
    number = 0
    while True:
        number += 1
        yield Cli(folder / f"profile-{number}")
