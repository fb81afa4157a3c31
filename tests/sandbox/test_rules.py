"""What requests are taken and what are refused, both ways for each rule."""

import pytest

from tests.sandbox.asking import (
    FAST,
    FIVE,
    LITE_IMAGE,
    LITE_TEXT,
    PRO,
    SOUND,
    TWO,
    TWO_FAST,
    UNMADE,
    Asking,
    Body,
    order,
    picture,
)

FIRST, LAST, REFERENCE = picture(), picture("last_frame"), picture("reference_image")
ROLELESS = picture(None)
CLIP = "https://example.com/dance"


def media(kind: str, url: str = CLIP) -> Body:
    return {"type": f"{kind}_url", f"{kind}_url": {"url": url}, "role": f"reference_{kind}"}


VIDEO, AUDIO = media("video"), media("audio")


@pytest.mark.parametrize(
    "body",
    [
        order(model=FAST),
        order(FIRST, model=FAST),
        order(ROLELESS, model=FAST),
        order(FIRST, LAST, model=PRO),
        order(LAST, FIRST, model=PRO),
        order(REFERENCE, REFERENCE, model=LITE_IMAGE, resolution="720p"),
        order(*[REFERENCE] * 9, model=TWO),
        order(model=FAST, resolution="480p", ratio="21:9", duration=2, seed=0),
        order(model=FAST, duration=12, seed=2**31 - 1),
        order(model=FAST, frames=29),
        order(model=FAST, frames=289, seed=-1),
        order(FIRST, model=FAST, ratio="adaptive", camera_fixed=True, watermark=True),
        order(model=FAST, generate_audio=False, return_last_frame=True),
        order(model=FAST, service_tier="flex"),
        order(model=SOUND, duration=-1, generate_audio=True),
        order(model=TWO, resolution="4K", ratio="adaptive"),
        order(model=TWO, camera_fixed=False, draft=False),
        order(FIRST, model=FIVE),
        order(FIRST, LAST, model=FIVE, ratio="adaptive"),
        order(model=FIVE, ratio="9:16", duration=30),
        order(REFERENCE, model=FIVE, ratio="1:1"),
        order(VIDEO, model=TWO),
        order(VIDEO, VIDEO, VIDEO, AUDIO, REFERENCE, model=TWO, ratio="adaptive"),
        order(AUDIO, REFERENCE, model=TWO),
        order(AUDIO, model=FIVE),
        order(media("audio", "data:audio/wav;base64,AAAA"), model=FIVE),
        order(media("video", "asset://dance"), model=FIVE, output_format="mov", priority=9),
        order(media("video", f"{CLIP}?seconds=15"), model=TWO, output_format="mp4"),
        order(model=TWO, tools=[{"type": "web_search"}], priority=0),
        order(model=SOUND, draft=True, resolution="480p"),
        order(model=FAST, resolution=None, ratio=None, duration=None, seed=None, frames=None),
        order(model=FAST, framespersecond=999, camerafixed="yes", colour="blue"),
        {"model": FAST, "content": [FIRST], "resolution": "480p", "duration": 2},
    ],
)
def test_what_the_service_takes_is_taken(asking: Asking, body: Body) -> None:
    reply = asking.create(body)

    assert reply.status_code == 200, reply.text


