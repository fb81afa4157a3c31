import asyncio
from typing import Any

import pytest

from seedance_desktop.api.task import TaskStatus
from seedance_desktop.core.errors import (
    AddressError,
    KeyRejectedError,
    KnownError,
    OutOfCreditError,
    RateLimitedError,
    RequestRefusedError,
    SubmissionUnclearError,
    TaskNotFoundError,
)
from seedance_desktop.core.ids import RemoteId
from seedance_desktop.core.request import Role
from tests.api.samples import FRAMES, JPEG, KEY, QUICK, TEXT, client_of, with_pictures
from tests.api.scripted import (
    Answer,
    hangs_up,
    listening,
    page,
    raw,
    resets,
    says,
    serving,
    stays_silent,
)

NAME = RemoteId("cgt-20251225201056-abc")
TASKS = "/api/v3/contents/generations/tasks"
CREATED = says(200, {"id": NAME})
RUNNING = says(200, {"id": NAME, "status": "running"})


# ── what is sent ─────────────────────────────────────────────────────────────────────────────────


async def test_a_create_is_one_post_with_the_key_and_a_whole_body() -> None:
    async with serving(CREATED) as server, client_of(server.address) as client:
        name = await client.create(with_pictures(Role.FIRST_FRAME), FRAMES)

    assert name == NAME
    (heard,) = server.heard
    assert (heard.method, heard.target) == ("POST", TASKS)
    assert heard.headers["authorization"] == f"Bearer {KEY}"
    assert heard.headers["content-type"] == "application/json"
    assert heard.headers["accept-encoding"] == "identity"
    assert heard.headers["user-agent"].startswith("SeedanceDesktop/")
    assert "transfer-encoding" not in heard.headers
    assert heard.json["model"] == TEXT.model


async def test_a_large_body_arrives_whole() -> None:
    frames = {
        name: type(frame)(frame.mime, JPEG + bytes(3_000_000), frame.size)
        for name, frame in FRAMES.items()
    }
    async with serving(CREATED) as server, client_of(server.address) as client:
        await client.create(with_pictures(Role.FIRST_FRAME), frames)

    content: Any = server.heard[0].json["content"]
    assert len(content[1]["image_url"]["url"]) > 4_000_000


async def test_without_a_key_none_is_sent() -> None:
    async with serving(CREATED) as server, client_of(server.address, key="") as client:
        await client.create(TEXT, {})

    assert "authorization" not in server.heard[0].headers


async def test_a_query_asks_for_the_task_by_name() -> None:
    async with serving(RUNNING) as server, client_of(f"{server.address}/api/v3") as client:
        task = await client.task(NAME)

    assert (task.id, task.status) == (NAME, TaskStatus.RUNNING)
    (heard,) = server.heard
    assert (heard.method, heard.target) == ("GET", f"{TASKS}/{NAME}")
    assert heard.headers["authorization"] == f"Bearer {KEY}"


async def test_queries_share_a_connection_and_every_create_has_its_own() -> None:
    async with (
        serving(RUNNING, RUNNING, CREATED, CREATED, RUNNING) as server,
        client_of(server.address) as client,
    ):
        await client.task(NAME)
        await client.task(NAME)
        await client.create(TEXT, {})
        await client.create(TEXT, {})
        await client.task(NAME)

    assert [heard.connection for heard in server.heard] == [1, 1, 2, 3, 1]


@pytest.mark.parametrize(
    "name", ["", "..", ".", "a/b", "a b", "a\n", "a?b", "a#b", "%2e", "x" * 129]
)
async def test_a_name_that_would_change_the_path_is_never_asked_for(name: str) -> None:
    async with serving(RUNNING) as server, client_of(server.address) as client:
        with pytest.raises(TaskNotFoundError):
            await client.task(RemoteId(name))

    assert not server.heard


