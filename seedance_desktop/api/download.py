"""A finished file fetched to disk: resumed where it broke, and whole when this says so."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar

import httpx

from seedance_desktop.api.doorway import Doorway
from seedance_desktop.api.endpoint import is_file_link, leads_inward
from seedance_desktop.api.part_file import Mark, PartFile
from seedance_desktop.api.transport import retry_after
from seedance_desktop.api.trouble import Departure, connection_error
from seedance_desktop.core.errors import (
    ConnectionBrokenError,
    KnownError,
    LinkDeadError,
    RateLimitedError,
    ReplyNotUnderstoodError,
    ServiceBrokenError,
)
from seedance_desktop.core.link_errors import LinkInwardError
from seedance_desktop.core.words import Message

LARGEST_FILE = 4 * 1024**3
_BLOCK = 256 * 1024
"""Two of these are held of each file: larger ones made nothing faster."""
_KEEP_SECONDS = 1.0
_SHOW_SECONDS = 0.05
_REDIRECTS = 3
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")
_NO_VIDEO = ("text/", "application/json", "application/xml", "application/xhtml")

Progress = Callable[[int, int | None], None]
P = ParamSpec("P")
R = TypeVar("R")


async def stream_to(
    http: httpx.AsyncClient,
    url: str,
    part: Path,
    *,
    on_progress: Progress,
    home: str = "",
    largest: int = LARGEST_FILE,
) -> None:
    """Fetch ``url`` into ``part``, going on from what an earlier call left there.

    ``on_progress`` gets the bytes held and the whole size, if known, at most twenty times a
    second. A fresh link to the same file resumes too. What arrived before an error stays. Beside
    an unfinished part lies ``<part>.json``; remove both to start over. No key is ever sent. Into a
    private network leads only a link to the host of ``home``, the address of who gave the link.
    """
    if not is_file_link(url, plain_allowed=True):
        raise LinkDeadError(Message("The service's link to the video is no web address."))
    file = PartFile(part)
    mark = await _settled(file.mark)
    if mark.held and mark.held == mark.total:
        on_progress(mark.held, mark.total)
    else:
        await _fetch(_Way(http, url, home), _Intake(file, mark, on_progress, largest))
    await _settled(file.finish)


def discard(part: Path) -> None:
    """Remove an unfinished part and what lies beside it. Blocks."""
    PartFile(part).discard()


class _Intake:
    """What has arrived of one file, and what of it is on disk."""

    def __init__(self, file: PartFile, mark: Mark, on_progress: Progress, largest: int) -> None:
        self.mark = mark
        self._file = file
        self._on_progress = on_progress
        self._largest = largest
        self._waiting = bytearray()
        self._received = mark.held
        self._writing: asyncio.Future[None] | None = None
        self._kept_at = self._shown_at = 0.0

    async def start_over(self, mark: Mark) -> None:
        self.mark = mark
        self._received = 0
        await _settled(self._file.begin, mark)

    async def take(self, response: httpx.Response) -> None:
        """Take the whole of an answer in; whatever goes wrong, what arrived is kept."""
        self._check_size(self.mark.total or 0)
        self._show()
        try:
            async for chunk in _chunks(response):
                await self._add(chunk)
        finally:
            await self._keep()
            await self._written()
        self._show()
        total = self.mark.total
        if total is not None and self._received > total:
            await _settled(self._file.discard)
        if total is not None and self._received != total:
            raise ConnectionBrokenError(
                Message("The connection broke before the whole video had arrived.")
            )

    async def _add(self, chunk: bytes) -> None:
        self._waiting += chunk
        self._received += len(chunk)
        self._check_size(self._received)
        now = asyncio.get_running_loop().time()
        if len(self._waiting) >= _BLOCK or now - self._kept_at >= _KEEP_SECONDS:
            self._kept_at = now
            await self._keep()
        if now - self._shown_at >= _SHOW_SECONDS:
            self._shown_at = now
            self._show()

    async def _keep(self) -> None:
        """Begin to write what waits, once the block before is written: the next arrives meanwhile.

        After a block that could not be written none may follow: there would be a hole before it.
        """
        await self._written()
        block, self._waiting = self._waiting, bytearray()
        if block:
            self._writing = asyncio.ensure_future(asyncio.to_thread(self._file.append, block))

    async def _written(self) -> None:
        work, self._writing = self._writing, None
        if work is None:
            return
        try:
            await _ended(work)
        finally:
            if work.cancelled() or work.exception() is not None:
                self._waiting.clear()

    def _show(self) -> None:
        self._on_progress(self._received, self.mark.total)

    def _check_size(self, size: int) -> None:
        if size > self._largest:
            raise ReplyNotUnderstoodError(Message("The file is far too large to be a video."))


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a file is to be had, on whose word, and whether a request for it has left."""

    http: httpx.AsyncClient
    url: str
    home: str
    departure: Departure = field(default_factory=Departure)


