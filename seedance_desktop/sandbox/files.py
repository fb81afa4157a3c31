"""Files behind pre-signed links: ranges, conditions, and how a transfer can go wrong."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import formatdate
from pathlib import Path
from typing import Self

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from seedance_desktop.sandbox.faults import Fault, Kind
from seedance_desktop.sandbox.wire import drop

CHUNK = 64 * 1024
WRONG_LENGTH = 1000
"""How many bytes too many are promised by the fault of that name."""
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_TYPES = {".mp4": "video/mp4", ".mov": "video/quicktime", ".png": "image/png"}


@dataclass(frozen=True, slots=True)
class Part:
    """Which bytes of a file are asked for: from ``start`` up to ``stop``, of ``total``."""

    start: int
    stop: int
    total: int
    is_whole: bool


def denied(code: str, message: str) -> Response:
    """The storage host's refusal, as XML."""
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    )
    return Response(body, 403, media_type="application/xml")


def file_answer(request: Request, path: Path) -> Response:
    """The file, or the part of it that the request's Range names."""
    if not path.is_file():
        body = "<Error><Code>NoSuchKey</Code><Message>There is no such file.</Message></Error>"
        return Response(body, 404, media_type="application/xml")
    facts = path.stat()
    tag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    changed = formatdate(facts.st_mtime, usegmt=True)
    asked = request.headers.get("range")
    condition = request.headers.get("if-range")
    if condition is not None and condition not in (tag, changed):
        asked = None
    part = _part(asked, facts.st_size)
    if part is None:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{facts.st_size}"})
    return FileAnswer(path, part, headers={"ETag": tag, "Last-Modified": changed})


def _part(asked: str | None, total: int) -> Part | None:
    """The bytes to send; ``None`` when none of those asked for are there."""
    match = _RANGE.fullmatch(asked.strip()) if asked else None
    if match is None or match.groups() == ("", ""):
        return Part(0, total, total, is_whole=True)
    first, last = match.groups()
    if not first:
        return Part(max(0, total - int(last)), total, total, is_whole=False)
    stop = min(int(last) + 1, total) if last else total
    return Part(int(first), stop, total, is_whole=False) if int(first) < stop else None


@dataclass(frozen=True, slots=True)
class Spoiling:
    """How a transfer goes wrong. ``cut`` counts bytes of the file, ``seconds`` is its length."""

    cut: int | None = None
    more: int = 0
    corrupt: bool = False
    empty: bool = False
    seconds: float = 0.0


class FileAnswer(Response):
    """A part of a file, sent in pieces, spoiled if a fault says so."""

    def __init__(self, path: Path, part: Part, *, headers: dict[str, str]) -> None:
        super().__init__(
            status_code=200 if part.is_whole else 206,
            headers={**headers, "Accept-Ranges": "bytes"},
            media_type=_TYPES.get(path.suffix, "application/octet-stream"),
        )
        if not part.is_whole:
            self.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{part.total}"
        self._path = path
        self._part = part
        self._spoiling = Spoiling()

    def spoiled(self, fault: Fault) -> Self:
        """This answer, gone wrong as the fault says."""
        match fault.kind:
            case Kind.CUT:
                self._spoiling = Spoiling(cut=int(fault.value))
            case Kind.WRONG_LENGTH:
                self._spoiling = Spoiling(more=WRONG_LENGTH)
            case Kind.CORRUPT:
                self._spoiling = Spoiling(corrupt=True)
            case Kind.SLOW:
                self._spoiling = Spoiling(seconds=fault.value)
            case Kind.EMPTY:
                self._part = replace(self._part, stop=self._part.start)
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; breaks off by closing the connection where a fault wants that."""
        part, spoiling = self._part, self._spoiling
        stop = part.stop if spoiling.cut is None else min(part.stop, spoiling.cut)
        length = part.stop - part.start + spoiling.more
        self.headers["Content-Length"] = str(length)
        headers = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **headers})
        sent = 0
        pause = spoiling.seconds * CHUNK / max(1, length)
        for piece in self._pieces(max(part.start, stop)):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            sent += len(piece)
            await asyncio.sleep(pause)
        if sent < length:
            await drop(scope, receive)
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _pieces(self, stop: int) -> Iterator[bytes]:
        """The bytes up to ``stop``; corrupt ones are wrong in the file's middle fifth."""
        wrong = range(self._part.total * 2 // 5, self._part.total * 3 // 5)
        with self._path.open("rb") as file:
            file.seek(self._part.start)
            place = self._part.start
            while place < stop:
                piece = file.read(min(CHUNK, stop - place))
                if self._spoiling.corrupt and place + len(piece) > wrong.start:
                    piece = _with_wrong(piece, place, wrong)
                yield piece
                place += len(piece)


def _with_wrong(piece: bytes, place: int, wrong: range) -> bytes:
    return bytes(
        byte ^ 0xA5 if place + index in wrong else byte for index, byte in enumerate(piece)
    )
