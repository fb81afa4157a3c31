"""What pictures are taken: their address, their format, their sides, their shape, their size."""

import base64
import io
import struct
import zlib

import pytest
from PIL import Image

from tests.sandbox.asking import FAST, PRO, Asking, Body, as_address, data_address, order, picture

PARAM = "content[1].image_url.url"


def noise(size: tuple[int, int]) -> bytes:
    content = io.BytesIO()
    Image.effect_noise(size, 90).save(content, "png")
    return content.getvalue()


def refused(asking: Asking, url: str) -> Body:
    return asking.refused(order(picture(url=url), model=FAST))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "bmp", "tiff", "gif"])
def test_every_documented_format_is_taken(asking: Asking, kind: str) -> None:
    assert asking.accepted(picture(url=data_address(kind=kind)))


@pytest.mark.parametrize("size", [(300, 300), (6000, 2400), (400, 1000), (1000, 400)])
def test_the_bounds_themselves_are_taken(asking: Asking, size: tuple[int, int]) -> None:
    assert asking.accepted(picture(url=data_address(size)))


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((299, 400), "between 300 and 6000 pixels, received 299x400"),
        ((6001, 3000), "received 6001x3000"),
        ((1, 1), "received 1x1"),
        ((1001, 400), "between 0.4 and 2.5, received 2.502"),
        ((400, 1001), "received 0.400"),
    ],
)
def test_sides_and_shape_beyond_the_bounds_are_refused(
    asking: Asking, size: tuple[int, int], words: str
) -> None:
    error = refused(asking, data_address(size))

    assert (error["code"], error["param"]) == ("InvalidParameter", PARAM)
    assert words in error["message"]


def test_a_huge_picture_is_refused_by_its_header(asking: Asking) -> None:
    facts = b"IHDR" + struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    check = struct.pack(">I", zlib.crc32(facts))
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + facts + check

    error = refused(asking, as_address(content + noise((300, 300))[33:]))

    assert "received 50000x50000" in error["message"]


def test_a_file_of_30_megabytes_is_refused(asking: Asking) -> None:
    content = noise((640, 480))
    padded = content + b"\0" * (30_000_000 - len(content))

    error = refused(asking, as_address(padded))

    assert "smaller than 30 MB" in error["message"]


@pytest.mark.parametrize("head", ["data:image/PNG;base64,", "DATA:image/png;base64,"])
def test_the_format_has_to_be_in_lower_case(asking: Asking, head: str) -> None:
    data = data_address().split(",")[1]

    error = refused(asking, head + data)

    assert "lower case" in error["message"]


def test_the_bytes_have_to_match_the_format(asking: Asking) -> None:
    png = base64.b64decode(data_address().split(",")[1])

    error = refused(asking, as_address(png, "image/jpeg"))

    assert 'invalid image format; received: "png"' in error["message"]


@pytest.mark.parametrize("mime", ["image/jpg", "image/svg+xml", "text/plain", ""])
def test_other_formats_are_refused(asking: Asking, mime: str) -> None:
    error = refused(asking, as_address(b"anything", mime))

    assert "not an image format that is taken" in error["message"]


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("", "InvalidImageURL.EmptyURL", "is empty"),
        ("data:image/png;base64,@@@", "InvalidImageURL.InvalidFormat", "not valid base64"),
        ("data:image/png,AAAA", "InvalidImageURL.InvalidFormat", "not marked as base64"),
        (as_address(b"no picture"), "InvalidImageURL.InvalidFormat", "no image"),
        (as_address(noise((500, 500))[:3000]), "InvalidImageURL.InvalidFormat", "damaged"),
        ("https://example.com/a.png", "InvalidParameter", "invalid image format (detected format)"),
    ],
)
def test_a_picture_that_cannot_be_read_is_refused(
    asking: Asking, url: str, code: str, words: str
) -> None:
    item = {"type": "image_url", "image_url": {"url": url}, "role": "first_frame"}

    error = asking.refused(order(item))

    assert (error["code"], error["param"]) == (code, PARAM)
    assert words in error["message"]


@pytest.mark.parametrize(
    ("image", "param"),
    [
        (data_address(), "content[1].image_url"),
        ({"url": 5}, PARAM),
        ({}, PARAM),
        (None, "content[1].image_url"),
    ],
)
def test_the_image_address_has_to_be_an_object_with_a_url(
    asking: Asking, image: object, param: str
) -> None:
    error = asking.refused(order({"type": "image_url", "image_url": image}))

    assert error["param"] == param


def test_the_picture_at_fault_is_named(asking: Asking) -> None:
    small = picture("last_frame", data_address((100, 100)))

    error = asking.refused(order(picture(), small, model=PRO))

    assert error["param"] == "content[2].image_url.url"
