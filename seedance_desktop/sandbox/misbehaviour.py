"""What a fault makes of a request: another answer, or the right one gone wrong."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from seedance_desktop.sandbox import refusals
from seedance_desktop.sandbox.faults import Fault, Kind, Step
from seedance_desktop.sandbox.files import FileAnswer, denied
from seedance_desktop.sandbox.options import Dialect
from seedance_desktop.sandbox.wire import Dropped

_PROXY_PAGE = """<!DOCTYPE html>
<html><head><title>{status}</title></head>
<body><center><h1>{status}</h1></center><hr><center>proxy of the sandbox</center></body></html>
"""


async def instead(fault: Fault, request: Request, dialect: Dialect) -> Response | None:
    """What is answered without doing anything; ``None`` when the request is handled first.

    Raises Refused for the service's own refusals.
    """
    match fault.kind:
        case Kind.REFUSE:
            return Dropped()
        case Kind.RESET_BEFORE:
            async for _ in request.stream():
                continue
            return Dropped(reset=True)
        case Kind.HTML:
            status = int(fault.value)
            return Response(_PROXY_PAGE.format(status=status), status, media_type="text/html")
        case Kind.DEAD_LINK | Kind.FORBIDDEN if fault.step is Step.FILE:
            return denied("AccessDenied", "Request has expired")
        case _:
            _refuse(fault, request, dialect)
            return None


def _refuse(fault: Fault, request: Request, dialect: Dialect) -> None:
    match fault.kind:
        case Kind.NO_KEY:
            raise refusals.no_key(dialect)
        case Kind.FORBIDDEN:
            raise refusals.wrong_key(dialect)
        case Kind.NOT_FOUND if "id" in request.path_params:
            raise refusals.no_such_task(request.path_params["id"])
        case Kind.NOT_FOUND:
            raise refusals.no_such_path(request.method, request.url.path)
        case Kind.RATE_LIMIT:
            raise refusals.rate_limited(dialect, fault.value)
        case Kind.INTERNAL:
            raise refusals.internal(dialect)


async def spoiled(fault: Fault, response: Response) -> Response:
    """The right answer, gone wrong on its way back."""
    if isinstance(response, FileAnswer):
        return response.spoiled(fault)
    match fault.kind:
        case Kind.RESET_AFTER:
            return Dropped(reset=True)
        case Kind.EMPTY:
            return Response(status_code=200)
        case Kind.SLOW:
            await asyncio.sleep(fault.value)
            return response
        case _:
            return response
