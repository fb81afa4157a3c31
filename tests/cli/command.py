"""The real command in processes of its own, for tests: what it says and how it ends."""

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seedance_desktop.store.database import Database
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable

PATIENCE = 120
"""Seconds for a command to end on a busy machine."""

SMALL = ("--resolution", "480p", "--duration", "2")
"""What is quickly made."""

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended: its exit code and everything that it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list[Record]:
        return [json.loads(line) for line in self.lines]

    def of_kind(self, event: str) -> list[Record]:
        return [record for record in self.records if record["event"] == event]


class Running:
    """A command that runs, printing JSON lines."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._read: list[str] = []

    def read_until_state(self, state: str) -> Record:
        """Read events until a job is in this state; its record."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._read.append(line)
            record = json.loads(line)
            if record["event"] == "job_changed" and record["job"]["state"] == state:
                job: Record = record["job"]
                return job
        raise AssertionError("".join(self._read))

    def interrupted(self, number: signal.Signals) -> Ended:
        self._process.send_signal(number)
        out, err = self._process.communicate(timeout=PATIENCE)
        return Ended(self._process.returncode, "".join(self._read) + out, err)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate(timeout=PATIENCE)


class Cli:
    """Commands of one profile. ``key`` is what the environment holds."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self.key = ""
        self.running: list[Running] = []

    def __call__(self, command: str, *words: str, python: tuple[str, ...] = ()) -> Ended:
        done = subprocess.run(
            self._words(command, words, python),
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def begin(self, command: str, *words: str) -> Running:
        process = subprocess.Popen(
            self._words(command, (*words, "--json"), ()),
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(Running(process))
        return self.running[-1]

    def states(self) -> list[str]:
        """The states of all jobs on record, newest first."""
        path = Folders.below(self.profile).database
        if not path.exists():
            return []
        records = Database.reader(path)
        try:
            return [job.state.value for job in JobTable(records).newest(1000)]
        finally:
            records.close()

    def warnings(self) -> list[str]:
        """Lines of the log from a warning upwards."""
        logs = self.profile.glob("logs/*")
        lines = [line for log in logs for line in log.read_text().splitlines()]
        return [line for line in lines if re.search(" (WARNING|ERROR|CRITICAL) ", line)]

    def files(self) -> list[Path]:
        """Every file in the library folder."""
        return [path for path in self.profile.glob("library/**/*") if path.is_file()]

    def _words(self, command: str, words: tuple[str, ...], python: tuple[str, ...]) -> list[str]:
        program = python or ("-m", "seedance_desktop")
        return [sys.executable, *program, command, *words, "--profile", str(self.profile)]

    def _environment(self) -> dict[str, str]:
        """No screen, and no word of Qt that there is none."""
        kept = {name: text for name, text in os.environ.items() if name != "QT_QPA_PLATFORM"}
        return kept | ({"SEEDANCE_API_KEY": self.key} if self.key else {})
