from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from seedance_desktop.core.job import JobState
from seedance_desktop.model.models import Models
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.story import StoryTable
from seedance_desktop.ui.conversations import Conversations
from seedance_desktop.ui.main_window import MainWindow
from tests.databases.make import a_story
from tests.store.samples import a_job
from tests.support.screen_parts import part
from tests.ui.test_dialogs import Talk, opened, press, talk

__all__ = ["talk"]


def test_the_story_of_a_job_can_be_read_and_copied(
    window: MainWindow, models: Models, talk: Talk
) -> None:
    job = a_job(state=JobState.FAILED)
    database = Database.open(models.folders.database)
    JobTable(database).add(job)
    StoryTable(database).add(job.id, a_story(job))
    database.close()

    async def scenario(talking: Conversations) -> None:
        talking.show_story(job)
        dialog = await opened(window, "story_dialog")
        shown = part(dialog, QPlainTextEdit, "story").toPlainText()
        press(dialog, "story_copy")
        press(dialog, "story_close")

        assert QGuiApplication.clipboard().text() == shown
        assert "Waiting for its turn" in shown
        assert "The service was asked how it is: running (7 times" in shown
        assert "HTTP 200 · 021779" in shown

    talk(scenario)
