"""``seedance-desktop resume``: every open job of a profile goes on from where it is on disk."""

from argparse import Namespace
from functools import partial

from seedance_desktop.cli.command import Command
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.parser import Parser
from seedance_desktop.cli.running import run_jobs
from seedance_desktop.cli.session import Session, folders_of, has_records, opened_session
from seedance_desktop.core.events import JobChanged
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.job import Job
from seedance_desktop.core.words import Message, tr, tr_count
from seedance_desktop.engine.claims import Claims
from seedance_desktop.engine.engine import Engine
from seedance_desktop.store.database import Database
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable


def _run(arguments: Namespace, output: Output) -> int:
    if not has_records(folders_of(arguments.profile)):
        output.note(tr("There is nothing to continue."))
        return ExitCode.OK
    with opened_session(arguments.profile, output) as session:
        return run_jobs(session, output, partial(_begin, session, output))


async def _begin(session: Session, output: Output, engine: Engine) -> list[Job]:
    mine, others = _open_jobs(session.folders)
    if others:
        output.note(
            tr_count(
                "Another window or command is at work on {count} job; it is left alone.",
                "Another window or command is at work on {count} jobs; they are left alone.",
                others,
            )
        )
    if not mine:
        output.note(tr("There is nothing to continue."))
        return []
    await engine.start()
    jobs = [await engine.job(job.id) for job in mine]
    for job in jobs:
        output.event(JobChanged(job))
    return jobs


def _open_jobs(folders: Folders) -> tuple[list[Job], int]:
    """Jobs that have not ended, and how many more another process is at.

    For before the engine starts: it claims the same jobs, and closing any file of the claims
    would let go of all that this process holds.
    """
    records = Database.reader(folders.database)
    claims = Claims(folders.data / "jobs.lock")
    try:
        found = JobTable(records).open()
        mine = [job for job in found if claims.take(job.id)]
    finally:
        claims.close()
        records.close()
    return mine, len(found) - len(mine)


RESUME = Command(
    Message("Continue every job that has not ended and wait for it; prints each finished file."),
    Parser.add_profile,
    _run,
    makes_files=True,
)