def refusals() -> list[tuple[Body, str, str, str]]:
    """Bodies with the code, the parameter and a part of the message that refuse them."""
    invalid, missing = "InvalidParameter", "MissingParameter"
    unsupported = "InvalidParameter.UnsupportedParameter"
    return [
        (order(FIRST, LAST, model=FAST), invalid, "content", "does not support a first and a last"),
        (order(REFERENCE, model=FAST), invalid, "content", "does not support reference images"),
        (order(model=LITE_IMAGE), invalid, "content", "does not support text to video"),
        (order(FIRST, model=LITE_TEXT), invalid, "content", "does not support a first frame"),
        (order(*[REFERENCE] * 5, model=LITE_IMAGE), invalid, "content", "1 to 4 reference images"),
        (order(*[REFERENCE] * 10, model=TWO), invalid, "content", "received 10"),
        (order(LAST, model=PRO), invalid, "content", "needs a first frame"),
        (
            order(ROLELESS, ROLELESS, model=PRO),
            invalid,
            "content",
            "role must be specified for image contents",
        ),
        (order(FIRST, ROLELESS, model=PRO), invalid, "content", "role must be specified"),
        (
            order(FIRST, FIRST, model=PRO),
            invalid,
            "content",
            "expected at most one first frame image content but got 2 instead",
        ),
        (order(FIRST, LAST, LAST, model=PRO), invalid, "content", "at most one last frame"),
        (
            order(FIRST, REFERENCE, model=TWO),
            invalid,
            "content",
            "first/last frame content cannot be mixed with reference media content",
        ),
        (
            order(picture("start_frame"), model=FAST),
            invalid,
            "content[1].role",
            "invalid role specified for image content",
        ),
        (order(VIDEO, model=FAST), invalid, "content", "does not support reference images"),
        (order(VIDEO, REFERENCE, model=LITE_IMAGE, resolution="480p"), invalid, "content", "video"),
        (order(*[VIDEO] * 4, model=TWO), invalid, "content", "at most 3 reference_video"),
        (order(VIDEO, *[AUDIO] * 4, model=TWO), invalid, "content", "at most 3 reference_audio"),
        (order(AUDIO, model=TWO), invalid, "content", "needs a reference image or video"),
        (order(FIRST, VIDEO, model=TWO), invalid, "content", "cannot be mixed"),
        (order(FIRST, LAST, AUDIO, model=FIVE), invalid, "content", "cannot be mixed"),
        (
            order(media("video", f"{CLIP}?seconds=16"), model=TWO),
            invalid,
            "content",
            "lasts 2 to 15 seconds, received 16",
        ),
        (
            order(*[media("video", f"{CLIP}?seconds=8")] * 2, model=TWO),
            invalid,
            "content",
            "15 seconds at most",
        ),
        (
            order(media("video", "data:video/mp4;base64,AAAA"), model=TWO),
            invalid,
            "content[1].video_url.url",
            "reference_video must be provided as a web url",
        ),
        (
            order({**VIDEO, "role": "first_frame"}, model=TWO),
            invalid,
            "content[1].role",
            "invalid role specified for video content",
        ),
        (order({"type": "video_url"}, model=TWO), missing, "content[1].video_url", "video_url"),
        (order(model=SOUND, draft=True), invalid, "resolution", "480p"),
        (order(model=TWO, draft=True), unsupported, "draft", TWO),
        (order(model=FIVE, output_format="avi"), invalid, "output_format", "mp4 or mov"),
        (order(model=FAST, priority=1), unsupported, "priority", FAST),
        (order(model=TWO, priority=10), invalid, "priority", "[0, 9]"),
        (order(model=FAST, tools=[{"type": "web_search"}]), unsupported, "tools", FAST),
        (order(FIRST, model=TWO, tools=[{"type": "web_search"}]), unsupported, "tools", TWO),
        (order(model=TWO, tools="web_search"), invalid, "tools", "web_search"),
        (order(model=FAST, resolution="banana"), invalid, "resolution", f"for model {FAST} in t2v"),
        (order(FIRST, model=TWO_FAST, resolution="1080p"), invalid, "resolution", "in i2v"),
        (order(REFERENCE, model=LITE_IMAGE, resolution="1080p"), invalid, "resolution", "in r2v"),
        (order(model=TWO, resolution="1440p"), invalid, "resolution", "1440p"),
        (order(model=FAST, resolution=720), invalid, "resolution", "a string is expected"),
        (order(model=FAST, ratio="adaptive"), invalid, "ratio", "in t2v"),
        (order(model=TWO, ratio="2:1"), invalid, "ratio", "'2:1'"),
        (
            order(FIRST, model=FIVE, ratio="16:9"),
            invalid,
            "ratio",
            "the output ratio follows the first-frame image",
        ),
        (order(model=FAST, duration=1), invalid, "duration", "[2, 12]"),
        (order(model=FAST, duration=13), invalid, "duration", "received 13"),
        (order(model=FAST, duration=-1), invalid, "duration", "received -1"),
        (order(model=FIVE, duration=3), invalid, "duration", "[4, 30] or -1"),
        (order(model=FAST, duration="5"), invalid, "duration", "an integer is expected"),
        (order(model=FAST, duration=5.0), invalid, "duration", "an integer is expected"),
        (order(model=FAST, duration=True), invalid, "duration", "an integer is expected"),
        (order(model=FAST, frames=28), invalid, "frames", "29"),
        (order(model=FAST, frames=30), invalid, "frames", "received 30"),
        (order(model=FAST, frames=293), invalid, "frames", "289"),
        (order(model=TWO, frames=29), unsupported, "frames", TWO),
        (order(model=FAST, seed=-2), invalid, "seed", "[-1, 2147483647]"),
        (order(model=FAST, seed=2**31), invalid, "seed", "2147483647"),
        (order(model=FAST, seed="7"), invalid, "seed", "an integer is expected"),
        (order(model=TWO, camera_fixed=True), unsupported, "camera_fixed", TWO),
        (order(model=FAST, generate_audio=True), unsupported, "generate_audio", FAST),
        (order(model=FAST, watermark="true"), invalid, "watermark", "a boolean is expected"),
        (order(model=TWO, service_tier="flex"), unsupported, "service_tier", TWO),
        (order(model=FAST, service_tier="slow"), invalid, "service_tier", "default or flex"),
        (order(model=FAST, draft=True), unsupported, "draft", FAST),
        (order(model=FAST, output_format="mov"), unsupported, "output_format", FAST),
        (order(model=FAST, execution_expires_after=60), invalid, "execution_expires_after", "3600"),
        (order(model=FAST, safety_identifier="x" * 65), invalid, "safety_identifier", "64"),
        ({"content": []}, missing, "model", "model"),
        ({"model": FAST}, missing, "content", "content"),
        ({"model": FAST, "content": []}, missing, "content", "content"),
        ({"model": FAST, "content": "a boat"}, invalid, "content", "an array is expected"),
        ({"model": FAST, "content": ["a boat"]}, invalid, "content[0]", "an object is expected"),
        ({"model": FAST, "content": [{"text": "x"}]}, missing, "content[0].type", "type"),
        ({"model": FAST, "content": [{"type": "song"}]}, invalid, "content[0].type", "image_url"),
        ({"model": FAST, "content": [{"type": "text"}]}, missing, "content[0].text", "text"),
        (order(model=FAST, prompt="  "), missing, "content[0].text", "text"),
        (order({"type": "text", "text": "two"}, model=FAST), invalid, "content[1]", "at most one"),
        ({"model": 5, "content": [FIRST]}, invalid, "model", "a string is expected"),
    ]


