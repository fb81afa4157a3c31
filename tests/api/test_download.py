# ruff: noqa: ASYNC240 - a test looks at its own small files, and nothing else runs meanwhile
import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from seedance_desktop.api.download import discard, stream_to
from seedance_desktop.api.transport import HttpClient
from seedance_desktop.core.errors import (
    ConnectionBrokenError,
    DiskFullError,
    FolderUnusableError,
    KnownError,
    LinkDeadError,
    NeverLeftError,
    RateLimitedError,
    ReplyNotUnderstoodError,
    ServiceBrokenError,
)
from tests.api.samples import QUICK, tls
from tests.api.scripted import (
    Answer,
    Heard,
    ScriptedServer,
    hangs_up,
    page,
    raw,
    resets,
    says,
    serves_file,
    serving,
    stays_silent,
)

CLIP = bytes(range(256)) * 12_000  # three megabytes: several blocks
CUT = 2_000_000


@pytest.fixture
async def http() -> AsyncIterator[HttpClient]:
    async with HttpClient(QUICK, tls()) as client:
        yield client


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "clip.mp4.part"


class Progress:
    def __init__(self) -> None:
        self.seen: list[tuple[int, int | None]] = []

    def __call__(self, received: int, total: int | None) -> None:
        self.seen.append((received, total))


def nothing(received: int, total: int | None) -> None:
    """Progress is not what this test is about."""


def mark_of(part: Path) -> Path:
    return part.with_name(part.name + ".json")


async def cut_once(http: HttpClient, part: Path, answer: Answer | None = None) -> None:
    """Leave a part on disk, as a connection that broke does."""
    async with serving(answer or serves_file(CLIP, cut_at=CUT)) as server:
        with pytest.raises(ConnectionBrokenError):
            await stream_to(http, server.address, part, on_progress=nothing)


async def fetch(http: HttpClient, server: ScriptedServer, part: Path) -> bytes:
    await stream_to(http, f"{server.address}/clip.mp4", part, on_progress=nothing)
    return part.read_bytes()


# ── the plain case ───────────────────────────────────────────────────────────────────────────────


async def test_a_file_arrives_whole_and_leaves_nothing_beside_it(
    http: HttpClient, part: Path
) -> None:
    progress = Progress()
    async with serving(serves_file(CLIP)) as server:
        await stream_to(http, f"{server.address}/a.mp4?sig=1", part, on_progress=progress)

    assert part.read_bytes() == CLIP
    assert list(part.parent.iterdir()) == [part]
    assert progress.seen[0] == (0, len(CLIP))
    assert progress.seen[-1] == (len(CLIP), len(CLIP))
    assert progress.seen == sorted(progress.seen)
    assert server.heard[0].target == "/a.mp4?sig=1"


async def test_the_key_and_a_range_are_not_sent_for_a_new_file(
    http: HttpClient, part: Path
) -> None:
    async with serving(serves_file(CLIP)) as server:
        await fetch(http, server, part)

    assert not {"authorization", "range", "if-range", "cookie"} & server.heard[0].headers.keys()


async def test_a_file_without_a_length_is_taken_to_its_end(http: HttpClient, part: Path) -> None:
    progress = Progress()
    async with serving(raw(b"HTTP/1.1 200 OK\r\n\r\n" + CLIP)) as server:
        await stream_to(http, server.address, part, on_progress=progress)

    assert part.read_bytes() == CLIP
    assert progress.seen[-1] == (len(CLIP), None)


async def test_a_file_in_chunks_is_put_together(http: HttpClient, part: Path) -> None:
    chunks = b"4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n"
    async with serving(raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + chunks)) as s:
        assert await fetch(http, s, part) == b"abcdefg"


async def test_a_file_compressed_against_our_wish_is_unpacked(http: HttpClient, part: Path) -> None:
    async with serving(says(200, gzip.compress(CLIP), content_encoding="gzip")) as server:
        assert await fetch(http, server, part) == CLIP


# ── going on where it broke ──────────────────────────────────────────────────────────────────────


async def test_a_download_goes_on_where_it_broke(http: HttpClient, part: Path) -> None:
    await cut_once(http, part)
    held = part.stat().st_size
    progress = Progress()

    async with serving(serves_file(CLIP)) as server:
        await stream_to(http, f"{server.address}/fresh-link", part, on_progress=progress)

    assert held == CUT
    assert part.read_bytes() == CLIP
    assert server.heard[0].headers["range"] == f"bytes={held}-"
    assert server.heard[0].headers["if-range"] == '"v1"'
    assert progress.seen[0] == (held, len(CLIP))
    assert not mark_of(part).exists()


