"""Whom a link really leads to: looked at once there is a connection, before anything is asked.

A name is judged by the address that was connected to, since it may stand for another one at each
look-up. Through a proxy only the proxy sees that address, and it is the proxy's network then.
"""

from collections.abc import Mapping
from typing import Protocol, cast
from urllib.parse import urlsplit

import httpx

from seedance_desktop.api.endpoint import is_inside, is_literal
from seedance_desktop.api.trouble import Departure
from seedance_desktop.core.link_errors import LinkInwardError


class _Stream(Protocol):
    """A connection as httpcore hands it to a trace."""

    def get_extra_info(self, info: str) -> object: ...

    async def aclose(self) -> None: ...


class Doorway:
    """Watches one request to ``url``, as httpx's ``trace`` extension, and tells ``departure``.

    Raises LinkInwardError through the request where the host is inside a private network and is
    not that of ``home``. An address that stands in the link itself has been judged before.
    """

    def __init__(self, url: str, home: str, departure: Departure) -> None:
        self._departure = departure
        self._host = httpx.URL(url).raw_host.decode("ascii").lower()
        own = (urlsplit(home).hostname or "").lower()
        self._is_trusted = self._host == own or is_literal(self._host)
        self._called = ""

    async def __call__(self, event: str, info: Mapping[str, object]) -> None:
        await self._departure(event, info)
        if event.endswith("connect_tcp.started"):
            self._called = str(info.get("host", "")).lower()
        elif event.endswith("connect_tcp.complete") and self._called == self._host:
            await self._look(cast("_Stream", info["return_value"]))

    async def _look(self, stream: _Stream) -> None:
        if self._is_trusted:
            return
        peer = stream.get_extra_info("server_addr")
        address = str(peer[0]) if isinstance(peer, tuple) and peer else ""
        if is_inside(address):
            await stream.aclose()
            raise LinkInwardError(facts={"host": self._host, "address": address})
