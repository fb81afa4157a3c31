import pytest

from seedance_desktop.api.picture_download import fetch_picture
from seedance_desktop.api.transport import HttpClient
from seedance_desktop.core.errors import NetworkError, PictureError
from tests.api.scripted import Answer, endless, page, resets, says, serving, stays_silent

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(5000)
FOUND = says(200, PICTURE, content_type="image/png")


async def test_a_picture_arrives_whole_by_way_of_a_redirect(http: HttpClient) -> None:
    moved = says(302, location="/there.png")
    async with serving(moved, FOUND) as server:
        content = await fetch_picture(http, f"{server.address}/a.png?token=secret")

    assert content == PICTURE
    assert [heard.target for heard in server.heard] == ["/a.png?token=secret", "/there.png"]
    assert "authorization" not in server.heard[0].headers


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (page(200), "web page"),
        (says(200, {"no": "picture"}), "application/json"),
        (says(404), "404"),
        (says(302, location="http://10.0.0.1/a.png"), "private network"),
        (says(302, location="file:///etc/passwd"), "no web address"),
        (says(302, location="/round"), "circle"),
        (endless(b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n", bytes(4096)), "more than"),
        (stays_silent, "too long"),
    ],
)
async def test_what_is_no_picture_is_refused_in_words_that_keep_the_address(
    http: HttpClient, answer: Answer, reason: str
) -> None:
    async with serving(answer) as server:
        with pytest.raises(PictureError) as refused:
            await fetch_picture(
                http, f"{server.address}/a.png?token=secret", largest=20_000, seconds=1.0
            )

    assert reason in str(refused.value)
    assert "secret" not in str(refused.value)


async def test_a_connection_that_breaks_is_told_as_such(http: HttpClient) -> None:
    async with serving(resets) as server:
        with pytest.raises(NetworkError):
            await fetch_picture(http, server.address)


@pytest.mark.parametrize("address", ["http://", "ftp://a.example/b", "http://[::1", "no address"])
async def test_no_address_at_all_asks_nobody(http: HttpClient, address: str) -> None:
    with pytest.raises(PictureError):
        await fetch_picture(http, address)
