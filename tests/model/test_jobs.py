import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from seedance_desktop.core.events import JobProgress
from seedance_desktop.core.ids import ConnectionId, ModelId
from seedance_desktop.core.job import JobState
from seedance_desktop.core.request import Frame, Role
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.jobs import JobRole
from seedance_desktop.model.models import Models
from seedance_desktop.store.database import Database
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable
from tests.store.samples import a_job, a_request
from tests.support.pictures import make_picture

PATIENCE = 60


def _told(models: Models, row: int, role: JobRole) -> object:
    return models.jobs.data(models.jobs.index(row), role)


def test_new_jobs_come_on_top_and_known_ones_change_in_place(
    models: Models, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(models.jobs)  # type: ignore[no-untyped-call]
    first, second = a_job(1), a_job(2)

    models.bridge.job_changed.emit(first)
    models.bridge.job_changed.emit(second)
    models.bridge.job_changed.emit(replace(first, state=JobState.CANCELLED))

    assert models.jobs.rowCount() == 2
    assert _told(models, 0, JobRole.JOB) == second
    assert _told(models, 1, JobRole.STATE) is JobState.CANCELLED
    assert models.jobs.row_of(first.id) == 1
    assert models.jobs.open_counts == (1, 0)


def test_a_removed_job_leaves_the_list(models: Models, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(models.jobs)  # type: ignore[no-untyped-call]
    models.bridge.job_changed.emit(a_job(1))

    models.bridge.job_removed.emit(a_job(1).id)

    assert models.jobs.rowCount() == 0
    assert models.jobs.job(a_job(1).id) is None


def test_a_row_says_what_was_asked_for(models: Models) -> None:
    request = a_request(prompt="\n  Dunes at dusk \nslowly", resolution="720p", duration=8)

    models.bridge.job_changed.emit(a_job(1, request=request))

    assert _told(models, 0, JobRole.TITLE) == "Dunes at dusk"
    assert _told(models, 0, JobRole.SUBTITLE) == "1.0 pro fast · 720p · 16:9 · 8 s"


def test_bytes_move_the_progress_while_a_clip_arrives(models: Models, qtbot: QtBot) -> None:
    job = a_job(1, state=JobState.FETCHING)
    models.bridge.job_changed.emit(job)

    with qtbot.waitSignal(models.jobs.dataChanged) as changed:
        models.bridge.job_progress.emit(JobProgress(job.id, 500, 1000))

    assert changed.args[2] == [JobRole.PROGRESS, JobRole.ARRIVED]
    assert _told(models, 0, JobRole.PROGRESS) == pytest.approx(0.975)


def test_the_sandbox_is_expected_to_be_as_fast_as_it_is_set(models: Models) -> None:
    now = datetime.now(UTC)
    sent = now - timedelta(seconds=1)
    for number, connection in enumerate(("sandbox", "gptproto")):
        job = a_job(number, connection=ConnectionId(connection), state=JobState.RUNNING)
        models.bridge.job_changed.emit(replace(job, submitted_at=sent))

    real, sandbox = (_told(models, row, JobRole.PROGRESS) for row in (0, 1))

    assert isinstance(real, float)
    assert isinstance(sandbox, float)
    assert sandbox > 5 * real > 0


def test_a_model_that_is_no_longer_known_has_no_expected_time(models: Models) -> None:
    request = a_request(model=ModelId("gone"))
    job = a_job(1, request=request, state=JobState.RUNNING, submitted_at=datetime.now(UTC))

    models.bridge.job_changed.emit(job)

    assert _told(models, 0, JobRole.PROGRESS) == -1
    assert str(_told(models, 0, JobRole.SUBTITLE)).startswith("gone · ")


def test_the_clock_ticks_only_while_a_job_is_active(models: Models, qtbot: QtBot) -> None:
    models.bridge.job_changed.emit(a_job(1, state=JobState.RUNNING))

    with qtbot.waitSignal(models.jobs.dataChanged, timeout=PATIENCE * 1000) as ticked:
        pass
    models.bridge.job_changed.emit(a_job(1, state=JobState.DONE))

    assert JobRole.ELAPSED in ticked.args[2]
    assert not models.jobs._tick.isActive()


def test_a_jobs_picture_becomes_its_thumbnail(models: Models, qtbot: QtBot, tmp_path: Path) -> None:
    frame = Frame(Role.FIRST_FRAME, make_picture(tmp_path / "a.png"))
    models.bridge.job_changed.emit(a_job(1, request=a_request(pictures=(frame,))))

    with qtbot.waitSignal(models.jobs.dataChanged, timeout=PATIENCE * 1000) as changed:
        assert _told(models, 0, JobRole.THUMBNAIL) is None

    image = _told(models, 0, JobRole.THUMBNAIL)
    assert JobRole.THUMBNAIL in changed.args[2]
    assert isinstance(image, QImage)
    assert not image.isNull()


def test_a_thumbnail_that_cannot_be_made_is_asked_for_once(
    models: Models, qtbot: QtBot, tmp_path: Path
) -> None:
    frame = Frame(Role.FIRST_FRAME, tmp_path / "gone.png")
    models.bridge.job_changed.emit(a_job(1, request=a_request(pictures=(frame,))))

    with qtbot.waitSignal(models.thumbnails.arrived, timeout=PATIENCE * 1000):
        _told(models, 0, JobRole.THUMBNAIL)

    image = _told(models, 0, JobRole.THUMBNAIL)
    assert isinstance(image, QImage)
    assert image.isNull()


def test_other_rows_have_nothing_to_tell(models: Models) -> None:
    assert models.jobs.data(QModelIndex()) is None
    assert models.jobs.job(a_job().id) is None


def test_jobs_of_earlier_sessions_are_listed_newest_first_and_can_be_acted_on(
    models: Models,
    folders: Folders,
    build: Callable[[], Engine],
    window_loop: AbstractEventLoop,
) -> None:
    database = Database.open(folders.database)
    ended = [a_job(number, state=JobState.FAILED, finished_at=None) for number in range(3)]
    for job in ended:
        JobTable(database).add(job)
    database.close()

    async def scenario() -> None:
        listed, removed = asyncio.Event(), asyncio.Event()
        models.jobs.modelReset.connect(listed.set)
        models.jobs.rowsRemoved.connect(removed.set)
        models.bridge.start(build)
        await listed.wait()
        assert [_told(models, row, JobRole.JOB) for row in range(3)] == ended[::-1]
        models.jobs.forget(ended[1].id)
        await removed.wait()

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert [models.jobs.row_of(job.id) for job in ended] == [1, -1, 0]
