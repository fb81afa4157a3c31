"""A service that means harm: refused with a typed error; nothing outside the library is touched."""

import asyncio
import resource
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.job import Job, JobState
from tests.api.scripted import Answer, Heard, ScriptedServer, endless, says, serving
from tests.engine.bench import PATIENCE, Bed, Bench, a_request
from tests.faults.trouble import Guard

NAME = "cgt-20251225201056-abc"
CREATED = says(200, {"id": NAME})
RUNNING = says(200, {"id": NAME, "status": "running"})
GIGABYTE = 1024**3


def made(link: str) -> Answer:
    return says(200, {"id": NAME, "status": "succeeded", "content": {"video_url": link}})


@asynccontextmanager
async def harmed(bench: Bench, *answers: Answer) -> AsyncIterator[tuple[Bed, ScriptedServer]]:
    """An engine whose service answers so; what it leaves outside the library is a failure."""
    profile = bench.folders.data.parent
    bench.folders.make()
    beside = everything(profile.parent)
    async with bench.opened() as bed, serving(*answers) as server:
        bench.endpoint = Endpoint(server.address, bench.endpoint.key)
        yield bed, server
        await bed.pass_time()  # what httpx had half read is let go of in a task of the loop's own
    assert everything(profile.parent) == beside


def everything(folder: Path) -> set[Path]:
    """Every file but those of the records."""
    files = {path for path in folder.rglob("*") if path.is_file()}
    return {path for path in files if path.suffix != ".lock" and "sqlite" not in path.name}


async def troubled(bed: Bed, kind: str) -> Job:
    """A new job as soon as it has met this kind of failure, with "try now" pressed meanwhile."""
    return await troubled_as(bed, await bed.submit_one(a_request()), kind)


async def troubled_as(bed: Bed, job: Job, kind: str) -> Job:
    async with asyncio.timeout(PATIENCE):
        while kind not in bed.failures(job):
            await bed.engine.resume_line(job.connection)
            await bed.pass_time()
    return await bed.troubled(job, kind)


async def test_a_gigabyte_of_json_is_not_read_to_its_end(bench: Bench) -> None:
    written = 0

    async def gigabyte(_: Heard, writer: asyncio.StreamWriter) -> None:
        nonlocal written
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {GIGABYTE}"
        writer.write(f'{head}\r\n\r\n{{"id":"'.encode())
        while written < GIGABYTE:
            writer.write(b"x" * 65536)
            await writer.drain()
            written += 65536

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with harmed(bench, CREATED, gigabyte) as (bed, _):
        job = await troubled(bed, "ReplyNotUnderstoodError")

    assert job.state is JobState.RUNNING
    assert written < 64 * 1024**2
    if sys.platform == "linux":
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


async def test_an_answer_to_a_create_that_never_ends_leaves_the_job_uncertain(bench: Bench) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n"

    async with harmed(bench, endless(head, b" " * 65536)) as (bed, server):
        job = await bed.settled(await bed.submit_one(a_request()))

    assert job.state is JobState.UNCERTAIN
    assert len(server.heard) == 1


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("file:///etc/passwd", "ReplyNotUnderstoodError"),
        ("ftp://files.example/a.mp4", "ReplyNotUnderstoodError"),
        ("data:video/mp4;base64,AAAA", "ReplyNotUnderstoodError"),
        ("\\\\server\\share\\a.mp4", "ReplyNotUnderstoodError"),
        ("https://10.0.0.8/a.mp4", "LinkInwardError"),
        ("https://192.168.1.1/a.mp4", "LinkInwardError"),
        ("http://169.254.169.254/latest/meta-data", "LinkInwardError"),
        ("https://[fd00::1]/a.mp4", "LinkInwardError"),
    ],
)
async def test_a_link_to_elsewhere_is_never_followed_and_the_job_says_what_it_cost(
    link: str, kind: str, bench: Bench, guard: Guard
) -> None:
    async with harmed(bench, CREATED, made(link)) as (bed, server):
        job = await troubled(bed, kind)

    assert job.failure is not None
    assert job.failure.charged is Charged.YES
    assert job.video_url is None
    assert {heard.target.rpartition("/")[2] for heard in server.heard} == {"tasks", NAME}
    assert guard.asked == []


async def test_a_link_without_a_host_is_asked_of_the_service_and_names_no_file_here(
    bench: Bench,
) -> None:
    async with harmed(bench, CREATED, made("/etc/passwd"), says(404)) as (bed, server):
        await troubled(bed, "LinkDeadError")

    fetched = [heard for heard in server.heard if heard.target == "/etc/passwd"]
    assert fetched
    assert all("authorization" not in heard.headers for heard in fetched)


async def test_a_link_whose_name_leads_inside_is_not_followed_and_the_job_goes_on_asking(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up = socket.getaddrinfo

    def answer(host: str | bytes | None, *asked: Any, **named: Any) -> Any:
        is_theirs = host in {"files.example", b"files.example"}
        return look_up("127.0.0.1" if is_theirs else host, *asked, **named)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    async with harmed(bench, CREATED) as (bed, server), serving(says(404)) as inside:
        server.answers.append(made(f"http://files.example:{inside.port}/a.mp4"))
        job = await troubled(bed, "LinkInwardError")
        asked = len(inside.heard)
        server.answers[:] = [made(f"{inside.address}/a.mp4")]
        await troubled_as(bed, job, "LinkDeadError")

    assert job.state is JobState.FETCHING
    assert job.failure is not None
    assert job.failure.charged is Charged.YES
    assert asked == 0


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_to_another_origin_is_not_followed(status: int, bench: Bench) -> None:
    async with harmed(bench, CREATED) as (bed, server), serving(CREATED) as other:
        away = says(status, location=f"{other.address}/api/v3/contents/generations/tasks")
        server.answers[:] = [away]
        uncertain = await bed.settled(await bed.submit_one(a_request()))
        server.answers[:] = [CREATED, away]
        running = await troubled(bed, "ServiceBrokenError")

    assert uncertain.state is JobState.UNCERTAIN
    assert running.state is JobState.RUNNING
    assert other.heard == []


async def test_a_file_that_is_elsewhere_is_asked_for_without_the_key(bench: Bench) -> None:
    async with harmed(bench, CREATED) as (bed, server), serving(says(404)) as store:
        server.answers.append(made(f"{store.address}/a.mp4"))
        job = await troubled(bed, "LinkDeadError")

    assert job.state is JobState.FETCHING
    assert not any("authorization" in heard.headers for heard in store.heard)
    assert not any(bench.endpoint.key in str(heard) for heard in store.heard)


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..",
        "a/b",
        "a\\b",
        "/etc/passwd",
        "%2e%2e%2f",
        "a?b",
        "a#b",
        "a b",
        "\r\nX-Evil: 1",
        "x" * 100_000,
    ],
)
async def test_a_task_whose_name_would_lead_elsewhere_is_uncertain_and_never_asked_for(
    name: str, bench: Bench
) -> None:
    async with harmed(bench, says(200, {"id": name})) as (bed, server):
        job = await bed.settled(await bed.submit_one(a_request()))

    assert job.state is JobState.UNCERTAIN
    assert job.remote_id is None
    assert [heard.method for heard in server.heard] == ["POST"]
