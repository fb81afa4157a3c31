from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, qBlue, qGreen, qRed
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QMenu,
    QProgressBar,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
)
from pytestqt.qtbot import QtBot

from seedance_desktop.core import errors
from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.events import JobChanged, JobProgress, JobRemoved
from seedance_desktop.core.failure import Action, Failure
from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.job import OPEN, Job, JobState, Usage
from seedance_desktop.core.request import Frame, Role
from seedance_desktop.model.jobs import JobRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.jobs.job_delegate import JobDelegate, state_colour
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.words import action_words, state_words
from tests.store.samples import a_job, a_request
from tests.support.screen_parts import LEFT, click, part, wait, words

# A video that is fetched has its player made ready.
pytestmark = pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)

S = JobState
FAILURES = {
    S.FAILED: errors.ContentRefusedError,
    S.EXPIRED: errors.TaskExpiredError,
    S.UNCERTAIN: errors.SubmissionUnclearError,
    S.PAUSED: errors.OutOfCreditError,
}
OFFERED = {
    S.QUEUED: {"job_hold", "job_cancel", "job_use_all"},
    S.PREPARING: {"job_hold", "job_first", "job_cancel", "job_use_all"},
    S.SUBMITTING: {"job_use_all"},
    S.RUNNING: {"job_cancel", "job_use_all"},
    S.FETCHING: {"job_cancel", "job_use_all"},
    S.DONE: {"job_use_all", "job_forget"},
    S.FAILED: {"job_retry", "job_use_all", "job_forget"},
    S.CANCELLED: {"job_retry", "job_use_all", "job_forget"},
    S.EXPIRED: {"job_retry", "job_use_all", "job_forget"},
    S.UNCERTAIN: {"job_look_up", "job_send_again", "job_cancel", "job_use_all"},
    S.HELD: {"job_release", "job_cancel", "job_use_all"},
    S.PAUSED: {"job_continue", "job_cancel", "job_use_all"},
}
ERRORS = [
    found
    for found in vars(errors).values()
    if isinstance(found, type)
    and issubclass(found, KnownError)
    and found not in (KnownError, errors.RequestError, errors.CatalogueError)
]
"""Every error that a job can end with."""


def job_in(state: JobState, number: int = 1, **changes: object) -> Job:
    job = a_job(number, request=a_request(prompt=f"Job {number} is {state}", pictures=()))
    error = FAILURES.get(state)
    known: dict[str, object] = {
        "state": state,
        "submitted_at": job.created_at,
        "finished_at": None if state in OPEN else job.created_at + timedelta(seconds=47),
        "failure": None if error is None else error().failure,
        "usage": Usage(tokens=103_818) if state is S.DONE else Usage(),
    }
    return job.noted(job.created_at, **known | changes)


def tell(models: Models, qtbot: QtBot, *jobs: Job) -> None:
    """Let the window hear of jobs as it hears of them from the engine."""
    for job in jobs:
        models.bridge._post(JobChanged(job))
    wait(qtbot, lambda: all(models.jobs.job(job.id) == job for job in jobs))


def view(window: MainWindow) -> QListView:
    return part(window, QListView, "jobs")


def row(window: MainWindow, job: Job) -> QModelIndex:
    model = view(window).model()
    indexes = [model.index(place, 0) for place in range(model.rowCount())]
    return next(index for index in indexes if index.data(JobRole.JOB).id == job.id)


def select(window: MainWindow, job: Job) -> None:
    place = view(window).visualRect(row(window, job)).center()
    QTest.mouseClick(view(window).viewport(), LEFT, pos=place)


def paint(index: QModelIndex, theme: Theme, *, selected: bool = False) -> QImage:
    image = QImage(300, 80, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.colours.panel))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, 80)
    if selected:
        option.state |= QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
    painter = QPainter(image)
    JobDelegate(theme).paint(painter, option, index)
    painter.end()
    return image


