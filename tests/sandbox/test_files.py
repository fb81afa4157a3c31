"""Links and files: no key, no HEAD, parts, conditions, expiry."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from seedance_desktop.sandbox.links import LinkState, Signer
from tests.sandbox.asking import Asking
from tests.sandbox.conftest import Start

SMALL = {"prompt": "a boat", "resolution": "480p", "frames": 29}


@pytest.fixture(scope="module")
def done(asking: Asking) -> tuple[Asking, str]:
    """A sandbox with one finished task."""
    name = asking.accepted(**SMALL)
    asking.finished(name)
    return asking, name


@pytest.fixture
def http(done: tuple[Asking, str]) -> httpx.Client:
    """A connection that knows no key."""
    return done[0].http


@pytest.fixture
def link(done: tuple[Asking, str]) -> str:
    """A fresh link to its file."""
    asking, name = done
    url: str = asking.task(name)["content"]["video_url"]
    return url


def test_the_file_needs_no_key_and_says_what_it_is(http: httpx.Client, link: str) -> None:
    reply = http.get(link)

    assert reply.status_code == 200
    assert reply.headers["content-type"] == "video/mp4"
    assert reply.headers["accept-ranges"] == "bytes"
    assert int(reply.headers["content-length"]) == len(reply.content)


def test_head_is_refused(http: httpx.Client, link: str) -> None:
    assert http.head(link).status_code == 403


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("bytes=0-99", 0, 100), ("bytes=500-", 500, None), ("bytes=-100", -100, None)],
)
def test_a_range_is_answered_with_that_part(
    http: httpx.Client, link: str, asked: str, start: int, stop: int | None
) -> None:
    whole = http.get(link).content

    reply = http.get(link, headers={"Range": asked})

    first = start % len(whole)
    assert reply.status_code == 206
    assert reply.content == whole[start:stop]
    expected = f"bytes {first}-{first + len(reply.content) - 1}/{len(whole)}"
    assert reply.headers["content-range"] == expected


def test_a_range_beyond_the_end_is_416(http: httpx.Client, link: str) -> None:
    size = len(http.get(link).content)

    reply = http.get(link, headers={"Range": f"bytes={size}-"})

    assert reply.status_code == 416
    assert reply.headers["content-range"] == f"bytes */{size}"


@pytest.mark.parametrize("asked", ["bytes=5-2,7-9", "lines=1-2", "bytes=-"])
def test_a_range_that_is_not_understood_is_ignored(
    http: httpx.Client, link: str, asked: str
) -> None:
    assert http.get(link, headers={"Range": asked}).status_code == 200


@pytest.mark.parametrize("header", ["etag", "last-modified"])
def test_if_range_goes_on_with_the_same_file(http: httpx.Client, link: str, header: str) -> None:
    known = http.get(link).headers[header]

    reply = http.get(link, headers={"Range": "bytes=10-19", "If-Range": known})

    assert reply.status_code == 206
    assert len(reply.content) == 10


def test_if_range_starts_again_with_another_file(http: httpx.Client, link: str) -> None:
    reply = http.get(link, headers={"Range": "bytes=10-", "If-Range": '"another"'})

    assert reply.status_code == 200
    assert int(reply.headers["content-length"]) == len(reply.content)


@pytest.mark.parametrize("change", ["Signature=0", "Expires=9", "Date=2"])
def test_a_link_that_was_changed_is_refused_in_xml(
    http: httpx.Client, link: str, change: str
) -> None:
    name = change.partition("=")[0]

    reply = http.get(link.replace(f"X-Tos-{name}=", f"X-Tos-{change}"))

    assert reply.status_code == 403
    assert reply.headers["content-type"] == "application/xml"
    assert "<Code>SignatureDoesNotMatch</Code>" in reply.text


def test_a_link_says_how_long_it_lives(link: str) -> None:
    assert parse_qs(urlsplit(link).query)["X-Tos-Expires"] == ["86400"]


def test_a_link_runs_out_at_its_second_and_not_before() -> None:
    now = [1_000_000.5]
    signer = Signer(clock=lambda: now[0])
    query = dict(parse_qsl(urlsplit(signer.link("", "a.mp4", seconds=60)).query))

    states = []
    for now[0] in (1_000_000.5, 1_000_060.9, 1_000_061.0):
        states.append(signer.state("a.mp4", query))

    assert states == [LinkState.ALIVE, LinkState.ALIVE, LinkState.EXPIRED]


def test_a_link_is_for_its_own_file_and_sandbox() -> None:
    signer = Signer()
    query = dict(parse_qsl(urlsplit(signer.link("", "a.mp4", seconds=60)).query))

    assert signer.state("b.mp4", query) is LinkState.FORGED
    assert Signer().state("a.mp4", query) is LinkState.FORGED


def test_an_expired_link_is_refused_in_xml(ark: Asking) -> None:
    name = ark.accepted(**SMALL)
    url = ark.finished(name)["content"]["video_url"]

    reply = ark.http.get(url)

    assert reply.status_code == 403
    assert "Request has expired" in reply.text


def test_a_key_sent_to_the_file_host_is_counted_and_logged(start: Start) -> None:
    asking = start(quiet=False)
    name = asking.accepted(**SMALL)
    url = asking.finished(name)["content"]["video_url"]

    reply = asking.http.get(url, headers=asking.headers)

    assert reply.status_code == 200
    assert asking.sandbox.ledger()["auth_on_files"] == 1