async def test_a_file_that_has_changed_is_fetched_from_its_start(
    http: HttpClient, part: Path
) -> None:
    await cut_once(http, part)
    other = CLIP[::-1]

    async with serving(serves_file(other, etag='"v2"')) as server:
        assert await fetch(http, server, part) == other

    assert len(server.heard) == 1


@pytest.mark.parametrize(
    "content_range",
    [
        "bytes 0-2999999/3072000",
        f"bytes {CUT + 1}-3071999/3072000",
        f"bytes {CUT}-3071999/4000000",
        f"bytes {CUT}-5/3072000",
        f"items {CUT}-3071999/3072000",
        "",
    ],
)
async def test_a_piece_that_does_not_fit_is_not_taken(
    content_range: str, http: HttpClient, part: Path
) -> None:
    await cut_once(http, part)
    wrong = says(206, b"x" * 100, content_range=content_range)

    async with serving(wrong, serves_file(CLIP)) as server:
        assert await fetch(http, server, part) == CLIP

    assert ["range" in heard.headers for heard in server.heard] == [True, False]


async def test_a_range_that_cannot_be_had_starts_over(http: HttpClient, part: Path) -> None:
    await cut_once(http, part)

    async with serving(says(416), serves_file(CLIP)) as server:
        assert await fetch(http, server, part) == CLIP


async def test_a_date_vouches_for_a_part_where_the_tag_is_weak(
    http: HttpClient, part: Path
) -> None:
    date = "Wed, 21 Oct 2015 07:28:00 GMT"
    head = f'HTTP/1.1 200 OK\r\netag: W/"x"\r\nlast-modified: {date}\r\ncontent-length: 9\r\n\r\n'
    await cut_once(http, part, raw(head.encode() + b"abc"))

    async with serving(serves_file(CLIP)) as server:
        await fetch(http, server, part)

    assert server.heard[0].headers["if-range"] == date


