"""The story of the job that is looked at, kept up to date while it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.errors import InputError

if TYPE_CHECKING:
    from seedance_desktop.core.ids import JobId
    from seedance_desktop.core.job import Job
    from seedance_desktop.core.story import StoryEntry
    from seedance_desktop.model.bridge import Bridge


class JobStory(QObject):
    """Asks the engine for one job's story. ``changed`` when there is more of it, or another."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._job: JobId | None = None
        self._entries: tuple[StoryEntry, ...] = ()
        self._is_asking = False
        self._is_behind = False
        bridge.job_changed.connect(self._hear)

    @property
    def entries(self) -> tuple[StoryEntry, ...]:
        """From the job's beginning to when it was last looked."""
        return self._entries

    def follow(self, job: JobId | None) -> None:
        """Tell this job's story from now on, or nobody's."""
        if job == self._job:
            return
        self._job = job
        self._entries = ()
        self.changed.emit()
        self.look()

    def look(self) -> None:
        """Ask for what has happened since; steps are heard of, questions to the service are not."""
        if self._job is None:
            return
        if self._is_asking:
            self._is_behind = True
            return
        self._is_asking = True
        self._bridge.run(self._ask(), "a job's story")

    async def _ask(self) -> None:
        try:
            is_first = True
            while is_first or self._is_behind:
                is_first = self._is_behind = False
                await self._ask_once(self._job)
        finally:
            self._is_asking = False

    async def _ask_once(self, job: JobId | None) -> None:
        if job is None:
            return
        try:
            entries = await self._bridge.call(lambda engine: engine.story(job))
        except InputError:  # it was taken off the list meanwhile
            return
        if job == self._job and entries != self._entries:
            self._entries = entries
            self.changed.emit()

    @Slot(object)
    def _hear(self, job: Job) -> None:
        if job.id == self._job:
            self.look()
