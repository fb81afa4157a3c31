"""The waiting line in the window: what waits, in which order, and what the user does with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QFrame, QListView, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from seedance_desktop.core.events import JobChanged, JobsTakenUp, LinesArranged, VideoOffered
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job, JobState, Usage
from seedance_desktop.core.waiting_order import WaitingOrder
from seedance_desktop.engine.cancelled import made_all_the_same
from seedance_desktop.model.jobs import JobRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.jobs.job_delegate import JobDelegate
from seedance_desktop.ui.main_window import MainWindow
from tests.store.samples import a_job, a_request
from tests.support.screen_parts import part, wait


def waiting(number: int, state: JobState = JobState.QUEUED) -> Job:
    request = a_request(prompt=f"Job {number}", pictures=())
    return replace(a_job(number, request=request, state=state), id=JobId(f"job-{number}"))


def tell(models: Models, qtbot: QtBot, *jobs: Job) -> None:
    for job in jobs:
        models.bridge._post(JobChanged(job))
    wait(qtbot, lambda: all(models.jobs.job(job.id) == job for job in jobs))


def rows(window: MainWindow) -> list[str]:
    model = part(window, QListView, "jobs").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def state_lines(window: MainWindow) -> list[str]:
    view = part(window, QListView, "jobs")
    delegate = view.itemDelegate()
    assert isinstance(delegate, JobDelegate)
    found = [view.model().index(row, 0).data(JobRole.ROW) for row in range(view.model().rowCount())]
    return [delegate._state_line(row) for row in found]


def banner_words(window: MainWindow, kind: str) -> str:
    banners = window.findChildren(QFrame, f"notice_{kind}")
    return banners[0].accessibleName() if banners else ""


def test_those_that_wait_stand_by_turns_the_next_one_lowest_and_say_which_they_are(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    running = replace(waiting(0, JobState.RUNNING), submitted_at=datetime.now(UTC))
    tell(models, qtbot, running, waiting(1), waiting(2), waiting(3, JobState.HELD))
    before, told = rows(window), state_lines(window)

    order = WaitingOrder((JobId("job-2"), JobId("job-1"), JobId("job-3")))
    models.bridge._post(LinesArranged(order, is_paused=False))
    wait(qtbot, lambda: rows(window) != before)

    assert before == ["Job 3", "Job 2", "Job 1", "Job 0"]
    assert [line.rpartition("· ")[2] for line in told[:3]] == ["Held", "number 2", "next"]
    assert rows(window) == ["Job 3", "Job 1", "Job 2", "Job 0"]


def test_the_selected_job_stays_selected_when_the_order_changes(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    tell(models, qtbot, waiting(1), waiting(2))
    view = part(window, QListView, "jobs")
    view.setCurrentIndex(view.model().index(0, 0))

    order = WaitingOrder((JobId("job-2"), JobId("job-1")))
    models.bridge._post(LinesArranged(order, is_paused=False))
    wait(qtbot, lambda: rows(window) == ["Job 1", "Job 2"])

    assert view.currentIndex().data() == "Job 2"
    assert view.currentIndex().row() == 1


def test_a_pause_is_told_and_both_buttons_say_what_they_do(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    button = part(window, QToolButton, "line_pause")
    before = button.accessibleName()

    models.bridge._post(LinesArranged(WaitingOrder(), is_paused=True))
    wait(qtbot, lambda: bool(banner_words(window, "PausedByUser")))
    during = button.accessibleName()
    has_continue = bool(window.findChildren(QPushButton, "notice_continue"))
    models.bridge._post(LinesArranged(WaitingOrder(), is_paused=False))
    wait(qtbot, lambda: not banner_words(window, "PausedByUser"))

    assert "Pause" in before
    assert "go on" in during
    assert has_continue
    assert button.accessibleName() == before


def test_a_video_that_was_made_all_the_same_is_offered(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    job = replace(waiting(1, JobState.CANCELLED), failure=made_all_the_same())

    models.bridge._post(VideoOffered(job))
    wait(qtbot, lambda: "all the same" in banner_words(window, "Cancelled"))

    assert part(window, QPushButton, "notice_fetch").text() == "Fetch it"


def test_what_was_left_unfinished_is_named(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    jobs = (waiting(1, JobState.RUNNING), waiting(2, JobState.UNCERTAIN))

    models.bridge._post(JobsTakenUp(jobs))
    wait(qtbot, lambda: bool(banner_words(window, "TakenUp")))

    (notice,) = models.notices.shown
    assert "“Job 1”: Running" in str(notice.failure.message)
    assert "“Job 2”: May have been charged" in str(notice.failure.message)


def test_a_video_that_cannot_be_fetched_says_for_how_long_its_link_works(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    made = datetime.now(UTC) - timedelta(hours=1)
    stuck = replace(
        waiting(1, JobState.FETCHING),
        video_url="https://host.example/clip.mp4",
        usage=Usage(made_at=made),
        failure=made_all_the_same(),
    )

    tell(models, qtbot, stuck)

    assert "link works for 22:59:" in state_lines(window)[0]
