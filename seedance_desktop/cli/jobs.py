"""``seedance-desktop jobs``: what the profile's list of jobs holds, and one job's story."""

import asyncio
from argparse import Namespace
from collections.abc import Awaitable, Callable

from seedance_desktop.cli.command import Command
from seedance_desktop.cli.deeds import DEEDS, tell
from seedance_desktop.cli.json_lines import told_job
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.parser import Parser, UsageError, within
from seedance_desktop.cli.running import run_jobs
from seedance_desktop.cli.session import (
    Session,
    engine_of,
    folders_of,
    has_records,
    opened_session,
)
from seedance_desktop.cli.words import first_words, settings_words, state_words
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.ids import JobId, RemoteId
from seedance_desktop.core.job import Job
from seedance_desktop.core.mentions import readable_prompt
from seedance_desktop.core.story import StoryEntry
from seedance_desktop.core.story_words import story_lines
from seedance_desktop.core.words import Message, tr
from seedance_desktop.engine.engine import Engine
from seedance_desktop.store.records import story_entry_record


def _run(arguments: Namespace, output: Output) -> int:
    if arguments.what == "show":
        return _show(arguments, output)
    if arguments.what is not None:
        return _deed(arguments, output)
    jobs: list[Job] = []
    if has_records(folders_of(arguments.profile)):
        with opened_session(arguments.profile, output) as session:
            jobs = asyncio.run(_newest(session, arguments.limit))
    if not jobs:
        output.note(tr("There are no jobs yet."))
    for job in jobs:
        output.item({"event": "job", "job": told_job(job)}, _line(job))
    return ExitCode.OK


def _show(arguments: Namespace, output: Output) -> int:
    """Raises UsageError without an id, InputError where there is no such job."""
    job_id = _named(arguments)
    with opened_session(arguments.profile, output) as session:
        job, story = asyncio.run(_told(session, job_id))
    lines = [_line(job), *(line for entry in story for line in story_lines(entry))]
    told = [story_entry_record(entry) for entry in story]
    output.item({"event": "job", "job": told_job(job), "story": told}, "\n".join(lines))
    return ExitCode.OK


def _deed(arguments: Namespace, output: Output) -> int:
    """Raises UsageError without an id, and what the engine raises."""
    deed = DEEDS[arguments.what]
    job_id = _named(arguments) if deed.has_job else JobId("")
    task = None if arguments.task is None else RemoteId(arguments.task)

    async def begin(engine: Engine) -> list[Job]:
        return await deed.do(engine, job_id, output, task)

    with opened_session(arguments.profile, output) as session:
        if deed.waits:
            return run_jobs(session, output, begin)
        for job in asyncio.run(_done(session, begin)):
            tell(output, job)
    return ExitCode.OK


def _named(arguments: Namespace) -> JobId:
    if arguments.id is None:
        raise UsageError(
            Message("It is not said which job is meant."),
            remedy=Message("Give its name as `seedance-desktop jobs` shows it."),
        )
    return JobId(arguments.id)


async def _done(session: Session, do: Callable[[Engine], Awaitable[list[Job]]]) -> list[Job]:
    async with engine_of(session) as engine:
        return await do(engine)


async def _told(session: Session, job_id: JobId) -> tuple[Job, tuple[StoryEntry, ...]]:
    async with engine_of(session) as engine:
        return await engine.job(job_id), await engine.story(job_id)


async def _newest(session: Session, limit: int) -> list[Job]:
    async with engine_of(session) as engine:
        return await engine.jobs(limit)


def _line(job: Job) -> str:
    when = f"{job.created_at.astimezone():%Y-%m-%d %H:%M}"
    what = f"{settings_words(job.request)} · {first_words(readable_prompt(job.request))}"
    return f"{job.id}  {when}  {state_words(job)}  {what}"


def add_listing(parser: Parser) -> None:
    """Declare what every list takes."""
    parser.add_argument(
        "--limit",
        type=within(1, 1_000_000),
        default=50,
        metavar="N",
        help=tr("at most so many, the newest first"),
    )
    parser.add_profile()


def _add_arguments(parser: Parser) -> None:
    add = parser.add_argument
    add("what", nargs="?", metavar="WHAT", choices=["show", *DEEDS], help=_verbs())
    add("id", nargs="?", metavar="ID", help=tr("the job's name, as it is listed"))
    add("--task", metavar="TASK", help=tr("for look-up: the service's task that it is"))
    add_listing(parser)


def _verbs() -> str:
    story = tr("show one job and its whole story")
    told = [f"show: {story}"]
    told += [f"{name}: {deed.words.shown()}" for name, deed in DEEDS.items()]
    return "; ".join(told)


JOBS = Command(
    Message("List the jobs, the newest first, show one of them, or do something with it."),
    _add_arguments,
    _run,
)