async def test_a_part_that_nothing_vouches_for_is_not_gone_on_with(
    http: HttpClient, part: Path
) -> None:
    await cut_once(http, part, raw(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"))

    async with serving(serves_file(CLIP)) as server:
        assert await fetch(http, server, part) == CLIP

    assert "range" not in server.heard[0].headers


@pytest.mark.parametrize(
    "mark", [b"", b"{", b"[]", b'{"validator": 3}', b'{"validator": "", "total": 9}', b"\xff"]
)
async def test_a_damaged_mark_starts_over(mark: bytes, http: HttpClient, part: Path) -> None:
    part.write_bytes(b"something else")
    mark_of(part).write_bytes(mark)

    async with serving(serves_file(CLIP)) as server:
        assert await fetch(http, server, part) == CLIP


async def test_a_part_larger_than_the_file_starts_over(http: HttpClient, part: Path) -> None:
    await cut_once(http, part)
    part.write_bytes(bytes(len(CLIP) + 1))

    async with serving(serves_file(CLIP)) as server:
        assert await fetch(http, server, part) == CLIP


async def test_a_part_that_is_whole_needs_no_link_any_more(http: HttpClient, part: Path) -> None:
    part.write_bytes(CLIP)
    mark_of(part).write_text(json.dumps({"validator": '"v1"', "total": len(CLIP)}))

    await stream_to(http, "https://nobody.invalid/gone", part, on_progress=nothing)

    assert not mark_of(part).exists()


async def test_it_goes_on_through_many_breaks(http: HttpClient, part: Path) -> None:
    breaks = [serves_file(CLIP, cut_at=700_000) for _ in range(4)]
    async with serving(*breaks, serves_file(CLIP)) as server:
        for _ in breaks:
            with pytest.raises(ConnectionBrokenError):
                await fetch(http, server, part)
        assert await fetch(http, server, part) == CLIP

    assert [heard.headers.get("range") for heard in server.heard] == [
        None,
        "bytes=700000-",
        "bytes=1400000-",
        "bytes=2100000-",
        "bytes=2800000-",
    ]


async def test_a_cancelled_download_keeps_what_had_arrived(http: HttpClient, part: Path) -> None:
    arrived = asyncio.Event()

    async def half(_: Heard, writer: asyncio.StreamWriter) -> None:
        head = f'HTTP/1.1 200 OK\r\netag: "v1"\r\ncontent-length: {len(CLIP)}\r\n\r\n'
        writer.write(head.encode() + CLIP[:CUT])
        await writer.drain()
        await asyncio.Event().wait()

    def watch(received: int, total: int | None) -> None:
        if received:
            arrived.set()

    async with HttpClient(QUICK, tls()) as patient, serving(half, serves_file(CLIP)) as server:
        patient.timeout = httpx.Timeout(60)
        work = asyncio.create_task(stream_to(patient, server.address, part, on_progress=watch))
        await asyncio.wait_for(arrived.wait(), 30)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        held = part.stat().st_size

        assert CLIP.startswith(part.read_bytes())
        assert await fetch(http, server, part) == CLIP

    assert server.heard[1].headers["range"] == f"bytes={held}-"
    assert held > 0


# ── what can go wrong ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (says(403, b"<Error>AccessDenied</Error>"), LinkDeadError),
        (says(404), LinkDeadError),
        (says(410), LinkDeadError),
        (says(400), LinkDeadError),
        (says(401), LinkDeadError),
        (says(416), LinkDeadError),
        (page(200), LinkDeadError),
        (says(200, {"error": "expired"}), LinkDeadError),
        (says(206, b"x", content_range="bytes 0-0/1"), LinkDeadError),
        (says(500), ServiceBrokenError),
        (page(503), ServiceBrokenError),
        (says(429, retry_after="2"), RateLimitedError),
        (says(408), ConnectionBrokenError),
        (hangs_up, ConnectionBrokenError),
        (resets, ConnectionBrokenError),
        (stays_silent, ConnectionBrokenError),
        (raw(b"nonsense"), ConnectionBrokenError),
        (raw(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"), ConnectionBrokenError),
        (
            raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nab"),
            ConnectionBrokenError,
        ),
        (says(200, b"no gzip", content_encoding="gzip"), ConnectionBrokenError),
    ],
)
async def test_what_goes_wrong_with_a_download_has_its_error(
    answer: Answer, expected: type[KnownError], http: HttpClient, part: Path
) -> None:
    async with serving(answer) as server:
        with pytest.raises(expected) as caught:
            await stream_to(http, f"{server.address}/a?sig=secret", part, on_progress=nothing)

    assert type(caught.value) is expected
    assert "secret" not in repr(caught.value.failure)


async def test_a_host_that_does_not_answer_is_told_from_a_broken_one(
    http: HttpClient, part: Path
) -> None:
    with pytest.raises(NeverLeftError):
        await stream_to(http, "http://127.0.0.1:1/a", part, on_progress=nothing)


@pytest.mark.parametrize("url", ["https://exa mple.com/", "https://[::1", "https://x.com:port/a"])
async def test_a_link_that_is_none_is_dead(url: str, http: HttpClient, part: Path) -> None:
    with pytest.raises(LinkDeadError):
        await stream_to(http, url, part, on_progress=nothing)


async def test_a_file_beyond_the_limit_is_not_taken(http: HttpClient, part: Path) -> None:
    told = serves_file(CLIP)
    untold = raw(b"HTTP/1.1 200 OK\r\n\r\n" + CLIP)
    async with serving(told, untold) as server:
        for _ in range(2):
            with pytest.raises(ReplyNotUnderstoodError):
                await stream_to(http, server.address, part, on_progress=nothing, largest=1_000_000)

    assert part.stat().st_size <= 1_100_000


async def test_a_folder_that_is_not_there_is_named(http: HttpClient, tmp_path: Path) -> None:
    part = tmp_path / "gone" / "clip.part"
    async with serving(serves_file(CLIP)) as server:
        with pytest.raises(FolderUnusableError) as caught:
            await fetch(http, server, part)

    assert str(part) in str(caught.value)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
async def test_a_full_disk_is_told(http: HttpClient, part: Path) -> None:
    part.symlink_to("/dev/full")

    async with serving(serves_file(CLIP)) as server:
        with pytest.raises(DiskFullError):
            await stream_to(http, server.address, part, on_progress=nothing)


# ── redirects ────────────────────────────────────────────────────────────────────────────────────


async def test_a_redirect_is_followed_with_the_range_and_without_a_key(
    http: HttpClient, part: Path
) -> None:
    await cut_once(http, part)
    async with (
        serving(serves_file(CLIP)) as store,
        serving(says(302, location=f"{store.address}/real")) as front,
    ):
        assert await fetch(http, front, part) == CLIP

    (heard,) = store.heard
    assert heard.target == "/real"
    assert heard.headers["range"] == f"bytes={CUT}-"
    assert "authorization" not in heard.headers


@pytest.mark.parametrize(
    "location", ["/again", "file:///etc/passwd", "ftp://127.0.0.1/a", "http://exa mple/", "http://"]
)
async def test_a_redirect_in_circles_or_to_elsewhere_is_a_dead_link(
    location: str, http: HttpClient, part: Path
) -> None:
    async with serving(says(302, location=location)) as server:
        with pytest.raises(LinkDeadError):
            await fetch(http, server, part)

    assert len(server.heard) <= 4


# ── tidying up ───────────────────────────────────────────────────────────────────────────────────


async def test_a_part_and_its_mark_can_be_thrown_away(http: HttpClient, part: Path) -> None:
    await cut_once(http, part)

    discard(part)
    discard(part)

    assert list(part.parent.iterdir()) == []