def near(image: QImage, colour: str) -> int:
    """How many pixels have nearly this colour."""
    wanted = QColor(colour)
    pixels = Counter(memoryview(image.constBits()).cast("I"))
    return sum(
        count
        for pixel, count in pixels.items()
        if abs(qRed(pixel) - wanted.red()) < 20
        and abs(qGreen(pixel) - wanted.green()) < 20
        and abs(qBlue(pixel) - wanted.blue()) < 20
    )


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_every_state_is_painted_in_its_colour_and_its_words(
    window: MainWindow,
    models: Models,
    theme: Theme,
    qtbot: QtBot,
    *,
    subtests: pytest.Subtests,
    choice: str,
) -> None:
    theme.choose(choice)
    jobs = [job_in(state, number) for number, state in enumerate(JobState)]
    tell(models, qtbot, *jobs)

    for job in jobs:
        with subtests.test(job.state.value):
            image = paint(row(window, job), theme, selected=job.state is S.DONE)

            assert state_words(job)
            assert near(image, theme.colours.text) > 5
            assert near(image, state_colour(job, theme.colours)) > 5
            spoken = row(window, job).data(Qt.ItemDataRole.AccessibleTextRole)
            assert state_words(job) in spoken
            assert job.request.prompt in spoken


def test_every_state_offers_what_can_be_done_and_no_more(
    window: MainWindow, models: Models, qtbot: QtBot, subtests: pytest.Subtests
) -> None:
    for number, state in enumerate(JobState):
        with subtests.test(state.value):
            job = job_in(state, number)
            tell(models, qtbot, job)
            select(window, job)

            wait(qtbot, partial(offers, window, OFFERED[state]))
            assert words(window, "job_state") == state_words(job)


def offers(window: MainWindow, names: set[str]) -> bool:
    return offered(window) == names


def offered(window: MainWindow) -> set[str]:
    """The names of the buttons under a job, which all have words on them."""
    known = set[str]().union(*OFFERED.values())
    buttons = part(window, QFrame, "job_view").findChildren(QPushButton)
    return {
        button.objectName()
        for button in buttons
        if button.isVisible() and button.objectName() in known and button.text()
    }


def test_an_error_is_shown_with_its_remedy_its_price_and_its_button(
    window: MainWindow, models: Models, qtbot: QtBot, subtests: pytest.Subtests
) -> None:
    job, button = job_in(S.FAILED), part(window, QPushButton, "job_mend")
    tell(models, qtbot, job)
    select(window, job)

    for error in ERRORS:
        with subtests.test(error.__name__):
            failure: Failure = error().failure
            tell(models, qtbot, job_in(S.FAILED, failure=failure))

            assert words(window, "job_state") == failure.title.shown()
            assert words(window, "job_message").startswith(failure.message.shown())
            assert "charged" in words(window, "job_message")
            assert words(window, "job_remedy") == failure.remedy.shown()
            is_offered = failure.action not in (Action.NONE, Action.GO_TO_FIELD)
            assert button.isVisible() is is_offered
            assert not is_offered or button.text() == action_words(failure.action) != ""


