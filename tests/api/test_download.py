# ruff: noqa: ASYNC240 - a test looks at its own small files, and nothing else runs meanwhile
import gzip
from pathlib import Path

import pytest

from seedance_desktop.api.download import stream_to
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
from tests.api.downloads import CLIP, Progress, fetch, nothing
from tests.api.samples import QUICK, tls
from tests.api.scripted import (
    Answer,
    hangs_up,
    page,
    raw,
    resets,
    says,
    serves_file,
    serving,
    stays_silent,
)

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


async def test_a_server_that_falls_silent_is_given_up(part: Path) -> None:
    async with HttpClient(QUICK, tls()) as impatient, serving(stays_silent) as server:
        with pytest.raises(ConnectionBrokenError):
            await stream_to(impatient, server.address, part, on_progress=nothing)


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
