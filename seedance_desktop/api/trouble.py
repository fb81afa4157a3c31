"""From httpx's exceptions to our errors, and the proof of whether a request ever left."""

import socket
import ssl
from collections.abc import Iterator, Mapping

import httpx

from seedance_desktop.core.errors import ConnectionBrokenError, KnownError, NeverLeftError
from seedance_desktop.core.words import Message

_BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class Departure:
    """Watches one request on its way out, to tell whether any of it has left.

    Given to httpx as its ``trace`` extension. A request to a proxy to open a tunnel is not ours.
    """

    def __init__(self) -> None:
        self._has_begun = False
        self._was_in_tunnel = False

    async def __call__(self, event: str, info: Mapping[str, object]) -> None:
        if not event.endswith("send_request_headers.started"):
            return
        if getattr(info.get("request"), "method", b"") == b"CONNECT":
            self._was_in_tunnel = True
        else:
            self._has_begun = True

    def is_proof_against(self, error: httpx.RequestError) -> bool:
        """Whether nothing of the request can have left when ``error`` came."""
        if self._has_begun:
            return False
        return self._was_in_tunnel or isinstance(error, _BEFORE_SENDING)


def connection_error(error: httpx.RequestError, departure: Departure) -> KnownError:
    """NeverLeftError where that is certain, else ConnectionBrokenError."""
    if departure.is_proof_against(error):
        return never_left(error)
    return ConnectionBrokenError(_how_it_broke(error), facts={"error": type(error).__name__})


def never_left(error: httpx.RequestError) -> NeverLeftError:
    """Why the service could not be reached, as exactly as the system tells."""
    facts = {"error": type(error).__name__, "reason": _reason(error)}
    return NeverLeftError(_why_it_never_left(error), facts=facts)


def _how_it_broke(error: httpx.RequestError) -> Message | None:
    if isinstance(error, httpx.TimeoutException):
        return Message("The service did not answer in time.")
    return None


def _why_it_never_left(error: httpx.RequestError) -> Message | None:
    causes = tuple(_causes(error))
    if isinstance(error, httpx.ProxyError):
        return Message("The proxy refused to pass the connection on.")
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Message("The service's certificate cannot be trusted, so nothing was sent.")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Message("No secure connection to the service could be made.")
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return Message("The service's name cannot be found: check the network and the address.")
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Message("Nothing answers at the service's address.")
    if isinstance(error, httpx.PoolTimeout):
        return Message("Too many connections are open already.")
    if isinstance(error, httpx.TimeoutException):
        return Message("The service cannot be reached in time.")
    return None


def _reason(error: httpx.RequestError) -> str:
    """The innermost cause in the system's words; holds no address with a key in it."""
    causes = [str(cause) for cause in _causes(error) if str(cause)]
    return causes[-1][:200] if causes else type(error).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything that led to it, groups taken apart."""
    waiting, seen = [error], set[int]()
    while waiting:
        found = waiting.pop(0)
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        if isinstance(found, BaseExceptionGroup):
            waiting.extend(found.exceptions)
        waiting.extend(cause for cause in (found.__cause__, found.__context__) if cause is not None)
