"""Conversations about what became of a request: one job looked up, lost videos found."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.listed_task import ListedTask, LookUp
from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.ui.dialogs import answered, confirmed, told
from seedance_desktop.ui.library.task_dialog import TaskDialog


class RescueTalk(QObject):
    """Opens dialogs over the window; asks for nothing that costs but by the user's own choice."""

    def __init__(self, models: Models, window: QWidget) -> None:
        super().__init__(window)
        self._models = models
        self._window = window
        self._bridge = models.bridge

    def look_up(self, job: Job) -> None:
        """Find out whether the service accepted an uncertain job, and say so in words."""
        self._bridge.run(self._look_up(job), "look up")

    def find_lost(self) -> None:
        """Show what the current connection lists and this library does not know."""
        self._bridge.run(self._find_lost(self._models.connections.current.id), "find lost videos")

    async def _look_up(self, job: Job) -> None:
        try:
            found = await self._bridge.call(lambda engine: engine.rescue.look_up(job.id))
        except KnownError as error:
            words = f"{error.message.shown()} {error.remedy.shown()}"
            await told(self._window, error.title.shown(), words)
            return
        if found.job.state is not JobState.UNCERTAIN:
            words = tr(
                "The service accepted this job. The program goes on with it and fetches the video."
            )
            await told(self._window, tr("The service has it"), words)
        elif found.candidates:
            await self._let_choose(found)
        elif await confirmed(
            self._window,
            tr("The service has no such task"),
            tr(
                "Among the service's tasks of that time and model there is none that is not here "
                "already. It was most likely not accepted and not charged."
            ),
            yes=tr("Send again"),
            no=tr("Not now"),
        ):
            self._models.jobs.send_again(job.id)

    async def _let_choose(self, found: LookUp) -> None:
        dialog = TaskDialog(
            tr("Which of these is it?"), take=tr("This is the one"), parent=self._window
        )
        dialog.show_tasks(
            found.candidates,
            tr(
                "These tasks at the service may be this job. Choose one to go on with it, or "
                "leave everything as it is."
            ),
        )
        chosen: list[ListedTask] = []
        dialog.chosen.connect(chosen.extend)
        if await answered(dialog):
            (task,) = chosen
            await self._bridge.call(lambda engine: engine.rescue.choose(found.job.id, task))

    async def _find_lost(self, connection: ConnectionId) -> None:
        dialog = TaskDialog(
            tr("Find lost videos"), take=tr("Adopt"), take_all=tr("Adopt all"), parent=self._window
        )
        dialog.show_tasks((), tr("Asking the service…"))
        chosen: list[ListedTask] = []
        dialog.chosen.connect(chosen.extend)
        self._bridge.run(self._fill(dialog, connection), "list the tasks")
        await answered(dialog)
        library = self._models.preferences.library
        for task in chosen:
            await self._adopt(connection, task, library)

    async def _adopt(self, connection: ConnectionId, task: ListedTask, library: Path) -> None:
        await self._bridge.call(
            lambda engine: engine.rescue.adopt(connection, task, library=library)
        )

    async def _fill(self, dialog: TaskDialog, connection: ConnectionId) -> None:
        lost: tuple[ListedTask, ...] = ()
        try:
            lost = await self._bridge.call(lambda engine: engine.rescue.unknown_tasks(connection))
        except KnownError as error:
            words = f"{error.title.shown()}. {error.message.shown()} {error.remedy.shown()}"
        else:
            words = _lost_words(len(lost))
        if not dialog.is_over:
            dialog.show_tasks(lost, words)


def _lost_words(count: int) -> str:
    if not count:
        return tr("There is none: everything that this connection lists is here already.")
    return tr(
        "Tasks of the last seven days that this library does not know. Adopt one to fetch its "
        "video; that costs nothing more."
    )
