"""Tasks, what state each is in as time goes by, and the folder that keeps them."""

import logging
import secrets
import string
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec

from seedance_desktop.sandbox.order import Ending, Order
from seedance_desktop.sandbox.pictures import Picture

CHINA = timezone(timedelta(hours=8))
REMEMBERED_FOR = 7 * 24 * 60 * 60
QUEUED_SHARE = 0.1
"""How much of a task's time passes in the queue."""
_log = logging.getLogger(__name__)
_LETTERS = string.ascii_lowercase + string.digits


@dataclass(frozen=True, slots=True)
class Task:
    """One accepted order. Times are seconds since 1970; ``ended`` overrules what they say.

    ``pictures`` are names of files in the folder's ``pictures``.
    """

    id: str
    order: Order
    pictures: tuple[str, ...]
    accepted_at: float
    starts_at: float
    ends_at: float
    ended: str = ""
    ended_at: float = 0.0

    @property
    def film(self) -> str:
        """The name of its video file."""
        return f"{self.id}.{self.order.output_format}"

    @property
    def still(self) -> str:
        """The name of the picture of its last frame."""
        return f"{self.id}.png"

    def status(self, now: float, *, is_made: bool) -> str:
        """The service's word for where the task is; never succeeded before its file is there."""
        if self.ended:
            return self.ended
        if now < self.starts_at:
            return "queued"
        if now < self.ends_at:
            return "running"
        match self.order.ending:
            case Ending.EXPIRED:
                return "expired"
            case Ending.FAILED | Ending.BLOCKED:
                return "failed"
            case Ending.SUCCEEDED:
                return "succeeded" if is_made else "running"

    def updated_at(self, now: float, *, is_made: bool) -> float:
        """When the status last changed."""
        match self.status(now, is_made=is_made):
            case "queued":
                return self.accepted_at
            case "running":
                return self.starts_at
            case _:
                return self.ended_at or self.ends_at


class TaskBook:
    """Every task of a folder, oldest first; each change is on disk before it counts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("tasks", "pictures", "files"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        found = [_read(path) for path in folder.glob("tasks/*.json")]
        kept = [task for task in found if task is not None]
        self._tasks = {task.id: task for task in sorted(kept, key=_age)}

    def accept(
        self, order: Order, pictures: tuple[Picture, ...], *, now: float, speed: float
    ) -> Task:
        """Take an order: from here on it is a task with an id."""
        stamp = datetime.fromtimestamp(now, UTC).astimezone(CHINA)
        letters = "".join(secrets.choice(_LETTERS) for _ in range(5))
        name = f"cgt-{stamp:%Y%m%d%H%M%S}-{letters}"
        wait = order.wait / speed
        task = Task(
            id=name,
            order=order,
            pictures=tuple(f"{name}-{index}" for index in range(len(pictures))),
            accepted_at=now,
            starts_at=now + wait * QUEUED_SHARE,
            ends_at=now + wait,
        )
        for path, picture in zip(self.picture_files(task), pictures, strict=True):
            _write(path, picture.content)
        self._save(task)
        return task

    def find(self, name: str, now: float) -> Task | None:
        """The task, unless it was never there or is older than seven days."""
        task = self._tasks.get(name)
        return task if task is not None and now - task.accepted_at < REMEMBERED_FOR else None

    def recent(self, now: float) -> list[Task]:
        """The last seven days' tasks, newest first."""
        tasks = [task for task in self._tasks.values() if now - task.accepted_at < REMEMBERED_FOR]
        return tasks[::-1]

    def end(self, task: Task, status: str, now: float) -> None:
        """The task ends here, whatever its times say."""
        self._save(replace(task, ended=status, ended_at=now))

    def remove(self, task: Task) -> None:
        """Forget a task and its files."""
        paths = [self._record(task), self.file(task.film), self.file(task.still)]
        for path in (*paths, *self.picture_files(task)):
            path.unlink(missing_ok=True)
        self._tasks.pop(task.id, None)

    def file(self, name: str) -> Path:
        """Where a file that can be fetched is, or will be."""
        return self._folder / "files" / name

    def is_made(self, task: Task) -> bool:
        """Whether the task's video is there."""
        return self.file(task.film).exists()

    def picture_files(self, task: Task) -> tuple[Path, ...]:
        """The task's pictures, in order."""
        return tuple(self._folder / "pictures" / name for name in task.pictures)

    def _save(self, task: Task) -> None:
        _write(self._record(task), msgspec.json.encode(task))
        self._tasks[task.id] = task

    def _record(self, task: Task) -> Path:
        return self._folder / "tasks" / f"{task.id}.json"


def _read(path: Path) -> Task | None:
    """The task in a file; one that another version wrote, or that is damaged, is not known."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Task)
    except msgspec.MsgspecError as error:
        _log.warning("The task in %s cannot be read and is left out: %s", path.name, error)
        return None


def _age(task: Task) -> tuple[float, str]:
    return task.accepted_at, task.id


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)
