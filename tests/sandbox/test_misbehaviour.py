"""Every fault, as a client meets it."""

import time
from collections.abc import Iterator

import httpx
import pytest

from tests.sandbox.asking import Asking, order
from tests.support.sandbox import running_sandbox

SMALL = {"prompt": "a boat", "resolution": "480p", "frames": 29}


@pytest.fixture(scope="module")
def running() -> Iterator[Asking]:
    """A sandbox for this module, which changes how it behaves."""
    with running_sandbox() as sandbox, httpx.Client(timeout=60) as http:
        yield Asking(sandbox, http)


@pytest.fixture
def faulty(running: Asking) -> Iterator[Asking]:
    """That sandbox, well behaved again afterwards."""
    yield running
    running.sandbox.misbehave()


@pytest.fixture(scope="module")
def finished(running: Asking) -> str:
    """A task that is done."""
    name = running.accepted(**SMALL)
    running.finished(name)
    return name


def link(asking: Asking, name: str) -> str:
    url: str = asking.task(name)["content"]["video_url"]
    return url


def received(asking: Asking, url: str) -> tuple[bytes, bool]:
    """What comes of a file, and whether the connection breaks before its promised end."""
    got = b""
    try:
        with asking.http.stream("GET", url) as reply:
            for piece in reply.iter_bytes():
                got += piece
    except httpx.RemoteProtocolError:
        return got, True
    return got, False


@pytest.mark.parametrize(
    ("fault", "accepted"), [("refuse", 0), ("reset-before", 0), ("reset-after", 1)]
)
def test_a_connection_breaks_before_or_after_the_task_is_accepted(
    faulty: Asking, fault: str, accepted: int
) -> None:
    before = faulty.sandbox.ledger()["creates"]
    faulty.sandbox.misbehave(f"create:{fault}*1")

    with pytest.raises(httpx.TransportError):
        faulty.create(order())

    assert faulty.sandbox.ledger()["creates"] == before + accepted
    assert faulty.sandbox.ledger()["requests"][-1][2] == 0
    assert faulty.create(order()).status_code == 200


@pytest.mark.parametrize(
    ("fault", "status", "message"),
    [
        ("401", 401, "Invalid signature"),
        ("403", 403, "Invalid Token"),
        ("429=7", 429, "Rate limit exceeded"),
        ("500", 500, "Internal server error"),
    ],
)
@pytest.mark.parametrize("step", ["create", "query"])
def test_the_service_refuses_and_accepts_nothing(
    faulty: Asking, step: str, fault: str, status: int, message: str
) -> None:
    before = faulty.sandbox.ledger()["creates"]
    faulty.sandbox.misbehave(f"{step}:{fault}*1")

    reply = faulty.create(order()) if step == "create" else faulty.get()

    assert reply.status_code == status
    assert reply.json()["error"]["message"] == message
    assert faulty.sandbox.ledger()["creates"] == before
    assert reply.headers.get("retry-after") == ("7" if status == 429 else None)


def test_a_task_can_be_gone(faulty: Asking, finished: str) -> None:
    faulty.sandbox.misbehave("query:404*1")

    gone, there = faulty.get(f"/{finished}"), faulty.get(f"/{finished}")

    assert gone.json()["error"]["code"] == "NotFound.id"
    assert (gone.status_code, there.status_code) == (404, 200)


def test_a_proxys_page_comes_instead_of_an_answer(faulty: Asking) -> None:
    faulty.sandbox.misbehave("query:html*1,query:html=200*1")

    bad, good = faulty.get(), faulty.get()

    assert (bad.status_code, good.status_code) == (502, 200)
    assert bad.text.startswith("<!DOCTYPE html>")


def test_an_empty_answer_comes_after_the_task_is_accepted(faulty: Asking) -> None:
    before = faulty.sandbox.ledger()["creates"]
    faulty.sandbox.misbehave("create:empty*1")

    reply = faulty.create(order())

    assert (reply.status_code, reply.content) == (200, b"")
    assert faulty.sandbox.ledger()["creates"] == before + 1


def test_a_slow_answer_is_the_right_one(faulty: Asking) -> None:
    faulty.sandbox.misbehave("query:slow=0.3*1")
    began = time.monotonic()

    reply = faulty.get()

    assert reply.status_code == 200
    assert time.monotonic() - began >= 0.3


def test_a_slow_answer_does_not_hold_up_the_others(faulty: Asking) -> None:
    faulty.sandbox.misbehave("query:slow=60*1")
    with pytest.raises(httpx.ReadTimeout):
        faulty.http.get(faulty.sandbox.tasks, headers=faulty.headers, timeout=0.2)

    assert faulty.get().status_code == 200


def test_a_file_is_cut_at_a_byte_and_can_be_resumed(faulty: Asking, finished: str) -> None:
    url = link(faulty, finished)
    whole = faulty.http.get(url).content
    faulty.sandbox.misbehave("file:cut@1000*1")

    got, is_cut = received(faulty, url)
    rest = faulty.http.get(url, headers={"Range": f"bytes={len(got)}-"})

    assert is_cut
    assert len(got) == 1000
    assert got + rest.content == whole


def test_a_file_can_promise_more_than_it_sends(faulty: Asking, finished: str) -> None:
    url = link(faulty, finished)
    whole = faulty.http.get(url).content
    faulty.sandbox.misbehave("file:wrong-length*1")

    got, is_cut = received(faulty, url)

    assert is_cut
    assert got == whole


def test_a_corrupt_file_has_its_length_and_other_bytes(faulty: Asking, finished: str) -> None:
    url = link(faulty, finished)
    whole = faulty.http.get(url).content
    faulty.sandbox.misbehave("file:corrupt*1")

    spoiled = faulty.http.get(url).content

    fifth = len(whole) // 5
    assert len(spoiled) == len(whole)
    assert spoiled[:fifth] == whole[:fifth]
    assert spoiled != whole


def test_a_file_can_come_empty(faulty: Asking, finished: str) -> None:
    url = link(faulty, finished)
    faulty.sandbox.misbehave("file:empty*1")

    assert faulty.http.get(url).content == b""


def test_a_link_can_be_dead_when_it_is_followed(faulty: Asking, finished: str) -> None:
    url = link(faulty, finished)
    faulty.sandbox.misbehave("file:dead-link*1")

    dead, alive = faulty.http.get(url), faulty.http.get(url)

    assert (dead.status_code, alive.status_code) == (403, 200)
    assert dead.headers["content-type"] == "application/xml"


def test_a_link_can_be_dead_when_it_is_given(faulty: Asking, finished: str) -> None:
    faulty.sandbox.misbehave("query:dead-link*1")

    dead, alive = link(faulty, finished), link(faulty, finished)

    assert faulty.http.get(dead).status_code == 403
    assert faulty.http.get(alive).status_code == 200


def test_faults_that_make_no_sense_are_refused_while_it_runs(faulty: Asking) -> None:
    reply = faulty.http.post(f"{faulty.sandbox.address}/sandbox/faults", content="create:explode")

    assert reply.status_code == 400
    assert "the kind is one of" in reply.text
