"""A name that stands for a computer of the user's own network opens no door to it."""

# ruff: noqa: ASYNC240 - see test_download
import socket
from pathlib import Path
from typing import Any

import pytest

from seedance_desktop.api.download import stream_to
from seedance_desktop.api.endpoint import is_inside
from seedance_desktop.api.picture_download import fetch_picture
from seedance_desktop.api.transport import HttpClient, Timeouts
from seedance_desktop.core.errors import NeverLeftError, PictureError
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.link_errors import LinkInwardError
from tests.api.downloads import CLIP, nothing
from tests.api.samples import tls
from tests.api.scripted import says, serves_file, serving

NAME = "files.example"


@pytest.fixture
def inward_name(monkeypatch: pytest.MonkeyPatch) -> str:
    """A name whose owner says that it is this machine."""
    look_up = socket.getaddrinfo

    def answer(host: str | bytes | None, *asked: Any, **named: Any) -> Any:
        text = host.decode() if isinstance(host, bytes) else host
        return look_up("127.0.0.1" if text == NAME else host, *asked, **named)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return NAME


@pytest.mark.parametrize("home", ["https://api.example", "http://127.0.0.1:8000", ""])
async def test_nothing_is_asked_of_a_computer_inside(
    home: str, inward_name: str, http: HttpClient, part: Path
) -> None:
    async with serving(serves_file(CLIP)) as server:
        link = f"http://{inward_name}:{server.port}/clip.mp4?sig=secret"
        with pytest.raises(LinkInwardError) as refused:
            await stream_to(http, link, part, on_progress=nothing, home=home)

    assert server.heard == []
    assert list(part.parent.iterdir()) == []
    assert refused.value.charged is Charged.YES
    assert refused.value.facts == {"host": inward_name, "address": "127.0.0.1"}


async def test_a_service_of_the_users_own_may_link_to_itself(
    inward_name: str, http: HttpClient, part: Path
) -> None:
    async with serving(serves_file(CLIP)) as server:
        link = f"http://{inward_name}:{server.port}/clip.mp4"
        home = f"https://{inward_name.upper()}"
        await stream_to(http, link, part, on_progress=nothing, home=home)

    assert part.read_bytes() == CLIP


async def test_a_redirect_to_such_a_name_is_not_followed(
    inward_name: str, http: HttpClient, part: Path
) -> None:
    async with serving(serves_file(CLIP)) as inside:
        away = says(302, location=f"http://{inward_name}:{inside.port}/clip.mp4")
        async with serving(away) as server:
            with pytest.raises(LinkInwardError):
                await stream_to(
                    http, server.address, part, on_progress=nothing, home=server.address
                )

    assert inside.heard == []


async def test_a_picture_of_the_web_leads_to_no_such_name_either(
    inward_name: str, http: HttpClient
) -> None:
    async with serving(says(200, b"\x89PNG\r\n\x1a\n", content_type="image/png")) as inside:
        away = says(302, location=f"http://{inward_name}:{inside.port}/a.png")
        async with serving(away) as server:
            with pytest.raises(PictureError, match="private network"):
                await fetch_picture(http, f"{server.address}/a.png")

    assert inside.heard == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.9", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "fc80::1"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"),
    ],
)
def test_an_address_inside_is_known(address: str) -> None:
    assert is_inside(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "198.18.0.7", ""],
)
def test_an_address_of_the_world_or_of_a_local_tunnel_is_none_inside(address: str) -> None:
    assert not is_inside(address)


async def test_a_proxy_inside_the_network_is_not_taken_for_the_files_host(
    monkeypatch: pytest.MonkeyPatch, part: Path
) -> None:
    async with serving(says(502)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.address)
        async with HttpClient(Timeouts(), tls()) as http:
            with pytest.raises(NeverLeftError):
                await stream_to(http, f"https://{NAME}/clip.mp4", part, on_progress=nothing)

    assert [heard.method for heard in proxy.heard] == ["CONNECT"]
