# ruff: noqa: ASYNC240 - a test looks at its own small files, and nothing else runs meanwhile
import asyncio
import json
from pathlib import Path

import pytest

from seedance_desktop.api.download import discard, stream_to
from seedance_desktop.api.transport import HttpClient
from seedance_desktop.core.errors import ConnectionBrokenError, LinkDeadError
from seedance_desktop.core.link_errors import LinkInwardError
from tests.api.downloads import CLIP, CUT, Progress, cut_once, fetch, mark_of, nothing
from tests.api.scripted import Heard, raw, says, serves_file, serving

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

    async with serving(half, serves_file(CLIP)) as server:
        work = asyncio.create_task(stream_to(http, server.address, part, on_progress=watch))
        await asyncio.wait_for(arrived.wait(), 30)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        held = part.stat().st_size

        assert CLIP.startswith(part.read_bytes())
        assert await fetch(http, server, part) == CLIP

    assert server.heard[1].headers["range"] == f"bytes={held}-"
    assert held > 0


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
    "location",
    [
        "/again",
        "file:///etc/passwd",
        "ftp://127.0.0.1/a",
        "http://exa mple/",
        "http://",
    ],
)
async def test_a_redirect_in_circles_or_to_elsewhere_is_a_dead_link(
    location: str, http: HttpClient, part: Path
) -> None:
    async with serving(says(302, location=location)) as server:
        with pytest.raises(LinkDeadError):
            await fetch(http, server, part)

    assert len(server.heard) <= 4


@pytest.mark.parametrize(
    "location", ["https://10.0.0.8/a", "http://192.168.1.1/a", "https://[fd00::1]/a"]
)
async def test_a_redirect_into_a_private_network_is_told_as_one(
    location: str, http: HttpClient, part: Path
) -> None:
    async with serving(says(302, location=location)) as server:
        with pytest.raises(LinkInwardError):
            await fetch(http, server, part)

    assert len(server.heard) == 1


# ── tidying up ───────────────────────────────────────────────────────────────────────────────────


async def test_a_part_and_its_mark_can_be_thrown_away(http: HttpClient, part: Path) -> None:
    await cut_once(http, part)

    discard(part)
    discard(part)

    assert list(part.parent.iterdir()) == []
