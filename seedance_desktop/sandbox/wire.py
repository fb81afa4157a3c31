"""Connections that a handler can break: what HTTP servers are made to prevent."""

import asyncio
import socket
import struct
import sys
from typing import cast

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol


class BreakableConnection(H11Protocol):
    """An HTTP connection whose transport is handed to the request, as ``state.transport``."""

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class Dropped(Response):
    """No answer: the connection is closed, or reset so that the other side sees an error."""

    def __init__(self, *, reset: bool = False) -> None:
        super().__init__()
        self._reset = reset

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await drop(scope, receive, reset=self._reset)


async def drop(scope: Scope, receive: Receive, *, reset: bool = False) -> None:
    """Break the request's connection; returns when it is gone. What was sent is delivered."""
    transport = cast("asyncio.Transport", scope["state"]["transport"])
    if reset:
        connection = cast("socket.socket", transport.get_extra_info("socket"))
        lingering = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, lingering)
        transport.abort()
    else:
        transport.close()
    while (await receive())["type"] != "http.disconnect":
        continue
