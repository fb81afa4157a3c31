import asyncio
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from seedance_desktop.api.client import Endpoint, SentFrame, ServiceClient
from seedance_desktop.api.download import stream_to
from seedance_desktop.api.task import Task, TaskStatus
from seedance_desktop.api.transport import HttpClient, Timeouts
from seedance_desktop.core.errors import (
    ConnectionBrokenError,
    KeyRejectedError,
    KnownError,
    LinkDeadError,
    ModelUnavailableError,
    RateLimitedError,
    ReplyNotUnderstoodError,
    RequestRefusedError,
    ServiceBrokenError,
    SubmissionUnclearError,
    TaskNotFoundError,
)
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import FrameHash, ModelId, RemoteId
from seedance_desktop.core.request import ADAPTIVE, GenerationRequest, Role
from tests.api.samples import TEXT, tls, with_pictures
from tests.support.sandbox import RunningSandbox, running_sandbox

SHORT = replace(TEXT, resolution="480p", duration=2)
SIZE = Size(864, 480)
NOBODY = RemoteId("cgt-20200101000000-zzzzz")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox() as started:
        yield started


@pytest.fixture(autouse=True)
def well_behaved(sandbox: RunningSandbox) -> Iterator[None]:
    yield
    sandbox.misbehave()


@pytest.fixture
def client(http: HttpClient, sandbox: RunningSandbox) -> ServiceClient:
    return ServiceClient(http, Endpoint(sandbox.address, sandbox.key))


@pytest.fixture(scope="module")
def known(sandbox: RunningSandbox) -> RemoteId:
    """One task that the sandbox knows, for tests that only ask about it."""

    async def create() -> RemoteId:
        async with HttpClient(Timeouts(), tls()) as http:
            return await ServiceClient(http, Endpoint(sandbox.address, sandbox.key)).create(
                SHORT, {}
            )

    return asyncio.run(create())


def frames() -> dict[FrameHash, SentFrame]:
    file = io.BytesIO()
    Image.new("RGB", (SIZE.width, SIZE.height), "teal").save(file, "JPEG")
    return {FrameHash("one"): SentFrame("image/jpeg", file.getvalue(), SIZE)}


async def finished(client: ServiceClient, name: RemoteId) -> Task:
    async with asyncio.timeout(60):
        task = await client.task(name)
        while task.status in {TaskStatus.QUEUED, TaskStatus.RUNNING}:
            await asyncio.sleep(0.05)
            task = await client.task(name)
    return task


async def test_a_picture_becomes_a_video_on_disk(
    client: ServiceClient, http: HttpClient, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    request = replace(
        with_pictures(Role.FIRST_FRAME), resolution="480p", duration=2, ratio=ADAPTIVE, seed=7
    )
    part = tmp_path / "clip.part"

    name = await client.create(request, frames())
    task = await finished(client, name)
    assert task.status is TaskStatus.SUCCEEDED
    assert task.video_url is not None
    await stream_to(http, task.video_url, part, on_progress=lambda *_: None)

    assert sandbox.ledger()["auth_on_files"] == 0
    assert task.usage.tokens == 864 * 480 * 49 // 1024
    assert (task.usage.seed, task.usage.ratio, task.usage.duration) == (7, "16:9", 2)
    assert part.read_bytes()[4:8] == b"ftyp"


@pytest.mark.parametrize("dialect", ["ark"])
async def test_the_other_dialect_is_understood_as_well(dialect: str, http: HttpClient) -> None:
    with running_sandbox("--dialect", dialect) as sandbox:
        client = ServiceClient(http, Endpoint(f"{sandbox.address}/api/v3", sandbox.key))

        task = await finished(client, await client.create(SHORT, {}))

    assert task.status is TaskStatus.SUCCEEDED
    assert task.created_at is not None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"resolution": "banana"}, RequestRefusedError),
        ({"ratio": "7:5"}, RequestRefusedError),
        ({"duration": 99}, RequestRefusedError),
        ({"frames": 30}, RequestRefusedError),
        ({"model": ModelId("seedance-9-9")}, ModelUnavailableError),
    ],
)
async def test_what_the_service_refuses_is_refused_and_not_charged(
    change: dict[str, object], expected: type[KnownError], client: ServiceClient
) -> None:
    request: GenerationRequest = replace(SHORT, **change)  # type: ignore[arg-type]

    with pytest.raises(expected) as caught:
        await client.create(request, {})

    assert type(caught.value) is expected
    assert caught.value.charged == "no"


