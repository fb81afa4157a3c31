"""What ``seedance-desktop jobs VERB ID`` does with one job or with the waiting line."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from seedance_desktop.cli.json_lines import told_job
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.words import state_words
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.ids import JobId, RemoteId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.listed_task import ListedTask
from seedance_desktop.core.story_words import task_line
from seedance_desktop.core.waiting_order import Move
from seedance_desktop.core.words import Message, tr
from seedance_desktop.engine.engine import Engine
from seedance_desktop.store.records import listed_task_record


@dataclass(frozen=True, slots=True)
class Deed:
    """``do`` gets the engine, the job's id, the output, and the task that was named, if any.

    ``waits``: the jobs that it answers with are waited for. ``has_job``: a job has to be named.
    """

    words: Message
    do: Callable[[Engine, JobId, Output, RemoteId | None], Awaitable[list[Job]]]
    waits: bool = False
    has_job: bool = True


async def _look_up(engine: Engine, job: JobId, output: Output, task: RemoteId | None) -> list[Job]:
    found = await engine.rescue.look_up(job)
    if found.job.state is not JobState.UNCERTAIN:
        output.note(tr("The service accepted this job; the program goes on with it."))
        return [found.job]
    if task is not None:
        return [await engine.rescue.choose(job, _named(found.candidates, task))]
    if not found.candidates:
        output.note(
            tr(
                "The service has no such task: it was most likely not accepted and not charged. "
                "Send it again with `jobs send-again {id}`.",
                id=job,
            )
        )
    else:
        output.note(tr("It may be one of these; say which with --task:"))
    for each in found.candidates:
        output.item({"event": "task", "task": listed_task_record(each)}, task_line(each))
    return [found.job]


def _named(candidates: tuple[ListedTask, ...], task: RemoteId) -> ListedTask:
    for each in candidates:
        if each.id == task:
            return each
    raise InputError(
        Message("The task {id} cannot be this job.", {"id": task}),
        remedy=Message("See which there are without --task."),
    )


async def _send_again(engine: Engine, job: JobId, *_: object) -> list[Job]:
    return [await engine.send_again(job)]


async def _retry(engine: Engine, job: JobId, *_: object) -> list[Job]:
    return [await engine.retry(job)]


async def _fetch(engine: Engine, job: JobId, *_: object) -> list[Job]:
    return [await engine.fetch_after_all(job)]


async def _cancel(engine: Engine, job: JobId, *_: object) -> list[Job]:
    return [await engine.cancel(job)]


async def _hold(engine: Engine, job: JobId, *_: object) -> list[Job]:
    return [await engine.waiting.hold(job)]


async def _release(engine: Engine, job: JobId, *_: object) -> list[Job]:
    return [await engine.waiting.release(job)]


async def _move(move: Move, engine: Engine, job: JobId, *_: object) -> list[Job]:
    await engine.waiting.move(job, move)
    return []


async def _pause(engine: Engine, *_: object) -> list[Job]:
    await engine.waiting.pause_all()
    return []


async def _continue(engine: Engine, *_: object) -> list[Job]:
    await engine.waiting.continue_all()
    return []


def tell(output: Output, job: Job) -> None:
    """How a job stands now, and what was said of it."""
    said = f"{job.id}  {state_words(job)}"
    if job.failure is not None:
        said += f"\n    {job.failure.message.shown()} {job.failure.remedy.shown()}"
    output.item({"event": "job", "job": told_job(job)}, said)


DEEDS = {
    "look-up": Deed(Message("find out whether the service accepted it"), _look_up, waits=True),
    "send-again": Deed(Message("send it a second time"), _send_again, waits=True),
    "retry": Deed(Message("make the same request as a new job"), _retry, waits=True),
    "fetch": Deed(Message("fetch the video of a cancelled job after all"), _fetch, waits=True),
    "cancel": Deed(Message("cancel it, and say what that achieved"), _cancel),
    "hold": Deed(Message("keep it from being sent"), _hold),
    "release": Deed(Message("let a held job be sent"), _release, waits=True),
    **{
        move.value: Deed(Message("give it another place in the waiting line"), partial(_move, move))
        for move in Move
    },
    "pause": Deed(Message("send nothing for now"), _pause, has_job=False),
    "continue": Deed(Message("send again"), _continue, has_job=False),
}
