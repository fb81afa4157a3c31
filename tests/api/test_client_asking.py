import asyncio
import gzip
import json

import pytest

from seedance_desktop.api.task import TaskStatus
from seedance_desktop.api.transport import LARGEST_REPLY, Timeouts
from seedance_desktop.core.errors import (
    AddressError,
    ConnectionBrokenError,
    KeyRejectedError,
    KnownError,
    OutOfCreditError,
    RateLimitedError,
    ReplyNotUnderstoodError,
    RequestRefusedError,
    ServiceBrokenError,
    SubmissionUnclearError,
    TaskNotFoundError,
)
from seedance_desktop.core.ids import RemoteId
from tests.api.samples import KEY, QUICK, TEXT, client_of
from tests.api.scripted import (
    Answer,
    endless,
    hangs_up,
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


# ── polling ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (hangs_up, ConnectionBrokenError),
        (resets, ConnectionBrokenError),
        (raw(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"), ConnectionBrokenError),
        (says(500), ServiceBrokenError),
        (page(502), ServiceBrokenError),
        (page(404), ServiceBrokenError),
        (says(302, location="https://elsewhere.example"), ServiceBrokenError),
        (page(200), ReplyNotUnderstoodError),
        (says(200), ReplyNotUnderstoodError),
        (says(404, {"error": {"code": "NotFound.task", "message": "x"}}), TaskNotFoundError),
        (says(429, retry_after="3"), RateLimitedError),
        (says(401), KeyRejectedError),
    ],
)
async def test_what_goes_wrong_while_asking_has_its_error(
    answer: Answer, expected: type[KnownError]
) -> None:
    async with serving(answer) as server, client_of(server.address) as client:
        with pytest.raises(expected) as caught:
            await client.task(NAME)

    assert type(caught.value) is expected
    assert KEY not in repr(caught.value.failure)
    assert len(server.heard) == 1


async def test_a_service_that_stays_silent_is_given_up() -> None:
    async with (
        serving(stays_silent) as server,
        client_of(server.address, timeouts=QUICK) as client,
    ):
        with pytest.raises(ConnectionBrokenError):
            await client.task(NAME)


async def test_a_task_is_left_in_peace_for_seconds_unless_the_service_says_otherwise() -> None:
    quick = says(200, {"id": NAME}, retry_after="0")
    slow = says(200, {"id": NAME, "status": "running"}, retry_after="86400")
    async with serving(CREATED, RUNNING, quick, slow) as server, client_of(server.address) as asked:
        await asked.create(TEXT, {})
        await asked.task(NAME)
        usual = asked.spacing
        await asked.create(TEXT, {})
        told = asked.spacing
        await asked.task(NAME)

        assert (usual, told, asked.spacing) == (3.0, 0.0, 60.0)


async def test_a_reply_without_end_is_refused() -> None:
    flood = endless(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65536)
    async with serving(flood) as server, client_of(server.address) as client:
        with pytest.raises(ReplyNotUnderstoodError):
            await client.task(NAME)


async def test_a_reply_that_trickles_is_given_up() -> None:
    async def trickle(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)

    timeouts = Timeouts(whole_reply=0.2)
    async with serving(trickle) as server, client_of(server.address, timeouts=timeouts) as client:
        with pytest.raises(ConnectionBrokenError):
            await client.task(NAME)


async def test_a_compressed_reply_is_read_all_the_same_and_bounded() -> None:
    small = gzip.compress(json.dumps({"status": "running"}).encode())
    large = gzip.compress(b" " * (LARGEST_REPLY + 1))
    answers = (says(200, small, content_encoding="gzip"), says(200, large, content_encoding="gzip"))
    async with serving(*answers) as server, client_of(server.address) as client:
        assert (await client.task(NAME)).status is TaskStatus.RUNNING
        with pytest.raises(ReplyNotUnderstoodError):
            await client.task(NAME)


async def test_the_request_id_is_kept_for_a_report() -> None:
    answer = says(500, x_request_id="req-42")
    async with serving(answer) as server, client_of(server.address) as client:
        with pytest.raises(ServiceBrokenError) as caught:
            await client.task(NAME)

    assert caught.value.facts["request_id"] == "req-42"


async def test_no_redirect_takes_the_key_along() -> None:
    async with serving(RUNNING) as other:
        leads_away = says(307, location=f"{other.address}{TASKS}/{NAME}")
        async with serving(leads_away) as server, client_of(server.address) as client:
            with pytest.raises(ServiceBrokenError):
                await client.task(NAME)
            with pytest.raises(SubmissionUnclearError):
                await client.create(TEXT, {})

    assert not other.heard


# ── cancel and the check of the key ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("answer", [says(200, {}), says(200), says(204)])
async def test_a_task_is_cancelled_with_delete(answer: Answer) -> None:
    async with serving(answer) as server, client_of(server.address) as client:
        await client.cancel(NAME)

    assert (server.heard[0].method, server.heard[0].target) == ("DELETE", f"{TASKS}/{NAME}")


@pytest.mark.parametrize(
    "answer",
    [
        says(400, {"error": {"code": "InvalidAction.RunningTaskDeletion", "message": "no"}}),
        page(404),
        says(405, {"detail": "Method Not Allowed"}),
    ],
)
async def test_a_cancel_that_the_service_refuses_is_told(answer: Answer) -> None:
    async with serving(answer) as server, client_of(server.address) as client:
        with pytest.raises(RequestRefusedError):
            await client.cancel(NAME)


@pytest.mark.parametrize(
    "answer",
    [
        says(404, {"error": {"code": "NotFound.task", "message": "no such task"}}),
        says(400, {"error": {"message": "Invalid task_id format"}}),
        says(200, {}),
        says(200, {"error": {"message": "task not found", "type": "404"}}),
    ],
)
async def test_a_key_is_good_where_the_service_looks_for_the_task(answer: Answer) -> None:
    async with serving(answer) as server, client_of(server.address) as client:
        await client.check_key()

    (heard,) = server.heard
    assert (heard.method, heard.target) == ("GET", f"{TASKS}/cgt-00000000000000-xxxxx")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (says(401, {"error": {"message": "Invalid signature"}}), KeyRejectedError),
        (says(403, {"error": {"message": "Invalid Token"}}), KeyRejectedError),
        (says(200, {"error": {"message": "Invalid Token", "type": "403"}}), KeyRejectedError),
        (says(400, {"error": {"message": "no", "code": "invalid_api_key"}}), KeyRejectedError),
        (says(403, {"error": {"message": "Insufficient balance"}}), OutOfCreditError),
        (page(404), AddressError),
        (page(200), AddressError),
        (says(301, location="https://www.gptproto.com"), AddressError),
        (says(500), ServiceBrokenError),
        (hangs_up, ConnectionBrokenError),
    ],
)
async def test_what_stands_in_the_way_of_a_key_is_named(
    answer: Answer, expected: type[KnownError]
) -> None:
    async with serving(answer) as server, client_of(server.address) as client:
        with pytest.raises(expected) as caught:
            await client.check_key()

    assert type(caught.value) is expected
