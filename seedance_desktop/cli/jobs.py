"""``seedance-desktop jobs``: what the profile's list of jobs holds."""

import asyncio
from argparse import Namespace

from seedance_desktop.cli.command import Command
from seedance_desktop.cli.json_lines import told_job
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.parser import Parser, within
from seedance_desktop.cli.session import (
    Session,
    engine_of,
    folders_of,
    has_records,
    opened_session,
)
from seedance_desktop.cli.words import first_words, settings_words, state_words
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.job import Job
from seedance_desktop.core.words import Message, tr


def _run(arguments: Namespace, output: Output) -> int:
    jobs: list[Job] = []
    if has_records(folders_of(arguments.profile)):
        with opened_session(arguments.profile, output) as session:
            jobs = asyncio.run(_newest(session, arguments.limit))
    if not jobs:
        output.note(tr("There are no jobs yet."))
    for job in jobs:
        output.item({"event": "job", "job": told_job(job)}, _line(job))
    return ExitCode.OK


async def _newest(session: Session, limit: int) -> list[Job]:
    async with engine_of(session) as engine:
        return await engine.jobs(limit)


def _line(job: Job) -> str:
    when = f"{job.created_at.astimezone():%Y-%m-%d %H:%M}"
    what = f"{settings_words(job.request)} · {first_words(job.request.prompt)}"
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


JOBS = Command(Message("List the jobs, the newest first."), add_listing, _run)