# ── what a create answers ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"id": NAME}),
        (201, {"id": NAME, "error": None}),
        (202, {"id": NAME, "status": "pending", "polling_url": "/api/v3/tasks/result/x"}),
        (200, {"code": 200, "message": "success", "data": {"id": NAME, "status": "created"}}),
        (200, {"code": 0, "message": "Success", "data": {"task_id": NAME}}),
        (200, {"id": NAME, "error": {"message": "a warning"}}),
    ],
)
async def test_the_new_name_is_found_in_every_envelope(status: int, body: object) -> None:
    async with serving(says(status, body)) as server, client_of(server.address) as client:
        assert await client.create(TEXT, {}) == NAME


@pytest.mark.parametrize(
    "answer",
    [
        says(200, b""),
        says(200, {}),
        says(200, []),
        says(200, b"<html>welcome</html>", content_type="text/html"),
        says(200, b'{"id":"cgt-'),
        says(200, {"id": "../../x"}),
        says(200, {"id": "a/b"}),
        says(200, {"id": "x" * 500}),
        says(200, {"id": None, "message": "accepted"}),
        says(204),
        says(500, {"error": {"message": "Internal server error", "type": "500"}}),
        page(502),
        page(504),
        says(408),
        says(302, location="https://elsewhere.example/"),
        says(307, location="/again"),
        hangs_up,
        resets,
        raw(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"),
        raw(b"nonsense\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"),
    ],
)
async def test_a_create_whose_fate_is_open_is_unclear_and_sent_once(answer: Answer) -> None:
    async with serving(answer) as server, client_of(server.address) as client:
        with pytest.raises(SubmissionUnclearError):
            await client.create(TEXT, {})

    assert len(server.heard) == 1


async def test_a_create_that_is_never_answered_is_unclear() -> None:
    async with (
        serving(stays_silent) as server,
        client_of(server.address, timeouts=QUICK) as client,
    ):
        with pytest.raises(SubmissionUnclearError):
            await client.create(TEXT, {})


async def test_a_reset_before_the_body_was_read_is_unclear_too() -> None:
    async def slam(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.transport.abort()

    async with listening(slam) as port, client_of(f"http://127.0.0.1:{port}") as client:
        with pytest.raises(SubmissionUnclearError):
            await client.create(TEXT, {})


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (says(401, {"error": {"message": "Invalid signature"}}), KeyRejectedError),
        (says(403, {"error": {"message": "Insufficient balance"}}), OutOfCreditError),
        (says(400, {"error": {"code": "InvalidParameter"}}), RequestRefusedError),
        (says(200, {"error": {"code": "InvalidParameter"}}), RequestRefusedError),
        (page(404), AddressError),
        (says(429, retry_after="7"), RateLimitedError),
    ],
)
async def test_a_clear_refusal_is_known_for_what_it_is(
    answer: Answer, expected: type[KnownError]
) -> None:
    async with serving(answer) as server, client_of(server.address) as client:
        with pytest.raises(expected) as caught:
            await client.create(TEXT, {})

    assert type(caught.value) is expected


async def test_a_refusal_is_heard_although_the_body_was_not_wanted() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = b'{"error":{"message":"Invalid signature","type":"401"}}'
        head = f"HTTP/1.1 401 No\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        await reader.read()

    async with listening(refuse) as port, client_of(f"http://127.0.0.1:{port}") as client:
        with pytest.raises(KeyRejectedError):
            await client.create(with_pictures(Role.FIRST_FRAME), FRAMES)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0.5", 0.5), ("-3", 0.0), ("1e9", 3600.0), ("nan", None), ("soon", None)],
)
async def test_how_long_to_wait_is_read_and_kept_in_bounds(
    header: str, seconds: float | None
) -> None:
    async with (
        serving(says(429, retry_after=header)) as server,
        client_of(server.address) as client,
    ):
        with pytest.raises(RateLimitedError) as caught:
            await client.create(TEXT, {})

    assert caught.value.retry_after == seconds


async def test_a_date_to_wait_for_becomes_seconds() -> None:
    answer = says(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT")
    async with serving(answer) as server, client_of(server.address) as client:
        with pytest.raises(RateLimitedError) as caught:
            await client.create(TEXT, {})

    assert caught.value.retry_after == 0.0
