import asyncio

import pytest

from seedance_desktop.api.transport import make_client
from seedance_desktop.core.errors import NeverLeftError
from seedance_desktop.core.ids import RemoteId
from tests.api.samples import QUICK, TEXT, client_of
from tests.api.scripted import hangs_up, listening, says, serving

NAME = RemoteId("cgt-20251225201056-abc")
TASKS = "/api/v3/contents/generations/tasks"
CREATED = says(200, {"id": NAME})
RUNNING = says(200, {"id": NAME, "status": "running"})


# ── what never left ──────────────────────────────────────────────────────────────────────────────


async def test_where_nothing_listens_nothing_was_sent() -> None:
    async with serving(CREATED) as server:
        address = server.address
    async with client_of(address) as client:
        with pytest.raises(NeverLeftError) as caught:
            await client.create(TEXT, {})

    assert "Nothing answers" in str(caught.value)


async def test_a_name_that_nobody_has_means_nothing_was_sent() -> None:
    async with client_of("https://nobody.invalid") as client:
        with pytest.raises(NeverLeftError) as caught:
            await client.create(TEXT, {})

    assert "cannot be found" in str(caught.value)


async def test_without_a_secure_connection_nothing_is_sent() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 this is no TLS\r\n\r\n")
        await writer.drain()

    async with listening(plain) as port, client_of(f"https://127.0.0.1:{port}") as client:
        with pytest.raises(NeverLeftError) as caught:
            await client.create(TEXT, {})

    assert "secure connection" in str(caught.value)


async def test_a_proxy_that_refuses_means_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(says(407)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.address)
        async with client_of("https://service.example") as client:
            with pytest.raises(NeverLeftError):
                await client.create(TEXT, {})

    assert [heard.method for heard in proxy.heard] == ["CONNECT"]
    assert "authorization" not in proxy.heard[0].headers


async def test_a_proxy_that_hangs_up_means_nothing_was_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving(hangs_up) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.address)
        async with client_of("https://service.example") as client:
            with pytest.raises(NeverLeftError):
                await client.create(TEXT, {})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
async def test_this_machine_is_never_reached_through_a_proxy(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(hangs_up) as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        async with client_of(f"http://{host}:1", timeouts=QUICK) as client:
            with pytest.raises(NeverLeftError):
                await client.task(NAME)

    assert not proxy.heard


async def test_a_proxy_setting_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://proxy.example")

    with pytest.raises(NeverLeftError) as caught:
        make_client()

    assert "proxy setting" in str(caught.value)
