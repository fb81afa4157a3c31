from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QListView, QMenu, QPlainTextEdit, QPushButton

from seedance_desktop.core.bill import Bill
from seedance_desktop.core.connection import GPTPROTO, SANDBOX
from seedance_desktop.core.events import BillAdded
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.story import StoryEntry
from seedance_desktop.model.models import Models
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.story import StoryTable
from seedance_desktop.ui.conversations import Conversations
from seedance_desktop.ui.jobs.story_text import StoryText
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Theme
from tests.databases.make import a_story
from tests.store.samples import a_job
from tests.support.screen_parts import LEFT, part, words
from tests.ui.test_dialogs import Talk, talk, until

__all__ = ["talk"]

KEEP = QTextCursor.MoveMode.KeepAnchor


def kept(models: Models, job: Job, *entries: StoryEntry) -> None:
    """Put a job and what happened to it on record."""
    database = Database.open(models.folders.database)
    if JobTable(database).get(job.id) is None:
        JobTable(database).add(job)
    StoryTable(database).add(job.id, entries)
    database.close()


def press(window: MainWindow, name: str) -> None:
    QTest.mouseClick(part(window, QPushButton, name), LEFT)


def story(window: MainWindow) -> QPlainTextEdit:
    return part(window, QPlainTextEdit, "job_story")


def select(window: MainWindow) -> None:
    jobs = part(window, QListView, "jobs")
    jobs.setCurrentIndex(jobs.model().index(0, 0))


def test_a_jobs_story_is_read_and_copied_under_its_video_and_grows_as_it_goes_on(
    window: MainWindow, models: Models, talk: Talk
) -> None:
    job = a_job(state=JobState.FAILED)
    first, *more = a_story(job)
    kept(models, job, first)

    async def scenario(_: Conversations) -> None:
        await until(lambda: models.jobs.rowCount() == 1)
        select(window)
        press(window, "job_details")
        await until(lambda: "Waiting for its turn" in story(window).toPlainText())
        assert words(window, "job_number") == job.id

        cursor = story(window).textCursor()
        cursor.setPosition(0)
        cursor.setPosition(19, KEEP)
        story(window).setTextCursor(cursor)
        kept(models, job, *more)
        index = models.jobs.index(0)
        models.jobs.dataChanged.emit(index, index, [])
        await until(lambda: "running (7 times" in story(window).toPlainText())
        press(window, "job_story_copy")

        assert story(window).textCursor().selectedText() == f"{first.at.astimezone():%F %T}"
        assert QGuiApplication.clipboard().text() == story(window).toPlainText()
        assert "HTTP 200 · 021779" in story(window).toPlainText()
        assert "May have been charged" in story(window).toPlainText()

    talk(scenario)


def test_details_stay_unfolded_for_the_next_job_and_the_next_start(
    window: MainWindow, models: Models, talk: Talk
) -> None:
    one, other = a_job(1, state=JobState.FAILED), a_job(2, state=JobState.FAILED)
    kept(models, one, *a_story(one))
    kept(models, other, StoryEntry(other.created_at, other.created_at, state=JobState.PREPARING))

    async def scenario(_: Conversations) -> None:
        await until(lambda: models.jobs.rowCount() == 2)
        models.preferences.remember("job_details", False)
        jobs = part(window, QListView, "jobs")
        jobs.setCurrentIndex(jobs.model().index(1, 0))
        press(window, "job_details")
        await until(lambda: "7 times" in story(window).toPlainText())

        jobs.setCurrentIndex(jobs.model().index(0, 0))

        await until(lambda: "Preparing" in story(window).toPlainText())
        assert "7 times" not in story(window).toPlainText()
        assert models.preferences.recall("job_details", False) is True
        press(window, "job_details")
        assert not part(window, QFrame, "job_details_pane").isVisible()
        assert models.preferences.recall("job_details", True) is False

    talk(scenario)


def a_bill(job: Job, **changes: object) -> Bill:
    bill = Bill(
        job=job.id,
        at=job.created_at,
        model=job.request.model,
        connection=job.connection,
        resolution="720p",
        tokens=103_818,
        amount=0.30,
        expected_tokens=103_818,
        expected_amount=0.25,
    )
    return replace(bill, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("connection", "changes", "said"),
    [
        (GPTPROTO, {}, "103,818 tokens · $0.30 · 20 % more than estimated"),
        (GPTPROTO, {"amount": 0.25}, "103,818 tokens · $0.25 · as estimated"),
        (GPTPROTO, {"amount": 0.20}, "103,818 tokens · $0.20 · 20 % less than estimated"),
        (GPTPROTO, {"amount": None, "expected_tokens": None}, "103,818 tokens"),
        (
            SANDBOX,
            {"amount": None, "tokens": 100_000, "expected_tokens": 80_000},
            "100,000 tokens · free, from the sandbox · 25 % more than estimated",
        ),
    ],
)
def test_what_a_job_came_to_is_told_beside_what_was_expected(
    window: MainWindow,
    models: Models,
    connection: ConnectionId,
    changes: dict[str, object],
    said: str,
) -> None:
    job = replace(a_job(state=JobState.DONE), connection=connection)
    models.bridge.job_changed.emit(job)
    select(window)
    press(window, "job_details")
    before = part(window, QFrame, "job_details_pane").isVisible()
    assert "tokens" in words(window, "job_estimate")

    models.bridge._post(BillAdded(a_bill(job, connection=connection, **changes)))
    models.bridge._deliver()

    assert before
    assert words(window, "job_bill") == said


def test_the_menu_of_a_row_leads_to_the_details_of_its_job(
    window: MainWindow, models: Models
) -> None:
    models.bridge.job_changed.emit(a_job(1, state=JobState.FAILED))
    models.bridge.job_changed.emit(a_job(2, state=JobState.FAILED))
    jobs = part(window, QListView, "jobs")
    place = jobs.visualRect(jobs.model().index(1, 0)).center()

    jobs.customContextMenuRequested.emit(place)
    (menu,) = (menu for menu in window.findChildren(QMenu) if menu.isVisible() and menu.actions())
    next(action for action in menu.actions() if action.objectName() == "job_details").trigger()
    menu.close()

    assert part(window, QFrame, "job_details_pane").isVisible()
    assert words(window, "job_number") == a_job(1).id


def test_a_story_text_shows_what_is_left_when_entries_go(theme: Theme) -> None:
    text, entries = StoryText(theme), a_story(a_job())

    for shown in (entries, entries[:1], entries, (), entries[1:], entries):
        text.show_story(shown)
        whole = StoryText(theme)
        whole.show_story(shown)
        assert text.toPlainText() == whole.toPlainText()
        assert text.toPlainText().count("\n") == max(0, text.blockCount() - 1)
