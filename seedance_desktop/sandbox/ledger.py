"""What was asked of the sandbox, for tests: every request and what it cost. No part of the API."""

import asyncio
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from seedance_desktop.sandbox.wire import drop

PATH = "/sandbox/"
"""Where the sandbox's own addresses are; they are not recorded."""


@dataclass(slots=True)
class Ledger:
    """Counts since the sandbox started; ``status`` is 0 where a request got no answer.

    ``creates`` are tasks that were accepted, ``billed`` those that were found succeeded, and
    ``tokens`` what these cost. ``auth_on_files`` counts keys that were sent to the file host.
    """

    creates: int = 0
    billed: int = 0
    tokens: int = 0
    auth_on_files: int = 0
    framespersecond: int = 0
    requests: list[tuple[str, str, int]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """The ledger as it is answered."""
        return {
            "creates": self.creates,
            "billed": self.billed,
            "tokens": self.tokens,
            "auth_on_files": self.auth_on_files,
            "framespersecond": self.framespersecond,
            "requests": self.requests,
        }


class Recorder:
    """Passes requests on and writes each into the ledger with its status."""

    def __init__(self, app: ASGIApp, *, ledger: Ledger) -> None:
        self._app = app
        self._ledger = ledger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"].startswith(PATH):
            await self._app(scope, receive, send)
            return
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except asyncio.CancelledError:  # the server stops and waits for nobody
            await drop(scope, receive)
        finally:
            self._ledger.requests.append((scope["method"], scope["path"], status))
