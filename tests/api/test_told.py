"""Requests and answers in short: what must never be in them."""

import pytest

from seedance_desktop.api.reply import Reply
from seedance_desktop.api.told import Asked, fetched
from seedance_desktop.core.errors import LinkDeadError
from seedance_desktop.core.ids import RemoteId
from seedance_desktop.core.request import Role
from seedance_desktop.core.story import Call, Errand
from tests.api.samples import FRAMES, KEY, TEXT, client_of, with_pictures
from tests.api.scripted import Answer, hangs_up, page, says, serving

NAME = RemoteId("cgt-20251225201056-abc")
LINK = "https://files.example.com/a.mp4?X-Tos-Signature=abcdef0123&X-Tos-Credential=me"


async def told_of(answer: Answer, errand: Errand) -> Call:
    told: list[Call] = []
    async with serving(answer) as server, client_of(server.address, tell=told.append) as client:
        try:
            if errand is Errand.CREATE:
                await client.create(with_pictures(Role.FIRST_FRAME), FRAMES)
            else:
                await client.task(NAME)
        except Exception:  # noqa: BLE001  whatever comes of it
            assert told
    (call,) = told
    return call


async def test_a_create_is_told_without_its_picture() -> None:
    call = await told_of(says(200, {"id": NAME}, x_request_id="r-1"), Errand.CREATE)

    assert (call.method, call.status, call.outcome) == ("POST", 200, NAME)
    assert (call.request_id, call.received) == ("r-1", len(f'{{"id": "{NAME}"}}'))
    assert call.sent > 200
    assert TEXT.prompt in call.said
    assert "(picture)" in call.said
    assert "base64" not in call.said


async def test_a_signed_link_is_told_without_its_signature() -> None:
    body = {"id": NAME, "status": "succeeded", "content": {"video_url": LINK}}

    call = await told_of(says(200, body), Errand.QUERY)

    assert call.outcome == "succeeded"
    assert "https://files.example.com/a.mp4?…" in call.answer
    assert "abcdef0123" not in call.answer


@pytest.mark.parametrize("filler", range(150, 240, 7))
async def test_a_key_that_the_service_repeats_is_never_told_not_even_its_half(
    filler: int,
) -> None:
    words = "x" * filler + KEY + " is wrong"

    call = await told_of(says(401, {"error": {"message": words, "code": KEY}}), Errand.QUERY)

    assert KEY[:8] not in repr(call)


async def test_a_page_that_is_no_json_is_told_by_its_beginning() -> None:
    call = await told_of(page(502), Errand.QUERY)

    assert (call.status, call.outcome) == (502, "")
    assert call.answer.startswith("<!DOCTYPE html>")


async def test_a_line_that_broke_is_told_by_its_kind() -> None:
    call = await told_of(hangs_up, Errand.QUERY)

    assert call.status is None
    assert call.outcome == "RemoteProtocolError"


def test_links_in_what_is_no_json_lose_their_signature_too() -> None:
    page = f"<a href='{LINK}'>here</a> data:image/png;base64,{'A' * 400}".encode()

    call = Asked(Errand.QUERY, "GET", "https://a.example/tasks/1?key=2").answered(
        Reply(500, page), 0.1
    )

    assert "abcdef0123" not in call.answer
    assert "AAAA" not in call.answer
    assert call.path == "/tasks/1"


def test_an_answer_of_any_depth_and_length_is_told_in_little() -> None:
    deep = b'{"a":' * 200 + b"1" + b"}" * 200
    wide = b'{"items":[' + b",".join(b'"%d"' % number for number in range(50_000)) + b"]}"

    for content in (deep, wide, b"\xff" * 5000, b'"' + b"y" * 90_000 + b'"'):
        call = Asked(Errand.LIST, "GET", "https://a.example/tasks").answered(
            Reply(200, content), 0.1
        )

        assert len(call.answer) <= 600


def test_a_file_is_told_by_its_host_and_path() -> None:
    dead = LinkDeadError(facts={"status": "403"})

    call = fetched(LINK, seconds=1.5, received=12, error=dead)

    assert call.path == "files.example.com/a.mp4"
    assert (call.status, call.outcome, call.received) == (403, "LinkDeadError", 12)
