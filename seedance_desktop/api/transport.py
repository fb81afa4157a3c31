"""The program's one HTTP client, and how one answer is asked for and read whole."""

import asyncio
import math
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from seedance_desktop import __version__
from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.api.reply import Reply
from seedance_desktop.api.trouble import Departure
from seedance_desktop.core.errors import NeverLeftError
from seedance_desktop.core.words import Message

LARGEST_REPLY = 4 * 1024 * 1024
_PIECE = 64 * 1024
_LONGEST_WAIT = 3600.0
_REQUEST_ID_HEADERS = ("x-request-id", "x-tt-logid", "request-id", "x-oneapi-request-id")

# Plain HTTP is spoken on this machine alone, and such a request must not pass a proxy.
_NEVER_PROXIED = ("http://", "all://localhost", "all://127.0.0.1", "all://[::1]")


class ReplyTooLargeError(httpx.RequestError):
    """More came than any answer of the service can hold."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds that each phase may take; ``read`` and ``write`` between two pieces of data.

    A create may take ``create_read`` to be answered: giving up on it means not knowing.
    """

    connect: float = 10.0
    read: float = 60.0
    write: float = 120.0
    pool: float = 10.0
    create_read: float = 180.0
    whole_reply: float = 120.0

    def for_each(self) -> httpx.Timeout:
        return httpx.Timeout(self.read, connect=self.connect, write=self.write, pool=self.pool)

    def for_create(self) -> httpx.Timeout:
        return replace(self, read=self.create_read).for_each()


class HttpClient(httpx.AsyncClient):
    """httpx as this program uses it: HTTP/1.1, no redirects, no retries, nothing compressed.

    It carries no key; each request to the service brings its own.
    """

    def __init__(self, timeouts: Timeouts, context: ssl.SSLContext) -> None:
        self.timeouts = timeouts
        self._context = context
        super().__init__(
            verify=context,
            http2=False,
            follow_redirects=False,
            mounts=dict.fromkeys(_NEVER_PROXIED),
            limits=httpx.Limits(
                max_connections=100, max_keepalive_connections=10, keepalive_expiry=20
            ),
            timeout=timeouts.for_each(),
            headers={
                "User-Agent": f"SeedanceDesktop/{__version__}",
                "Accept": "*/*",
                "Accept-Encoding": "identity",
            },
        )

    def for_one_create(self) -> "HttpClient":
        """A client whose one request opens a connection of its own.

        A kept-alive connection may be closed by the service at the moment it is used again; for a
        create that would mean not knowing.
        """
        return HttpClient(self.timeouts, self._context)


def make_client(timeouts: Timeouts | None = None) -> HttpClient:
    """The client for everything; make it once, on the engine's loop, and close it at the end.

    Raises NeverLeftError when the system's proxy setting cannot be used.
    """
    context = httpx.create_ssl_context()
    try:
        return HttpClient(timeouts or Timeouts(), context)
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise NeverLeftError(
            Message("The system's proxy setting cannot be used: {reason}", {"reason": str(error)}),
            remedy=Message("Set an http:// proxy, or none, and start the program again."),
        ) from error


async def exchange(
    http: HttpClient, request: httpx.Request, endpoint: Endpoint, departure: Departure
) -> Reply:
    """Send one request and read its answer whole. Raises httpx.RequestError alone."""
    request.extensions["trace"] = departure
    response = await http.send(request, stream=True)
    try:
        content = await _body(response, http.timeouts.whole_reply)
    finally:
        await response.aclose()
    return Reply(
        status=response.status_code,
        content=content,
        content_type=response.headers.get("content-type", ""),
        request_id=_request_id(response.headers),
        retry_after=retry_after(response.headers.get("retry-after", "")),
        location=response.headers.get("location", ""),
        hide_key=endpoint.hide_key,
    )


async def pieces(body: bytes) -> AsyncIterator[bytes]:
    """The body in pieces, so that the write timeout is for each and not for all of a picture."""
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]


def retry_after(header: str) -> float | None:
    """Seconds to wait, from a number or a date; ``None`` where there is no sense in it."""
    try:
        seconds = float(header)
    except ValueError:
        try:
            when = parsedate_to_datetime(header)
        except ValueError:
            return None
        seconds = (when.astimezone(UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT) if math.isfinite(seconds) else None


async def _body(response: httpx.Response, seconds: float) -> bytes:
    content = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > LARGEST_REPLY:
                    raise ReplyTooLargeError("reply too large", request=response.request)
    except TimeoutError as error:
        raise httpx.ReadTimeout("reply too slow", request=response.request) from error
    return bytes(content)


def _request_id(headers: httpx.Headers) -> str:
    found = next((headers[name] for name in _REQUEST_ID_HEADERS if name in headers), "")
    return str(found)[:80]