async def test_a_wrong_key_and_a_missing_one_are_told(
    http: HttpClient, sandbox: RunningSandbox
) -> None:
    for key in ("", "sk-wrong"):
        client = ServiceClient(http, Endpoint(sandbox.address, key))
        with pytest.raises(KeyRejectedError):
            await client.create(SHORT, {})
        with pytest.raises(KeyRejectedError):
            await client.check_key()


async def test_the_right_key_passes_the_check(client: ServiceClient) -> None:
    await client.check_key()


async def test_a_task_that_never_was_is_not_found(client: ServiceClient) -> None:
    with pytest.raises(TaskNotFoundError):
        await client.task(NOBODY)


@pytest.mark.parametrize(
    ("fault", "expected", "accepted"),
    [
        ("create:refuse", SubmissionUnclearError, 0),
        ("create:reset-before", SubmissionUnclearError, 0),
        ("create:reset-after", SubmissionUnclearError, 1),
        ("create:500", SubmissionUnclearError, 0),
        ("create:html", SubmissionUnclearError, 0),
        ("create:empty", SubmissionUnclearError, 1),
        ("create:429=3", RateLimitedError, 0),
        ("create:401", KeyRejectedError, 0),
    ],
)
async def test_a_create_that_meets_a_fault_is_sent_once_and_known(
    fault: str,
    expected: type[KnownError],
    accepted: int,
    client: ServiceClient,
    sandbox: RunningSandbox,
) -> None:
    sandbox.misbehave(fault)
    before = sandbox.ledger()

    with pytest.raises(expected) as caught:
        await client.create(SHORT, {})

    after = sandbox.ledger()
    assert type(caught.value) is expected
    assert after["creates"] - before["creates"] == accepted
    assert len(after["requests"]) - len(before["requests"]) == 1


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("query:refuse*1", ConnectionBrokenError),
        ("query:reset-before*1", ConnectionBrokenError),
        ("query:500*1", ServiceBrokenError),
        ("query:html*1", ServiceBrokenError),
        ("query:empty*1", ReplyNotUnderstoodError),
        ("query:429=3*1", RateLimitedError),
    ],
)
async def test_a_query_that_meets_a_fault_can_be_asked_again(
    fault: str,
    expected: type[KnownError],
    known: RemoteId,
    client: ServiceClient,
    sandbox: RunningSandbox,
) -> None:
    sandbox.misbehave(fault)

    with pytest.raises(expected) as caught:
        await client.task(known)

    assert type(caught.value) is expected
    assert (await client.task(known)).id == known


async def test_a_file_that_is_cut_is_fetched_in_two(
    client: ServiceClient, http: HttpClient, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    task = await finished(client, await client.create(SHORT, {}))
    assert task.video_url is not None
    part = tmp_path / "clip.part"
    sandbox.misbehave("file:cut@5000*1")

    with pytest.raises(ConnectionBrokenError):
        await stream_to(http, task.video_url, part, on_progress=lambda *_: None)
    seen: list[int] = []
    await stream_to(http, task.video_url, part, on_progress=lambda held, _: seen.append(held))

    assert seen[0] == 5000


async def test_a_dead_link_is_told_and_a_fresh_one_works(
    client: ServiceClient, http: HttpClient, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    name = await client.create(SHORT, {})
    task = await finished(client, name)
    part = tmp_path / "clip.part"
    sandbox.misbehave("file:dead-link*1")

    assert task.video_url is not None
    with pytest.raises(LinkDeadError):
        await stream_to(http, task.video_url, part, on_progress=lambda *_: None)
    fresh = await client.task(name)
    assert fresh.video_url is not None
    await stream_to(http, fresh.video_url, part, on_progress=lambda *_: None)


async def test_a_finished_task_can_be_dropped_and_is_gone(client: ServiceClient) -> None:
    name = await client.create(SHORT, {})
    await finished(client, name)

    await client.cancel(name)

    with pytest.raises(TaskNotFoundError):
        await client.task(name)
