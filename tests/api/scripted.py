"""A real HTTP server on loopback that answers as it is told and keeps what it heard."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heard:
    """One request as it came in. ``connection`` counts the connections to this server."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    connection: int

    @property
    def json(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.body)
        return found


Answer = Callable[[Heard, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class ScriptedServer:
    """``answers`` are given in order; the last is given again and again."""

    answers: list[Answer]
    heard: list[Heard] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        connection = self.connections
        while (heard := await _request(reader, connection)) is not None:
            self.heard.append(heard)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            await answer(heard, writer)


Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(*answers: Answer) -> AsyncIterator[ScriptedServer]:
    script = ScriptedServer(list(answers))
    async with listening(script.serve) as script.port:
        yield script


@asynccontextmanager
async def listening(conversation: Conversation) -> AsyncIterator[int]:
    """Hold this conversation with whoever connects to the port; all are over at the end."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await conversation(reader, writer)
        except (asyncio.CancelledError, ConnectionError):
            pass  # the test is over, or the client went away
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _request(reader: asyncio.StreamReader, connection: int) -> Heard | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    method, target, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    try:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    except asyncio.IncompleteReadError:
        return None
    return Heard(method, target, headers, body, connection)


# ── answers ──────────────────────────────────────────────────────────────────────────────────────


def says(status: int, body: object = b"", **headers: str) -> Answer:
    """Answer with these words: bytes as they are, anything else as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
    told = {"content-type": kind, "content-length": str(len(content))}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())

    async def answer(_: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode("latin-1") + content)
        await writer.drain()

    return answer


def page(status: int) -> Answer:
    return says(status, b"<!DOCTYPE html><h1>A gateway</h1>", content_type="text/html")


def raw(content: bytes) -> Answer:
    """Write these bytes and hang up."""

    async def answer(_: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        await writer.drain()
        writer.close()

    return answer


async def hangs_up(_: Heard, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def resets(_: Heard, writer: asyncio.StreamWriter) -> None:
    """Cut the connection hard, as a crashed or restarted service does."""
    found = writer.get_extra_info("socket")
    found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def stays_silent(_: Heard, writer: asyncio.StreamWriter) -> None:
    """Say nothing until the client has had enough."""
    await writer.wait_closed()


def endless(head: bytes, piece: bytes) -> Answer:
    """Begin an answer and never stop."""

    async def answer(_: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()

    return answer


def serves_file(content: bytes, *, etag: str = '"v1"', cut_at: int | None = None) -> Answer:
    """Serve a file with Range and If-Range; ``cut_at`` hangs up after so many bytes of the body."""

    async def answer(heard: Heard, writer: asyncio.StreamWriter) -> None:
        start, status, extra = 0, "200 OK", ""
        wanted = heard.headers.get("range")
        if wanted and heard.headers.get("if-range", etag) == etag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            last = len(content) - 1
            status = "206 Partial Content"
            extra = f"content-range: bytes {start}-{last}/{len(content)}\r\n"
        body = content[start:]
        head = (
            f"HTTP/1.1 {status}\r\ncontent-type: video/mp4\r\netag: {etag}\r\n{extra}"
            f"content-length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + (body if cut_at is None else body[:cut_at]))
        await writer.drain()
        if cut_at is not None:
            writer.close()

    return answer
