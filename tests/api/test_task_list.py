"""The list of tasks: what is asked, and every answer that a service may give."""

from datetime import UTC, datetime

import pytest

from seedance_desktop.core.errors import (
    CannotListError,
    ConnectionBrokenError,
    KeyRejectedError,
    KnownError,
    RateLimitedError,
    ServiceBrokenError,
)
from seedance_desktop.core.ids import ModelId, RemoteId
from seedance_desktop.core.job import Usage
from seedance_desktop.core.listed_task import ListedTask, TaskStatus
from tests.api.samples import client_of
from tests.api.scripted import Answer, hangs_up, page, says, serving

NAME = "cgt-20251225195352-123"
ITEM = {
    "id": NAME,
    "model": "doubao-seedance-1-5-pro-251215",
    "status": "succeeded",
    "created_at": "1766663633",
    "resolution": "720p",
    "ratio": "16:9",
    "duration": 12,
    "seed": "16108",
    "generate_audio": True,
    "usage": {"completion_tokens": 260100},
}
TASK = ListedTask(
    RemoteId(NAME),
    TaskStatus.SUCCEEDED,
    ModelId("doubao-seedance-1-5-pro-251215"),
    datetime.fromtimestamp(1766663633, UTC),
    Usage(260100, 16108, "720p", "16:9", 12),
    sound=True,
)


async def test_a_page_is_asked_for_by_the_services_own_names() -> None:
    listed = says(200, {"items": [ITEM], "total": 7})
    async with serving(listed) as server, client_of(server.address) as client:
        found = await client.tasks(2, 100)

    (heard,) = server.heard
    assert heard.method == "GET"
    assert heard.target == "/api/v3/contents/generations/tasks?page_num=2&page_size=100"
    assert (found.tasks, found.total) == ((TASK,), 7)


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"items": [ITEM], "total": "1"}},
        {"code": 0, "data": [ITEM]},
        {"tasks": [ITEM]},
        {"items": [None, 3, "x", {}, {"id": "../../etc"}, {"status": "running"}, ITEM]},
    ],
)
async def test_a_list_of_a_near_shape_is_read_and_what_is_no_task_left_out(body: object) -> None:
    async with serving(says(200, body)) as server, client_of(server.address) as client:
        assert (await client.tasks(1, 100)).tasks == (TASK,)


async def test_a_task_that_tells_nothing_but_its_name_is_one() -> None:
    body = {"items": [{"id": NAME, "status": 5, "model": [], "created_at": "soon"}]}
    async with serving(says(200, body)) as server, client_of(server.address) as client:
        (task,) = (await client.tasks(1, 100)).tasks

    assert (task.id, task.status, task.model, task.created_at) == (
        RemoteId(NAME),
        TaskStatus.UNKNOWN,
        None,
        None,
    )


@pytest.mark.parametrize(
    "answer",
    [
        page(404),
        page(405),
        page(200),
        says(404, {"error": {"message": "no such path", "code": "NotFound"}}),
        says(405, {}),
        says(400, {"error": {"message": "Invalid task_id format", "code": "invalid_parameters"}}),
        says(302, b"", location="https://elsewhere.example/"),
        says(200, {"id": "", "status": "unknown"}),
        says(200, b"[]"),
        says(501, {"message": "not implemented"}),
    ],
)
async def test_a_service_without_a_list_is_told_as_such(answer: Answer) -> None:
    async with serving(answer) as server, client_of(server.address) as client:
        with pytest.raises(CannotListError):
            await client.tasks(1, 100)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (says(401, {"error": {"message": "Invalid signature", "type": "401"}}), KeyRejectedError),
        (says(200, {"error": {"code": "invalid_api_key"}}), KeyRejectedError),
        (says(429, {"error": {"code": "rate_limit_exceeded"}}), RateLimitedError),
        (page(502), ServiceBrokenError),
        (says(500, {}), ServiceBrokenError),
        (hangs_up, ConnectionBrokenError),
    ],
)
async def test_what_stands_in_the_way_for_now_is_not_taken_for_a_missing_list(
    answer: Answer, error: type[KnownError]
) -> None:
    async with serving(answer) as server, client_of(server.address) as client:
        with pytest.raises(error):
            await client.tasks(1, 100)