def test_the_newest_job_is_on_top_and_counted(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    tell(models, qtbot, job_in(S.DONE, 1), job_in(S.RUNNING, 2))

    model = view(window).model()
    listed = [model.index(place, 0).data() for place in range(model.rowCount())]
    assert listed == ["Job 2 is running", "Job 1 is done"]
    assert words(window, "job_count") == "2"
    assert words(window, "running") == "1 job going on"


def test_a_job_that_stands_still_is_not_said_to_go_on(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    tell(models, qtbot, job_in(S.PAUSED, 1), job_in(S.HELD, 2), job_in(S.QUEUED, 3))
    said = words(window, "running")

    tell(models, qtbot, job_in(S.DONE, 3))

    assert said == "1 job going on · 2 paused"
    assert words(window, "running") == "2 paused"


def test_a_prompt_that_looks_like_markup_is_shown_as_it_is(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    prompt = "<h1>A fox</h1> & <i>its</i> tail"
    job = job_in(S.FAILED, 1)
    tell(models, qtbot, replace(job, request=replace(job.request, prompt=prompt)))

    select(window, job)

    title = part(window, QLabel, "job_title")
    assert title.textFormat() is Qt.TextFormat.PlainText
    assert title.text() == prompt
    assert title.accessibleDescription() == prompt
    assert "<h1>" not in title.toolTip()


def test_a_mention_is_read_as_what_the_service_calls_it(
    window: MainWindow, models: Models, picture: Path, qtbot: QtBot
) -> None:
    reference = Frame(Role.REFERENCE, picture, id=ReferenceId("r1"))
    request = a_request(prompt="The fox of @{r1} runs", pictures=(reference,))
    job = job_in(S.FAILED, 1, request=request)
    tell(models, qtbot, job)

    select(window, job)

    assert words(window, "job_title") == "The fox of Image 1 runs"
    assert row(window, job).data() == "The fox of Image 1 runs"
    assert "@" not in row(window, job).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_group_shows_its_jobs_alone(window: MainWindow, models: Models, qtbot: QtBot) -> None:
    tell(models, qtbot, *(job_in(state, number) for number, state in enumerate(JobState)))

    counted = {}
    for group in ("active", "done", "failed", "all"):
        click(window, f"job_group_{group}")
        counted[group] = view(window).model().rowCount()

    assert counted == {"active": len(OPEN), "done": 1, "failed": 3, "all": len(JobState)}


def test_a_group_without_jobs_says_so(window: MainWindow, models: Models, qtbot: QtBot) -> None:
    tell(models, qtbot, job_in(S.DONE))

    click(window, "job_group_failed")

    assert not view(window).isVisible()


def test_the_download_is_shown_as_it_goes_on(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    job = job_in(S.FETCHING)
    tell(models, qtbot, job)
    select(window, job)
    bar = part(window, QProgressBar, "job_progress")
    before = bar.value()

    models.bridge._post(JobProgress(job.id, 9_000_000, 10_000_000))

    wait(qtbot, lambda: bar.value() > before)
    assert bar.isVisible()


def test_back_to_the_draft_shows_the_frame_editor_again(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    job = job_in(S.RUNNING)
    tell(models, qtbot, job)
    select(window, job)
    hidden = not part(window, QFrame, "first_frame_slot").isVisible()

    click(window, "job_back")

    assert hidden
    assert part(window, QFrame, "first_frame_slot").isVisible()
    assert not view(window).selectionModel().hasSelection()


def test_use_all_puts_a_job_back_into_the_form(
    window: MainWindow, models: Models, picture: Path, qtbot: QtBot
) -> None:
    request = a_request(prompt="Again", seed=7, pictures=(Frame(Role.FIRST_FRAME, picture),))
    job = job_in(S.FAILED, request=request)
    tell(models, qtbot, job)
    select(window, job)

    wait(qtbot, lambda: "job_use_all" in offered(window))
    click(window, "job_use_all")

    assert models.draft.request.prompt == "Again"
    assert models.draft.request.seed == 7
    assert part(window, QFrame, "first_frame_slot").isVisible()


def test_jobs_are_walked_through_with_the_keyboard(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    tell(models, qtbot, *(job_in(S.DONE, number) for number in range(3)))
    view(window).setFocus()

    QTest.keyClick(view(window), Qt.Key.Key_Home)
    QTest.keyClick(view(window), Qt.Key.Key_Down)

    assert words(window, "job_title") == "Job 1 is done"


def test_the_menu_of_a_row_offers_the_same(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    job = job_in(S.FAILED)
    tell(models, qtbot, job)

    view(window).customContextMenuRequested.emit(
        view(window).visualRect(row(window, job)).center() + QPoint(1, 1)
    )

    (menu,) = (menu for menu in window.findChildren(QMenu) if menu.isVisible() and menu.actions())
    assert {action.objectName() for action in menu.actions()} == {
        *OFFERED[S.FAILED],
        "job_details",
    }
    menu.close()


def test_a_job_that_is_removed_leaves_the_list_and_the_view(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    job = job_in(S.DONE)
    tell(models, qtbot, job)
    select(window, job)

    models.bridge._post(JobRemoved(job.id))

    wait(qtbot, lambda: models.jobs.rowCount() == 0)
    assert part(window, QFrame, "first_frame_slot").isVisible()
