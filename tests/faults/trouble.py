"""Trouble that no service can make by itself: names that nobody knows, certificates of nobody."""

import asyncio
import ssl
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from socket import EAI_NONAME, gaierror
from typing import cast
from urllib.parse import urlsplit

from benchmarks.certificates import make_certificates
from seedance_desktop.api.endpoint import Endpoint, is_loopback
from seedance_desktop.api.task import Task
from seedance_desktop.api.transport import Timeouts, make_client
from seedance_desktop.api.wire import SentFrame
from seedance_desktop.build import HttpWire
from seedance_desktop.core.ids import FrameHash, RemoteId
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.engine.ports import EngineParts, Progress, Service, Wire

NOWHERE = "https://nosuch.invalid"


class Guard:
    """Lets nothing leave this machine while it is up: a name is looked up by nobody.

    Python asks it before a name is resolved and before a connection is made. Such a hook cannot
    be taken off again, so one serves the whole run, and is up or not.
    """

    def __init__(self) -> None:
        self.is_up = False
        self.asked: list[str] = []
        self.left: list[str] = []
        sys.addaudithook(self._hear)

    @contextmanager
    def up(self) -> Iterator["Guard"]:
        self.is_up = True
        self.asked.clear()
        self.left.clear()
        try:
            yield self
        finally:
            self.is_up = False

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.is_up:
            return
        if event == "socket.getaddrinfo":
            self._look_up(_text(arguments[0]))
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            self._connect(_text(arguments[1][0]))

    def _look_up(self, host: str) -> None:
        if host and not is_loopback(host):
            self.asked.append(host)
            raise gaierror(EAI_NONAME, "Name or service not known")

    def _connect(self, host: str) -> None:
        if not is_loopback(host):
            self.left.append(host)
            raise ConnectionRefusedError(f"{host} is not this machine")


def _text(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host or "")


@dataclass
class Detour:
    """Leads one step's requests to another address, so many times or, with ``None``, always."""

    step: str
    address: str
    times: int | None = None
    taken: int = 0
    _wire: Wire | None = None

    def __call__(self, parts: EngineParts) -> EngineParts:
        self._wire = parts.wire
        return replace(parts, wire=self)

    def end(self) -> None:
        self.times = 0

    @property
    def wire(self) -> Wire:
        assert self._wire is not None
        return self._wire

    def service(self, endpoint: Endpoint) -> Service:
        real = self.wire.service(endpoint)
        elsewhere = self.wire.service(Endpoint(self.address, endpoint.key))
        return cast("Service", _Led(self, real, elsewhere))

    async def fetch(self, url: str, part: Path, on_progress: Progress, *, home: str) -> None:
        if self.strikes("file"):
            url = self.address + urlsplit(url).path
        await self.wire.fetch(url, part, on_progress, home=home)

    async def close(self) -> None:
        await self.wire.close()

    def strikes(self, step: str) -> bool:
        if step != self.step or self.times == 0:
            return False
        self.taken += 1
        self.times = None if self.times is None else self.times - 1
        return True


@dataclass
class _Led:
    """A service of which a detour decides where it is."""

    detour: Detour
    real: Service
    elsewhere: Service

    @property
    def spacing(self) -> float:
        return self.real.spacing

    async def create(
        self, request: GenerationRequest, frames: Mapping[FrameHash, SentFrame]
    ) -> RemoteId:
        return await self._at("create").create(request, frames)

    async def task(self, remote_id: RemoteId, /) -> Task:
        return await self._at("query").task(remote_id)

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def _at(self, step: str) -> Service:
        return self.elsewhere if self.detour.strikes(step) else self.real


def hasty(parts: EngineParts, seconds: float = 0.5) -> EngineParts:
    """The same parts with the patience of seconds, where the program has that of minutes."""
    assert isinstance(parts.wire, HttpWire)
    parts.wire._http = make_client(Timeouts(read=seconds, create_read=seconds))
    return parts


@asynccontextmanager
async def impostor(folder: Path) -> AsyncIterator[str]:
    """A server on this machine whose certificate nobody vouches for; its address.

    Whatever reaches it in spite of that is a failure of the test.
    """
    _, chain = make_certificates(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain)
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(100))
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0, ssl=context)
    try:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()
    assert not any(heard)
