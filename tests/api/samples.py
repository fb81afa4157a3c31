"""Requests, frames and clients that the tests of this folder share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import httpx

from seedance_desktop.api.client import Endpoint, SentFrame, ServiceClient
from seedance_desktop.api.told import Tell, nobody
from seedance_desktop.api.transport import HttpClient, Timeouts
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import FrameHash, ModelId
from seedance_desktop.core.request import Frame, GenerationRequest, Role

KEY = "sk-test-0123456789abcdef"
MODEL = ModelId("seedance-1-0-pro-fast-251015")
JPEG = b"\xff\xd8\xff\xe0 a picture"
PNG = b"\x89PNG\r\n\x1a\n a picture"
FRAME = SentFrame("image/jpeg", JPEG, Size(1248, 704))
FRAMES = {FrameHash("one"): FRAME, FrameHash("two"): SentFrame("image/png", PNG, Size(1248, 704))}
TEXT = GenerationRequest(MODEL, "A cat on a wall.")
QUICK = Timeouts(connect=10, read=0.3, write=10, pool=10, create_read=0.3, whole_reply=10)

tls = cache(httpx.create_ssl_context)
"""Made once: it takes longer than most tests."""


def picture(role: Role, sent: str = "one") -> Frame:
    return Frame(role, Path("cat.jpg"), sent=FrameHash(sent))


def with_pictures(*roles: Role) -> GenerationRequest:
    return replace(TEXT, pictures=tuple(picture(role) for role in roles))


@asynccontextmanager
async def client_of(
    address: str, key: str = KEY, timeouts: Timeouts | None = None, *, tell: Tell = nobody
) -> AsyncIterator[ServiceClient]:
    async with HttpClient(timeouts or Timeouts(), tls()) as http:
        yield ServiceClient(http, Endpoint(address, key), tell)
