"""Plain HTTP to a sandbox, independent of the client that is shipped."""

import base64
import io
import time
from dataclasses import dataclass
from typing import Any

import httpx
from PIL import Image

from tests.support.sandbox import RunningSandbox

FAST = "seedance-1-0-pro-fast-251015"
PRO = "seedance-1-0-pro-250528"
LITE_IMAGE = "seedance-1-0-lite-i2v-250428"
LITE_TEXT = "seedance-1-0-lite-t2v-250428"
SOUND = "seedance-1-5-pro-251215"
TWO = "dreamina-seedance-2-0-260128"
TWO_FAST = "dreamina-seedance-2-0-fast-260128"
FIVE = "dreamina-seedance-2-5-260628"

UNMADE = "[fail] a boat on a lake"
"""A prompt whose task makes no film: quick, for tests of everything before it."""

Body = dict[str, Any]


def data_address(
    size: tuple[int, int] = (640, 360),
    colour: tuple[int, int, int] = (200, 60, 30),
    kind: str = "png",
) -> str:
    """A picture of one colour as a data address."""
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, kind)
    return as_address(content.getvalue(), f"image/{kind}")


def as_address(content: bytes, mime: str = "image/png") -> str:
    """These bytes as a data address."""
    return f"data:{mime};base64,{base64.b64encode(content).decode()}"


def picture(role: str | None = "first_frame", url: str | None = None) -> Body:
    """A picture as an item of the content."""
    item: Body = {"type": "image_url", "image_url": {"url": url or data_address()}}
    return item if role is None else {**item, "role": role}


def order(*pictures: Body, prompt: str = UNMADE, model: str = FAST, **fields: object) -> Body:
    """A request's body."""
    content = [{"type": "text", "text": prompt}, *pictures]
    return {"model": model, "content": content, **fields}


@dataclass(frozen=True)
class Asking:
    """One sandbox and a connection to it."""

    sandbox: RunningSandbox
    http: httpx.Client

    def create(self, body: object) -> httpx.Response:
        """POST a task."""
        return self.http.post(self.sandbox.tasks, json=body, headers=self.headers)

    def accepted(self, *pictures: Body, **fields: Any) -> str:
        """Create a task that has to be accepted; its id."""
        reply = self.create(order(*pictures, **fields))
        assert reply.status_code == 200, reply.text
        assert list(reply.json()) == ["id"]
        name: str = reply.json()["id"]
        return name

    def refused(self, body: object, status: int = 400) -> Body:
        """Send a request that has to be refused; its error."""
        reply = self.create(body)
        assert reply.status_code == status, reply.text
        error: Body = reply.json()["error"]
        return error

    def get(self, path: str = "", **query: Any) -> httpx.Response:
        """GET below the tasks' address."""
        address = f"{self.sandbox.tasks}{path}"
        return self.http.get(address, params=query or None, headers=self.headers)

    def task(self, name: str) -> Body:
        """The task as it is now."""
        reply = self.get(f"/{name}")
        assert reply.status_code == 200, reply.text
        found: Body = reply.json()
        return found

    def finished(self, name: str, *, within: float = 120) -> Body:
        """The task once it has ended."""
        give_up = time.monotonic() + within
        while (found := self.task(name))["status"] in ("queued", "running"):
            assert time.monotonic() < give_up, found
            time.sleep(0.03)
        return found

    def delete(self, name: str) -> httpx.Response:
        """DELETE a task."""
        return self.http.delete(f"{self.sandbox.tasks}/{name}", headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        """The right key."""
        return {"Authorization": f"Bearer {self.sandbox.key}"}