@pytest.mark.parametrize(("body", "code", "param", "words"), refusals())
def test_what_the_service_refuses_is_refused_by_code_and_parameter(
    asking: Asking, body: Body, code: str, param: str, words: str
) -> None:
    error = asking.refused(body)

    assert (error["code"], error["param"], error["type"]) == (code, param, "BadRequest")
    assert words in error["message"]
    assert "Request id: 021" in error["message"]


def test_an_unknown_model_is_404(asking: Asking) -> None:
    error = asking.refused(order(model="seedance-9"), 404)

    assert error["code"] == "InvalidEndpointOrModel.NotFound"
    assert "seedance-9" in error["message"]


@pytest.mark.parametrize("content", [b"", b"not json", b"[1]", b'"text"', b"\xff\xfe", b"[" * 9999])
def test_a_body_that_is_no_json_object_is_400(asking: Asking, content: bytes) -> None:
    reply = asking.http.post(asking.sandbox.tasks, content=content, headers=asking.headers)

    assert reply.status_code == 400
    assert reply.json()["error"]["code"] == "InvalidParameter"


def test_a_body_beyond_64_megabytes_is_refused(asking: Asking) -> None:
    content = b" " * (64 * 1024 * 1024 + 1)

    reply = asking.http.post(asking.sandbox.tasks, content=content, headers=asking.headers)

    assert reply.status_code == 413
    assert "64 MB" in reply.json()["error"]["message"]


def test_the_content_policy_answers_400_and_says_503(asking: Asking) -> None:
    error = asking.refused(order(prompt="something [refuse] that is not allowed"))

    assert error == {
        "message": "Input may not meet the guidelines. Please adjust and try again.",
        "type": "503",
    }


def test_frames_per_second_is_counted_and_otherwise_ignored(asking: Asking) -> None:
    before = asking.sandbox.ledger()["framespersecond"]

    asking.accepted(framespersecond=999)

    assert asking.sandbox.ledger()["framespersecond"] == before + 1


def test_anything_posted_below_the_tasks_creates_one(asking: Asking) -> None:
    task = asking.accepted()

    reply = asking.http.post(
        f"{asking.sandbox.tasks}/{task}/cancel",
        json=order(prompt=UNMADE),
        headers=asking.headers,
    )

    assert reply.status_code == 200
    assert reply.json()["id"] != task


def test_an_address_that_is_no_part_of_the_api_is_404_in_json(asking: Asking) -> None:
    reply = asking.http.get(f"{asking.sandbox.address}/api/v3/nothing", headers=asking.headers)

    assert reply.status_code == 404
    assert "Invalid URL" in reply.json()["error"]["message"]
