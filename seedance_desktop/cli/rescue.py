"""``seedance-desktop rescue``: tasks that the service has and the profile does not; adopted."""

import asyncio
from argparse import Namespace
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from seedance_desktop.api.endpoint import checked_address
from seedance_desktop.cli.command import Command
from seedance_desktop.cli.outcome import NO_KEY
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.parser import Parser, path
from seedance_desktop.cli.running import run_jobs
from seedance_desktop.cli.session import Session, engine_of, opened_session
from seedance_desktop.core.errors import InputError, KeyMissingError
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import Job
from seedance_desktop.core.listed_task import ListedTask
from seedance_desktop.core.story_words import task_line
from seedance_desktop.core.words import Message, tr
from seedance_desktop.engine.engine import Engine
from seedance_desktop.store.records import listed_task_record


@dataclass(frozen=True, slots=True)
class _Wanted:
    """``tasks`` of ``None`` means all of them."""

    connection: ConnectionId
    library: Path
    tasks: frozenset[str] | None


def _run(arguments: Namespace, output: Output) -> int:
    with opened_session(arguments.profile, output) as session:
        wanted = _wanted(arguments, session)
        if arguments.adopt or arguments.adopt_all:
            return run_jobs(session, output, partial(_adopt, wanted, output))
        lost = asyncio.run(_listed(session, wanted))
    if not lost:
        output.note(_none())
    for task in lost:
        output.item({"event": "task", "task": listed_task_record(task)}, task_line(task))
    return ExitCode.OK


async def _listed(session: Session, wanted: _Wanted) -> tuple[ListedTask, ...]:
    async with engine_of(session) as engine:
        return await _lost(wanted, engine)


async def _lost(wanted: _Wanted, engine: Engine) -> tuple[ListedTask, ...]:
    if not await engine.accounts.has_key(wanted.connection):
        raise KeyMissingError(remedy=NO_KEY)
    return await engine.rescue.unknown_tasks(wanted.connection)


async def _adopt(wanted: _Wanted, output: Output, engine: Engine) -> list[Job]:
    """Raises InputError, before anything is adopted, for a task that is not among the lost."""
    lost = await _lost(wanted, engine)
    names = {str(task.id) for task in lost}
    for missing in sorted((wanted.tasks or frozenset()) - names):
        raise InputError(
            Message("There is no task {id} that this profile does not know.", {"id": missing}),
            remedy=Message("See which there are without --adopt."),
        )
    if not lost:
        output.note(_none())
    return [
        await engine.rescue.adopt(wanted.connection, task, library=wanted.library)
        for task in lost
        if wanted.tasks is None or task.id in wanted.tasks
    ]


def _wanted(arguments: Namespace, session: Session) -> _Wanted:
    settings = session.settings
    connection = arguments.connection or settings.connection
    if "://" in connection:
        connection = checked_address(connection)
    return _Wanted(
        ConnectionId(connection),
        arguments.library or settings.library or session.folders.library,
        None if arguments.adopt_all else frozenset(arguments.adopt),
    )


def _none() -> str:
    return tr("There is no task that this profile does not know.")


def _add_arguments(parser: Parser) -> None:
    add = parser.add_argument
    add(
        "--connection",
        metavar="NAME",
        help=tr("sandbox, gptproto, one of yours, or an address with the same API"),
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--adopt",
        action="append",
        default=[],
        metavar="ID",
        help=tr("take this task over and fetch its video"),
    )
    which.add_argument("--adopt-all", action="store_true", help=tr("take all of them over"))
    add("--library", type=path, metavar="DIR", help=tr("the folder for the videos"))
    parser.add_profile()


RESCUE = Command(
    Message("List the tasks that the service has and this profile does not know, and fetch them."),
    _add_arguments,
    _run,
    makes_files=True,
)
