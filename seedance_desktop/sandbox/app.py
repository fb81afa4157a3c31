"""The sandbox as a web application: which address is answered by what, faults before all else."""

import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from seedance_desktop.core.capability import Capability
from seedance_desktop.sandbox.faults import FaultPlan, FaultSyntaxError, Step, parse_faults
from seedance_desktop.sandbox.ledger import Ledger, Recorder
from seedance_desktop.sandbox.misbehaviour import instead, spoiled
from seedance_desktop.sandbox.options import SandboxOptions
from seedance_desktop.sandbox.refusals import Refused, internal, no_such_path
from seedance_desktop.sandbox.service import Service
from seedance_desktop.sandbox.studio import Studio
from seedance_desktop.sandbox.tasks import TaskBook

TASKS = "/api/v3/contents/generations/tasks"

Handler = Callable[[Request], Awaitable[Response]]


def make_app(options: SandboxOptions, models: Mapping[str, Capability], folder: Path) -> Starlette:
    """A sandbox that keeps its tasks and files in ``folder``."""
    book, ledger = TaskBook(folder), Ledger()
    studio = Studio(book)
    service = Service(options, models, book=book, studio=studio, ledger=ledger)
    doors = _Doors(options, ledger)

    @contextlib.asynccontextmanager
    async def open_studio(_: Starlette) -> AsyncIterator[None]:
        for task in reversed(book.recent(time.time())):
            studio.begin(task)
        yield
        await studio.close()

    return Starlette(
        routes=[
            Route(TASKS, doors.behind(Step.CREATE, service.create), methods=["POST"]),
            Route(TASKS, doors.behind(Step.QUERY, service.listing), methods=["GET"]),
            Route(f"{TASKS}/{{id}}", doors.behind(Step.QUERY, service.query), methods=["GET"]),
            Route(f"{TASKS}/{{id}}", doors.behind(Step.QUERY, service.delete), methods=["DELETE"]),
            # A trap of the real service: any POST below the tasks' address creates one.
            Route(
                f"{TASKS}/{{rest:path}}",
                doors.behind(Step.CREATE, service.create),
                methods=["POST"],
            ),
            Route("/v1/models", doors.behind(Step.QUERY, service.models), methods=["GET"]),
            Route("/files/{name}", doors.behind(Step.FILE, service.file), methods=["GET"]),
            Route("/sandbox/ledger", doors.show_ledger, methods=["GET"]),
            Route("/sandbox/faults", doors.replace_faults, methods=["POST"]),
        ],
        middleware=[Middleware(Recorder, ledger=ledger)],
        exception_handlers={
            Refused: _refused,
            HTTPException: _unknown,
            Exception: doors.broken,
        },
        lifespan=open_studio,
    )


class _Doors:
    """What stands before every address: the faults; and the sandbox's own addresses."""

    def __init__(self, options: SandboxOptions, ledger: Ledger) -> None:
        self._options = options
        self._ledger = ledger
        self._plan = FaultPlan(parse_faults(options.faults), seed=options.seed)

    def behind(self, step: Step, handler: Handler) -> Handler:
        """The handler, with the faults of its step in front of it."""

        async def answered(request: Request) -> Response:
            fault = self._plan.strike(step)
            if fault is None:
                return await handler(request)
            request.state.fault = fault
            replaced = await instead(fault, request, self._options.dialect)
            return replaced or await spoiled(fault, await handler(request))

        return answered

    async def show_ledger(self, _: Request) -> Response:
        """What was asked so far."""
        return JSONResponse(self._ledger.as_json())

    async def replace_faults(self, request: Request) -> Response:
        """Misbehave as the body's text says from now on; an empty one is for good behaviour."""
        try:
            self._plan.replace(parse_faults((await request.body()).decode()))
        except FaultSyntaxError as error:
            return PlainTextResponse(str(error), 400)
        return PlainTextResponse("")

    async def broken(self, request: Request, _: Exception) -> Response:
        """A bug in the sandbox: its traceback is logged by the server."""
        return await _refused(request, internal(self._options.dialect))


async def _refused(_: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    return JSONResponse(error.body, error.status, headers=error.headers)


async def _unknown(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    refused = no_such_path(request.method, request.url.path)
    return JSONResponse(refused.body, error.status_code, headers=error.headers)
