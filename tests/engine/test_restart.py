"""The program ends at any moment and starts again: nothing is paid twice, nothing paid is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from seedance_desktop.core.errors import InputError
from seedance_desktop.core.job import JobState
from tests.engine.bench import Bench, a_request, files_in, parts_in
from tests.support.sandbox import RunningSandbox

ROOT = Path(__file__).parents[2]
FINISHED = [
    "queued",
    "preparing",
    "running",
    "fetching",
    "fetched",
    "checked",
    "tagged",
    "filed",
    "done",
]
"""Moments of which the program knows afterwards where it stood."""


def killed(bench: Bench, sandbox: RunningSandbox, moment: str) -> None:
    """Let another process submit a job and be killed, SIGKILL, at this moment."""
    with victim(bench, sandbox, moment) as process:
        assert process.wait(timeout=120) == -9, f"it was not killed at {moment}"


def victim(bench: Bench, sandbox: RunningSandbox, moment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.engine.victim"]
    arguments = [str(bench.folders.data.parent), sandbox.address, sandbox.key, moment]
    return subprocess.Popen([*command, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("moment", FINISHED)
async def test_killed_at_a_step_the_job_goes_on_and_makes_one_video_for_one_bill(
    bench: Bench, sandbox: RunningSandbox, moment: str
) -> None:
    before = sandbox.ledger()["creates"]
    killed(bench, sandbox, moment)

    async with bench.opened() as bed:
        (job,) = await bed.engine.jobs(10)
        done = await bed.hurried(job)
        videos = await bed.engine.library.newest(10)

    assert done.state is JobState.DONE
    assert [video.id for video in videos] == [done.video]
    assert files_in(bench.library) == [videos[0].file]
    assert parts_in(bench.library) == []
    assert sandbox.ledger()["creates"] - before == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(("moment", "accepted"), [("submitting", 0), ("posted", 1)])
async def test_killed_while_sending_the_job_is_uncertain_and_is_not_sent_again(
    bench: Bench, sandbox: RunningSandbox, moment: str, accepted: int
) -> None:
    before = sandbox.ledger()["creates"]
    killed(bench, sandbox, moment)

    async with bench.opened() as bed:
        (job,) = await bed.engine.jobs(10)
        uncertain = await bed.hurried(job)

    assert uncertain.state is JobState.UNCERTAIN
    assert sandbox.ledger()["creates"] - before == accepted


async def test_closed_while_a_video_is_made_it_is_followed_again_by_its_remote_id(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    before = sandbox.ledger()["creates"]

    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        running = await bed.until(job, JobState.RUNNING)
    async with bench.opened() as bed:
        done = await bed.hurried(job)

    assert done.state is JobState.DONE
    assert done.remote_id == running.remote_id
    assert sandbox.ledger()["creates"] - before == 1


async def test_the_waiting_line_survives_a_restart_in_its_order(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    sandbox.misbehave("create:401")

    async with bench.opened() as bed:
        jobs = await bed.submit(a_request(), count=3)
        await bed.settled(jobs[0])
    sandbox.misbehave()
    async with bench.opened() as bed:
        await bed.hurried(*jobs)
        done = [await bed.engine.job(job.id) for job in jobs]

    assert {job.state for job in done} == {JobState.DONE}
    sent = [job.submitted_at for job in done if job.submitted_at]
    assert sent == sorted(sent)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
async def test_a_job_that_another_process_is_at_is_left_to_it(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    with victim(bench, sandbox, "stand") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "here\n"
        async with bench.opened() as bed:
            (job,) = await bed.engine.jobs(10)
            with pytest.raises(InputError, match="Another window"):
                await bed.engine.cancel(job.id)
            left = await bed.engine.job(job.id)
        other.kill()
    async with bench.opened() as bed:
        taken_up = await bed.hurried(job)

    assert left.state is JobState.QUEUED
    assert taken_up.state is JobState.DONE
