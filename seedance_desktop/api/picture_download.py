"""A picture from the web, by the address that a browser gave: small enough, and no web page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx

from seedance_desktop.api.doorway import Doorway
from seedance_desktop.api.endpoint import is_file_link, leads_inward
from seedance_desktop.api.transport import HttpClient
from seedance_desktop.api.trouble import Departure, connection_error
from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.link_errors import LinkInwardError
from seedance_desktop.core.words import Message

LARGEST_PICTURE = 100_000_000
_SECONDS = 60.0
_REDIRECTS = 5
_SAVE_IT = Message("Save the picture in your browser, and drop the file.")
_UNTYPED = frozenset({"", "application/octet-stream", "binary/octet-stream"})


async def fetch_picture(
    http: HttpClient, url: str, *, largest: int = LARGEST_PICTURE, seconds: float = _SECONDS
) -> bytes:
    """The file at ``url``, of at most ``largest`` bytes, whole within ``seconds``.

    Raises PictureError for what is no picture or too large, NetworkError kinds. No key is sent.
    """
    departure = Departure()
    try:
        async with asyncio.timeout(seconds), _answer(http, url, departure) as response:
            _check(response)
            return await _body(response, largest)
    except TimeoutError as error:
        raise _refused(url, Message("it took too long")) from error
    except httpx.InvalidURL as error:
        raise _refused(url, Message("it is no web address")) from error
    except LinkInwardError as error:
        raise _refused(url, Message("it leads to a private network")) from error
    except httpx.RequestError as error:
        raise connection_error(error, departure) from error


@asynccontextmanager
async def _answer(
    http: HttpClient, url: str, departure: Departure
) -> AsyncIterator[httpx.Response]:
    """The last answer of the way that redirects lead; none may lead into a private network.

    The first address is the user's own choice.
    """
    home = url
    for _ in range(_REDIRECTS + 1):
        if not is_file_link(url, plain_allowed=True):
            raise _refused(url, Message("it is no web address"))
        request = http.build_request("GET", url, headers={"Accept": "image/*"})
        request.extensions["trace"] = Doorway(url, home, departure)
        response = await http.send(request, stream=True)
        try:
            if not response.is_redirect:
                yield response
                return
            target = str(response.url.join(response.headers.get("location", "")))
            if leads_inward(target, url):
                raise _refused(url, Message("it leads to a private network"))
            url = target
        finally:
            await response.aclose()
    raise _refused(url, Message("it leads in a circle"))


def _check(response: httpx.Response) -> None:
    url = str(response.url)
    if response.status_code != 200:
        status = Message("the server answered with {status}", {"status": response.status_code})
        raise _refused(url, status)
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        raise _refused(url, Message("it is a web page, not a picture"))
    if kind not in _UNTYPED and not kind.startswith("image/"):
        raise _refused(url, Message("it is no picture but {kind}", {"kind": kind[:60]}))


async def _body(response: httpx.Response, largest: int) -> bytes:
    content = bytearray()
    async for piece in response.aiter_bytes():
        content += piece
        if len(content) > largest:
            limit = {"limit": largest // 1_000_000}
            raise _refused(str(response.url), Message("it has more than {limit} MB", limit))
    return bytes(content)


def _refused(url: str, reason: Message) -> PictureError:
    """The host alone is named: the rest of an address may open somebody's door."""
    host = urlsplit(url).hostname if is_file_link(url, plain_allowed=True) else None
    values: dict[str, object] = {"host": host or url[:80], "reason": reason}
    return PictureError(
        Message("The picture at {host} cannot be used: {reason}.", values), remedy=_SAVE_IT
    )
