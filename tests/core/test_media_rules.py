"""Reference videos and sounds: how many, how long, from where, beside what."""

from dataclasses import replace

import pytest

from seedance_desktop.core.failure import Field
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.media_rules import is_media_address
from seedance_desktop.core.request import Frame, GenerationRequest, ReferenceMedia
from seedance_desktop.core.rules import problems, resolved_ratio
from tests.core.shipped import (
    FAST,
    FIRST,
    LAST,
    LITE_I2V,
    LONG_VIDEO,
    REFERENCE,
    SONG,
    TWO,
    TWO_FIVE,
    VIDEO,
    model,
)

MEDIA = Field.REFERENCE_MEDIA


def told(name: ModelId, media: list[ReferenceMedia], *pictures: Frame) -> list[tuple[Field, str]]:
    request = GenerationRequest(name, "a dance", pictures, media=tuple(media), duration=5)
    return [(each.field, str(each.message)) for each in problems(request, model(name))]


def lasting(media: ReferenceMedia, *seconds: float) -> list[ReferenceMedia]:
    return [replace(media, seconds=each) for each in seconds]


@pytest.mark.parametrize(
    ("name", "media"),
    [
        (TWO, [VIDEO]),
        (TWO, [VIDEO] * 3),
        (TWO, [VIDEO, SONG]),
        (TWO, lasting(VIDEO, 2, 13)),
        (TWO, lasting(VIDEO, 15)),
        (TWO_FIVE, [SONG]),
        (TWO_FIVE, [VIDEO] * 10 + [SONG] * 10),
        (TWO_FIVE, lasting(SONG, 30)),
    ],
)
def test_what_the_model_takes_is_taken(name: ModelId, media: list[ReferenceMedia]) -> None:
    assert told(name, media) == []
    assert told(name, media, REFERENCE) == []


def test_sounds_need_company_in_2_0_alone() -> None:
    [(field, words)] = told(TWO, [SONG])

    assert (field, words) == (MEDIA, "Seedance 2.0 takes no sound alone.")
    assert told(TWO, [SONG], REFERENCE) == []
    assert told(TWO, [SONG, VIDEO]) == []


@pytest.mark.parametrize(
    ("name", "media", "words"),
    [
        (TWO, [VIDEO] * 4, "up to 3 reference videos, and there are 4"),
        (TWO, [VIDEO] + [SONG] * 4, "up to 3 reference sounds, and there are 4"),
        (TWO, [LONG_VIDEO], "2 to 15 seconds, not of 31"),
        (TWO, [VIDEO, *lasting(SONG, 1.5, 40)], "sounds of 2 to 15 seconds, not of 1.5, 40"),
        (TWO, lasting(VIDEO, 8, 7.5), "of 15 seconds together, and there are 15.5"),
        (TWO_FIVE, lasting(VIDEO, 16, 15), "of 30 seconds together, and there are 31"),
    ],
)
def test_too_many_or_too_long_are_named(
    name: ModelId, media: list[ReferenceMedia], words: str
) -> None:
    assert any(words in message for field, message in told(name, media) if field is MEDIA)


@pytest.mark.parametrize("frames", [(FIRST,), (FIRST, LAST)])
@pytest.mark.parametrize("media", [VIDEO, SONG])
def test_videos_and_sounds_do_not_go_with_first_and_last_frames(
    frames: tuple[Frame, ...], media: ReferenceMedia
) -> None:
    found = told(TWO_FIVE, [media], *frames)

    assert [field for field, _ in found] == [Field.REFERENCES]
    assert "cannot be mixed" in found[0][1]


def test_a_model_without_references_takes_neither() -> None:
    assert [field for field, _ in told(FAST, [VIDEO])] == [Field.REFERENCES]
    assert "no reference videos" in told(LITE_I2V, [VIDEO], REFERENCE)[0][1]
    assert "no reference sounds" in told(LITE_I2V, [SONG], REFERENCE)[0][1]


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://example.com/dance.mp4?sign=a%20b", True),
        ("http://example.com/dance.mp4", True),
        ("asset://asset-2026", True),
        ("", False),
        ("dance.mp4", False),
        ("/clips/dance.mp4", False),
        ("file:///clips/dance.mp4", False),
        ("data:video/mp4;base64,AAAA", False),
        ("https://", False),
        ("https://example.com/a b.mp4", False),
        ("https://example.com/\n", False),
        ("https://[::1/x", False),
        ("asset://", False),
    ],
)
def test_only_an_address_of_the_web_can_be_fetched(url: str, is_one: bool) -> None:
    assert is_media_address(url) is is_one
    found = told(TWO, [replace(VIDEO, url=url)])
    assert bool(found) is not is_one


def test_an_adaptive_ratio_follows_a_video_that_nobody_has_measured() -> None:
    request = GenerationRequest(TWO, "a dance", (REFERENCE,), ratio="adaptive")

    assert resolved_ratio(request, model(TWO), 1.0) == "1:1"
    assert resolved_ratio(replace(request, media=(VIDEO,)), model(TWO), 1.0) is None
