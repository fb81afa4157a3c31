"""What the user says of videos, and what goes into the bin: each step can be undone and redone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from seedance_desktop.core.binned import Binned
from seedance_desktop.core.changes import (
    Change,
    Favour,
    Label,
    Make,
    Note,
    Put,
    Remove,
    Rename,
    rate,
)
from seedance_desktop.core.moved import Moved, NamePlan
from seedance_desktop.core.words import Message

if TYPE_CHECKING:
    from seedance_desktop.core.failure import Failure
    from seedance_desktop.model.bridge import Bridge

_KEPT = 100


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, in words, and what undoes it."""

    words: Message
    undoing: Change | Binned | NamePlan


class Organiser(QObject):
    """Changes are made one after the other.

    ``changed`` comes with another step to undo or redo; ``done`` carries a Step that can be undone,
    ``undone`` one that was; ``refused`` comes with every file that stays where it was.
    """

    changed = Signal()
    done = Signal(object)
    undone = Signal(object)
    refused = Signal()

    def __init__(
        self, bridge: Bridge, tell: Callable[[Failure], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._tell = tell
        self._steps: list[Step] = []
        self._undone: list[Step] = []

    @property
    def next_undo(self) -> Message | None:
        """What an undo would undo."""
        return self._steps[-1].words if self._steps else None

    @property
    def next_redo(self) -> Message | None:
        """What a redo would do again."""
        return self._undone[-1].words if self._undone else None

    def rate(self, numbers: Iterable[int], stars: int) -> None:
        """Give all of these so many stars, 0 to 5."""
        self._do(rate(stars, tuple(numbers)), Message("Rating"))

    def favour(self, numbers: Iterable[int], *, on: bool) -> None:
        """Make them favourites, or not any more."""
        chosen = tuple(numbers)
        change = Favour(on=chosen) if on else Favour(off=chosen)
        self._do(change, Message("Favourite") if on else Message("No favourite"))

    def note(self, number: int, text: str) -> None:
        """Write the notes of one."""
        self._do(Note(((number, text),)), Message("Notes"))

    def put(self, label: Label, name: str, numbers: Iterable[int]) -> None:
        """Put these under a tag or into a collection; what does not exist is made."""
        change = Put(label, under=((name, tuple(numbers)),))
        self._do(change, Message("Under “{name}”", {"name": name}))

    def take_away(self, label: Label, name: str, numbers: Iterable[int]) -> None:
        """Take these away from a tag or out of a collection."""
        change = Put(label, away=((name, tuple(numbers)),))
        self._do(change, Message("Away from “{name}”", {"name": name}))

    def make(self, label: Label, name: str) -> None:
        """Make a collection that nothing is in yet."""
        self._do(Make(label, name), Message("New “{name}”", {"name": name}))

    def rename(self, label: Label, old: str, new: str) -> None:
        """Give a tag or collection another name; with an existing one it is merged."""
        words = Message("“{old}” renamed to “{new}”", {"old": old, "new": new})
        self._do(Rename(label, old, new), words)

    def remove(self, label: Label, name: str) -> None:
        """Remove a tag or collection; the videos stay."""
        self._do(Remove(label, name), Message("“{name}” removed", {"name": name}))

    def bin(self, numbers: Iterable[int]) -> None:
        """Put videos into the system's bin."""
        self._bridge.run(self._bin(tuple(numbers)), "put videos into the bin")

    def move(self, plan: NamePlan) -> None:
        """Give files the names that were planned for them."""
        self._bridge.run(self._move(plan), "rename files")

    def undo(self) -> None:
        """Take back what was done last."""
        if self._steps:
            self._bridge.run(self._take_back(self._steps.pop()), "undo")

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undone:
            self._bridge.run(self._do_again(self._undone.pop()), "redo")

    def _do(self, change: Change, words: Message) -> None:
        self._bridge.run(self._apply(change, words), "organise videos")

    async def _apply(self, change: Change, words: Message) -> None:
        undoing = await self._bridge.call(lambda engine: engine.library.apply(change))
        self._undone.clear()
        self._keep(Step(words, undoing))

    async def _bin(self, numbers: tuple[int, ...]) -> None:
        binned = await self._bridge.call(lambda engine: engine.library.bin(numbers))
        if binned.videos:
            self._undone.clear()
            self._keep(Step(_binned_words(binned), binned))
        self._tell_all(binned.failures)

    async def _move(self, plan: NamePlan) -> None:
        moved = await self._moved(plan)
        if moved.files:
            self._undone.clear()
            self._keep(Step(_moved_words(len(moved.files)), moved.backwards()))

    async def _moved(self, plan: NamePlan) -> Moved:
        moved = await self._bridge.call(lambda engine: engine.files.renaming.move(plan))
        self._tell_all(moved.failures)
        return moved

    async def _take_back(self, step: Step) -> None:
        undoing = step.undoing
        if isinstance(undoing, Binned):
            left = await self._bridge.call(lambda engine: engine.library.bring_back(undoing))
            self._tell_all(left.failures)
        elif isinstance(undoing, NamePlan):
            moved = await self._moved(undoing)
            self._undone.append(Step(step.words, moved.backwards()))
        else:
            again = await self._bridge.call(lambda engine: engine.library.apply(undoing))
            self._undone.append(Step(step.words, again))
        self.changed.emit()
        self.undone.emit(step)

    async def _do_again(self, step: Step) -> None:
        again = step.undoing
        if isinstance(again, Binned):  # what came back from the bin is not put there by a key
            return
        undoing: Change | NamePlan
        if isinstance(again, NamePlan):
            undoing = (await self._moved(again)).backwards()
        else:
            undoing = await self._bridge.call(lambda engine: engine.library.apply(again))
        self._keep(Step(step.words, undoing))

    def _keep(self, step: Step) -> None:
        self._steps.append(step)
        del self._steps[:-_KEPT]
        self.changed.emit()
        self.done.emit(step)

    def _tell_all(self, failures: Iterable[Failure]) -> None:
        for failure in failures:
            self._tell(failure)
            self.refused.emit()


def _moved_words(count: int) -> Message:
    if count == 1:
        return Message("One file was renamed")
    return Message("{count} files were renamed", {"count": count})


def _binned_words(binned: Binned) -> Message:
    """Where no file was left, nothing went into the bin."""
    count = len(binned.videos)
    if not any(video.had_file for video in binned.videos):
        if count == 1:
            return Message("One video was taken out of the library")
        return Message("{count} videos were taken out of the library", {"count": count})
    if count == 1:
        return Message("One video is in the bin")
    return Message("{count} videos are in the bin", {"count": count})
