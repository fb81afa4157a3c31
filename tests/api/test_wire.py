import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.api.wire import SentFrame, encoded, request_body
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import FrameHash
from seedance_desktop.core.request import (
    ADAPTIVE,
    GenerationRequest,
    MediaKind,
    OutputFormat,
    ReferenceMedia,
    Role,
    ServiceTier,
)
from tests.api.samples import FRAMES, JPEG, MODEL, PNG, TEXT, picture, with_pictures

KEYS = {
    "model",
    "content",
    "resolution",
    "ratio",
    "duration",
    "frames",
    "seed",
    "camera_fixed",
    "camerafixed",
    "watermark",
    "generate_audio",
    "return_last_frame",
    "service_tier",
    "draft",
    "priority",
    "output_format",
    "tools",
}


def test_a_plain_request_holds_only_what_was_chosen() -> None:
    body = request_body(TEXT, {})

    assert body == {
        "model": MODEL,
        "content": [{"type": "text", "text": "A cat on a wall."}],
        "resolution": "720p",
        "ratio": "16:9",
        "duration": 5,
        "watermark": False,
    }


def test_a_first_frame_is_sent_as_the_published_example_has_it() -> None:
    request = replace(with_pictures(Role.FIRST_FRAME), ratio=ADAPTIVE, seed=11)

    body = request_body(request, FRAMES)

    assert body == {
        "model": MODEL,
        "content": [
            {"type": "text", "text": "A cat on a wall."},
            {
                "type": "image_url",
                "image_url": {
                    "url": "data:image/jpeg;base64," + base64.b64encode(JPEG).decode(),
                },
                "role": "first_frame",
            },
        ],
        "resolution": "720p",
        "ratio": "adaptive",
        "duration": 5,
        "seed": 11,
        "watermark": False,
    }


def test_pictures_keep_their_order_and_always_say_their_role() -> None:
    request = replace(
        TEXT, pictures=(picture(Role.FIRST_FRAME), picture(Role.LAST_FRAME, sent="two"))
    )

    body = request_body(request, FRAMES)

    content = body["content"]
    assert isinstance(content, list)
    assert [item.get("role") for item in content] == [None, "first_frame", "last_frame"]
    assert content[2]["image_url"]["url"].startswith("data:image/png;base64,")


def test_blank_words_are_left_out_beside_a_picture() -> None:
    request = replace(with_pictures(Role.FIRST_FRAME), prompt=" \n ")

    content = request_body(request, FRAMES)["content"]

    assert isinstance(content, list)
    assert [item["type"] for item in content] == ["image_url"]


def test_blank_words_are_sent_where_there_is_nothing_else() -> None:
    content = request_body(replace(TEXT, prompt=""), {})["content"]

    assert content == [{"type": "text", "text": ""}]


def test_exact_frames_take_the_place_of_seconds() -> None:
    body = request_body(replace(TEXT, frames=57), {})

    assert body["frames"] == 57
    assert "duration" not in body


def test_a_fixed_camera_is_asked_for_in_both_spellings() -> None:
    body = request_body(replace(TEXT, camera_fixed=True), {})

    assert (body["camera_fixed"], body["camerafixed"]) == (True, True)


@pytest.mark.parametrize("sound", [True, False])
def test_sound_is_explicit_once_it_was_chosen(sound: bool) -> None:
    assert request_body(replace(TEXT, sound=sound), {})["generate_audio"] is sound


def test_zero_is_a_seed() -> None:
    assert request_body(replace(TEXT, seed=0), {})["seed"] == 0


def test_what_differs_from_the_default_is_sent() -> None:
    request = replace(
        TEXT, return_last_frame=True, service_tier=ServiceTier.FLEX, watermark=True, duration=-1
    )

    body = request_body(request, {})

    assert body["return_last_frame"] is True
    assert body["service_tier"] == "flex"
    assert body["watermark"] is True
    assert body["duration"] == -1


@pytest.mark.parametrize(
    ("called", "content", "mime"),
    [
        ("IMAGE/JPEG", JPEG, "image/jpeg"),
        ("image/jpg", JPEG, "image/jpeg"),
        ("image/png", JPEG, "image/jpeg"),
        ("image/jpeg", PNG, "image/png"),
        ("image/WebP", b"RIFF....WEBP", "image/webp"),
    ],
)
def test_a_data_uri_says_what_the_bytes_are_in_lower_case(
    called: str, content: bytes, mime: str
) -> None:
    frames = {FrameHash("one"): SentFrame(called, content, Size(640, 640))}

    body = request_body(with_pictures(Role.REFERENCE), frames)

    data = base64.b64encode(content).decode()
    assert f'"data:{mime};base64,{data}"'.encode() in encoded(body)


requests = st.builds(
    GenerationRequest,
    model=st.just(MODEL),
    prompt=st.text(),
    frames=st.none() | st.integers(29, 289),
    seed=st.integers(-1, 2**31 - 1),
    camera_fixed=st.booleans(),
    watermark=st.booleans(),
    sound=st.none() | st.booleans(),
    return_last_frame=st.booleans(),
    service_tier=st.sampled_from(ServiceTier),
    draft=st.booleans(),
    output_format=st.sampled_from(OutputFormat),
    priority=st.integers(0, 9),
    web_search=st.booleans(),
)


@given(requests)
def test_a_body_never_holds_an_empty_key_or_the_frame_rate(request: GenerationRequest) -> None:
    body = json.loads(encoded(request_body(request, {})))

    assert body.keys() <= KEYS
    assert {"model", "content", "resolution", "ratio", "watermark"} <= body.keys()
    assert None not in body.values()
    assert ("duration" in body) != ("frames" in body)


def test_videos_and_sounds_are_named_by_their_address_after_the_pictures() -> None:
    media = (
        ReferenceMedia(MediaKind.AUDIO, "https://example.com/song.mp3", seconds=4),
        ReferenceMedia(MediaKind.VIDEO, "asset://dance"),
    )

    content = request_body(replace(with_pictures(Role.REFERENCE), media=media), FRAMES)["content"]

    assert isinstance(content, list)
    assert [item["type"] for item in content] == ["text", "image_url", "audio_url", "video_url"]
    assert content[2:] == [
        {
            "type": "audio_url",
            "audio_url": {"url": "https://example.com/song.mp3"},
            "role": "reference_audio",
        },
        {"type": "video_url", "video_url": {"url": "asset://dance"}, "role": "reference_video"},
    ]


def test_the_newer_choices_are_sent_as_the_service_spells_them() -> None:
    request = replace(TEXT, draft=True, priority=7, output_format=OutputFormat.MOV, web_search=True)

    body = request_body(request, {})

    assert body["draft"] is True
    assert body["priority"] == 7
    assert body["output_format"] == "mov"
    assert body["tools"] == [{"type": "web_search"}]


def test_half_a_character_in_the_prompt_does_not_stop_a_request() -> None:
    body = json.loads(encoded(request_body(replace(TEXT, prompt="a \ud83d cat"), {})))

    assert body["content"][0]["text"] == "a ? cat"
