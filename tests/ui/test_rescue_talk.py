from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QListWidget, QMessageBox

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.ids import ConnectionId, RemoteId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.models import Models
from seedance_desktop.ui.conversations import Conversations
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.rescue_talk import RescueTalk
from tests.engine.bench import a_bench, a_request
from tests.support.sandbox import RunningSandbox, running_sandbox
from tests.support.screen_parts import part, words
from tests.ui.test_dialogs import Talk, opened, press, talk, until

__all__ = ["talk"]


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox(quiet=False) as started:
        yield started


async def made_elsewhere(folder: Path, sandbox: RunningSandbox, count: int) -> list[RemoteId]:
    bench = a_bench(folder, sandbox)
    engine = Engine(bench.parts())
    jobs = await engine.submit(a_request(), SANDBOX, library=bench.library, count=count)
    done = await engine.wait_for([job.id for job in jobs])
    await engine.close()
    return [job.remote_id for job in done if job.remote_id]


async def on(models: Models, sandbox: RunningSandbox) -> ConnectionId:
    """The window talks to this service from now on."""
    connection = models.connections.add("Mine", sandbox.address)
    models.connections.choose(connection)
    await models.connections.keep_key(connection, sandbox.key, session_only=True)
    return connection


async def uncertain(models: Models, sandbox: RunningSandbox, fault: str) -> Job:
    connection = await on(models, sandbox)
    sandbox.misbehave(f"create:{fault}*1")

    async def submit(engine: Engine) -> Job:
        (job,) = await engine.submit(
            a_request(), connection, library=models.preferences.library, count=1
        )
        (ended,) = await engine.wait_for([job.id])
        return ended

    job = await models.bridge.call(submit)
    assert job.state is JobState.UNCERTAIN
    return job


def state(models: Models, job: Job) -> JobState | None:
    shown = models.jobs.job(job.id)
    return shown.state if shown else None


def test_lost_videos_are_listed_and_adopted(
    window: MainWindow, models: Models, talk: Talk, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async def scenario(_: Conversations) -> None:
        names = await made_elsewhere(tmp_path / "elsewhere", sandbox, 2)
        await on(models, sandbox)
        RescueTalk(models, window).find_lost()
        dialog = await opened(window, "task_dialog")
        listed = part(dialog, QListWidget, "tasks")
        await until(lambda: listed.count() == 2)
        lines = [listed.item(row).text() for row in range(2)]
        press(dialog, "tasks_take_all")
        await until(lambda: models.library.rowCount() == 2)

        assert all(any(name in line for line in lines) for name in names)

    talk(scenario)


def test_a_service_without_a_list_says_so_in_the_dialog(
    window: MainWindow, models: Models, talk: Talk
) -> None:
    async def scenario(_: Conversations) -> None:
        with running_sandbox("--no-list") as sandbox:
            await on(models, sandbox)
            RescueTalk(models, window).find_lost()
            dialog = await opened(window, "task_dialog")
            await until(lambda: "cannot list its tasks" in words(dialog, "tasks_words"))
            press(dialog, "tasks_close")
            await models.bridge.close()

    talk(scenario)


def test_an_accepted_job_that_is_looked_up_goes_on_and_says_so(
    window: MainWindow, models: Models, talk: Talk, sandbox: RunningSandbox
) -> None:
    async def scenario(_: Conversations) -> None:
        job = await uncertain(models, sandbox, "reset-after")
        RescueTalk(models, window).look_up(job)
        box = await opened(window, "told")
        assert isinstance(box, QMessageBox)
        said = box.text()
        press(box, "told_ok")
        await until(lambda: state(models, job) is JobState.DONE)

        assert said == "The service has it"

    talk(scenario)


def test_a_job_that_was_not_accepted_can_be_sent_again_at_once(
    window: MainWindow, models: Models, talk: Talk, sandbox: RunningSandbox
) -> None:
    async def scenario(_: Conversations) -> None:
        job = await uncertain(models, sandbox, "500")
        RescueTalk(models, window).look_up(job)
        box = await opened(window, "question")
        assert isinstance(box, QMessageBox)
        said = box.text()
        press(box, "question_yes")
        await until(lambda: state(models, job) is JobState.CANCELLED)
        await until(lambda: models.library.rowCount() == 1)

        assert said == "The service has no such task"

    talk(scenario)


def test_of_several_tasks_the_user_chooses_the_one(
    window: MainWindow, models: Models, talk: Talk, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async def scenario(_: Conversations) -> None:
        await made_elsewhere(tmp_path / "elsewhere", sandbox, 1)
        job = await uncertain(models, sandbox, "reset-after")
        RescueTalk(models, window).look_up(job)
        dialog = await opened(window, "task_dialog")
        listed = part(dialog, QListWidget, "tasks")
        assert listed.count() == 2
        listed.setCurrentRow(0)
        press(dialog, "tasks_take")
        await until(lambda: state(models, job) is JobState.DONE)

    talk(scenario)
