"""Runs jobs for a command on one asyncio loop: start, wait, close, tell how it ended."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from seedance_desktop.cli.interruption import cancelled_by_signals
from seedance_desktop.cli.outcome import tell_kept, told_outcome
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.session import Session, engine_of
from seedance_desktop.cli.watch import Watch
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.words import tr
from seedance_desktop.engine.engine import Engine

Begin = Callable[[Engine], Awaitable[list[Job]]]
"""Sets jobs going; the answer is the jobs to wait for."""

_log = logging.getLogger(__name__)


def run_jobs(session: Session, output: Output, begin: Begin) -> int:
    """The exit code, once the jobs that ``begin`` set going stand still or a signal came.

    Raises KnownError kinds from ``begin``, from opening the records and from keeping them.
    """
    return asyncio.run(_run(session, output, begin))


async def _run(session: Session, output: Output, begin: Begin) -> int:
    watch = Watch()
    _report_loose_ends(watch)
    try:
        with cancelled_by_signals():
            async with engine_of(session, watch.report) as engine:
                engine.subscribe(output.event)
                engine.subscribe(watch.listen)
                await _waited(watch, await begin(engine), output)
    except asyncio.CancelledError:
        output.note(tr("Interrupted.") if watch.jobs else tr("Interrupted; nothing was sent."))
        tell_kept(watch.jobs.values(), output, session.profile)
        return ExitCode.INTERRUPTED
    return told_outcome(watch.jobs.values(), output, session.profile)


async def _waited(watch: Watch, jobs: list[Job], output: Output) -> None:
    try:
        await watch.settled(jobs, output.tick)
    except asyncio.CancelledError:
        if any(job.state is JobState.SUBMITTING for job in watch.jobs.values()):
            output.note(
                tr("Waiting for the answer to what was just sent; stop again not to wait for it.")
            )
        raise


def _report_loose_ends(watch: Watch) -> None:
    """What a listener or a forgotten task raises ends the wait, as any other bug does."""

    def told(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            _log.error("%s", context.get("message"), exc_info=error)
            watch.report(error)
        else:
            _log.warning("%s", context.get("message"))

    asyncio.get_running_loop().set_exception_handler(told)