async def _fetch(way: _Way, intake: _Intake) -> None:
    """Go on from what is held; where the server cannot, once more from the start."""
    try:
        if intake.mark.held:
            async with _answer(way, intake.mark) as response:
                if response.status_code == 206 and _continues(response, intake.mark):
                    await intake.take(response)
                    return
                if response.status_code == 200:
                    await _take_all(response, intake)
                    return
        async with _answer(way, Mark()) as response:
            if response.status_code != 200:
                raise _refused(response)
            await _take_all(response, intake)
    except httpx.InvalidURL as error:
        raise LinkDeadError from error
    except httpx.RequestError as error:
        raise connection_error(error, way.departure) from error


async def _take_all(response: httpx.Response, intake: _Intake) -> None:
    await intake.start_over(_mark_in(response))
    await intake.take(response)


@asynccontextmanager
async def _answer(way: _Way, mark: Mark) -> AsyncIterator[httpx.Response]:
    """The server's answer, redirects followed by hand. Raises for all but 200, 206 and 416."""
    url = way.url
    for _ in range(_REDIRECTS + 1):
        request = way.http.build_request("GET", url, headers=_headers(mark))
        request.extensions["trace"] = Doorway(url, way.home, way.departure)
        response = await way.http.send(request, stream=True)
        try:
            if not response.is_redirect:
                if response.status_code not in {200, 206, 416} or _is_no_video(response):
                    raise _refused(response)
                yield response
                return
            target = str(response.url.join(response.headers.get("location", "")))
            if not is_file_link(target, plain_allowed=response.url.scheme == "http"):
                raise LinkDeadError(facts=_facts(response))
            if leads_inward(target, str(response.url)):
                raise LinkInwardError(facts=_facts(response))
            url = target
        finally:
            await response.aclose()
    raise LinkDeadError(Message("The link to the video leads in a circle."))


def _headers(mark: Mark) -> dict[str, str]:
    if not mark.held:
        return {}
    return {"Range": f"bytes={mark.held}-", "If-Range": mark.validator}


def _continues(response: httpx.Response, mark: Mark) -> bool:
    """Whether a 206 is the rest of what is held, and not some other piece."""
    found = _RANGE.fullmatch(response.headers.get("content-range", "").strip())
    if found is None or _is_compressed(response):
        return False
    first, last, total = found.groups()
    known = str(mark.total) if mark.total is not None else total
    return int(first) == mark.held and total in {known, "*"} and int(last) >= int(first)


def _mark_in(response: httpx.Response) -> Mark:
    """What a whole file's answer tells of it; a weak ETag cannot vouch for a part."""
    if _is_compressed(response):
        return Mark()
    etag = response.headers.get("etag", "")
    validator = etag if etag.startswith('"') else response.headers.get("last-modified", "")
    length = response.headers.get("content-length", "")
    total = int(length) if length.isascii() and length.isdigit() else None
    return Mark(0, validator[:500], total)


def _refused(response: httpx.Response) -> KnownError:
    facts = _facts(response)
    match response.status_code:
        case 429:
            wait = retry_after(response.headers.get("retry-after", ""))
            return RateLimitedError(retry_after=wait, facts=facts)
        case 408:
            return ConnectionBrokenError(facts=facts)
        case status if status >= 500:
            return ServiceBrokenError(facts=facts)
    return LinkDeadError(facts=facts)


def _is_no_video(response: httpx.Response) -> bool:
    kind = response.headers.get("content-type", "").strip().lower()
    return response.status_code != 416 and kind.startswith(_NO_VIDEO)


def _is_compressed(response: httpx.Response) -> bool:
    return response.headers.get("content-encoding", "").strip().lower() not in {"", "identity"}


def _chunks(response: httpx.Response) -> AsyncIterator[bytes]:
    return response.aiter_bytes() if _is_compressed(response) else response.aiter_raw()


def _facts(response: httpx.Response) -> dict[str, str]:
    """For reports: the host alone, since the rest of the link would let others fetch the file."""
    return {
        "status": str(response.status_code),
        "host": response.url.host,
        "content_type": response.headers.get("content-type", "")[:100],
    }


async def _settled(function: Callable[P, R], *values: P.args, **named: P.kwargs) -> R:
    """Run in a worker thread, and wait for its end even when cancelled: files stay in order."""
    return await _ended(asyncio.ensure_future(asyncio.to_thread(function, *values, **named)))


async def _ended(work: asyncio.Future[R]) -> R:
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait({work})
        if not work.cancelled():
            work.exception()  # looked at, so that it is not reported as forgotten
        raise
