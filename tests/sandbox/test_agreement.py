"""Two implementations held against each other: our rules before sending, and the sandbox's after.

Nothing that passes ours is refused, and nothing that ours stop would have been taken. Ours are
stricter on purpose about a prompt's words alone: flags, mentions and half characters.
"""

import io
import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from PIL import Image

from seedance_desktop.api.wire import SentFrame, encoded, request_body
from seedance_desktop.core.capability import Capability
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.limits import MAX_SEED
from seedance_desktop.core.prompt_lint import lint
from seedance_desktop.core.request import (
    NOT_SENT,
    Frame,
    GenerationRequest,
    MediaKind,
    OutputFormat,
    ReferenceMedia,
    Role,
    Scene,
    ServiceTier,
)
from seedance_desktop.core.rules import fitted, problems
from seedance_desktop.sandbox.refusals import Refused
from seedance_desktop.sandbox.rules import read_order
from tests.core.shipped import RATIOS, catalogue, models, requests
from tests.sandbox.asking import FAST, UNMADE, Asking

ROWS = {str(row.id): row for row in catalogue()}
EVERY_ROW = pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.id)
FIRST, LAST, REFERENCE = (Frame(role, Path("picture.png")) for role in Role)
PICTURES = {
    Scene.TEXT: (),
    Scene.FIRST_FRAME: (FIRST,),
    Scene.FIRST_LAST: (FIRST, LAST),
    Scene.REFERENCES: (REFERENCE,),
}


def small_picture() -> bytes:
    content = io.BytesIO()
    Image.new("1", (300, 300)).save(content, "png")
    return content.getvalue()


SENT = {NOT_SENT: SentFrame("image/png", small_picture(), Size(300, 300))}


def body_of(request: GenerationRequest) -> dict[str, object]:
    """The request as it reaches the service."""
    body: dict[str, object] = json.loads(encoded(request_body(request, SENT)))
    return body


def refusal(request: GenerationRequest) -> str:
    """What the sandbox has against it; empty when it would be taken."""
    try:
        read_order(body_of(request), ROWS)
    except Refused as refused:
        return str(refused)
    return ""


def disagreements(asked: Iterator[GenerationRequest]) -> list[str]:
    """Requests that one side takes and the other does not, with what each says."""
    found = []
    for request in asked:
        ours = [str(each.message) for each in problems(request, ROWS[request.model])]
        theirs = refusal(request)
        if bool(ours) is not bool(theirs):
            found.append(f"{request}\n  ours: {ours}\n  theirs: {theirs}")
    return found


def plain(row: Capability, scene: Scene) -> GenerationRequest:
    """A request of this scene with values that the model takes, if it takes the scene at all."""
    return fitted(GenerationRequest(row.id, UNMADE, PICTURES[scene]), row)


def sized(row: Capability) -> Iterator[GenerationRequest]:
    """Every scene, resolution, ratio and edge of duration, those not taken among them."""
    span = row.duration
    lengths = (-2, -1, 0, span.shortest - 1, span.shortest, span.longest, span.longest + 1)
    resolutions = ("480p", "720p", "1080p", "4k", "2k")
    for scene in Scene:
        base = plain(row, scene)
        for resolution, ratio, duration in itertools.product(
            resolutions, (*RATIOS, "2:1"), lengths
        ):
            yield replace(base, resolution=resolution, ratio=ratio, duration=duration)


def each(name: str, *values: object) -> list[dict[str, Any]]:
    return [{name: value} for value in values]


def switched(row: Capability) -> Iterator[GenerationRequest]:
    """Every other value and switch, and each pair of them, in every scene."""
    changes: tuple[dict[str, Any], ...] = (
        *each("seed", -2, -1, 0, MAX_SEED, MAX_SEED + 1),
        *each("frames", 0, 25, 28, 29, 30, 33, 289, 293),
        *each("sound", None, True, False),
        *each("priority", -1, 1, 9, 10),
        *each("output_format", *OutputFormat),
        *each("service_tier", *ServiceTier),
        {"draft": True, "resolution": "480p"},
        {"draft": True, "resolution": "720p"},
        {"camera_fixed": True},
        {"watermark": True},
        {"return_last_frame": True},
        {"web_search": True},
        {"prompt": ""},
        {"prompt": " \n"},
    )
    for scene in Scene:
        base = plain(row, scene)
        for one, other in itertools.combinations(changes, 2):
            yield replace(base, **(one | other))


def media(kind: MediaKind, seconds: float | None) -> ReferenceMedia:
    """A file whose address says how long it is, as the sandbox cannot measure it."""
    said = "" if seconds is None else f"?seconds={seconds:g}"
    return ReferenceMedia(kind, f"https://example.com/{kind}{said}", seconds)


def furnished(row: Capability) -> Iterator[GenerationRequest]:
    """Pictures in every mixture of roles, and videos and sounds of every count and length."""
    base = plain(row, Scene.TEXT)
    fed = fitted(replace(base, pictures=(REFERENCE,)), row)
    for count in range(4):
        for roles in itertools.product((FIRST, LAST, REFERENCE), repeat=count):
            yield replace(fitted(replace(base, pictures=roles), row), pictures=roles)
    most = max((rule.references[1] for rule in row.scenes.values()), default=0)
    for count in (1, 4, 5, 9, 10, most, most + 1):
        yield replace(fed, pictures=(REFERENCE,) * count)
    lengths = (None, 1.5, 2, 7.5, 8, 15, 15.5, 30, 31)
    for pictures in ((), (REFERENCE,), (FIRST,), (FIRST, LAST)):
        for seconds in lengths:
            for kind in MediaKind:
                for count in (1, 2, 3, 4, 10, 11):
                    yield replace(fed, pictures=pictures, media=(media(kind, seconds),) * count)
            pair = (media(MediaKind.VIDEO, 2), media(MediaKind.AUDIO, seconds))
            yield replace(fed, pictures=pictures, media=pair)
            yield replace(fed, pictures=pictures, media=pair, prompt="")
    for url in (
        "",
        "clip.mp4",
        "https://",
        "https://a b/c",
        "asset://clip",
        "asset://",
        "ftp://a/b",
    ):
        yield replace(fed, media=(ReferenceMedia(MediaKind.VIDEO, url),))


@pytest.mark.parametrize("changes", [{"sound": True}, {"seed": True}, {"longest": 13}])
def test_a_rule_that_only_one_side_knows_is_found(changes: dict[str, Any]) -> None:
    row = ROWS[FAST]
    length = replace(row.duration, longest=changes.pop("longest", row.duration.longest))
    seedless = changes.pop("seed", False)
    ours = replace(row, **changes, duration=length, seed=not seedless)
    asked = itertools.chain(sized(row), switched(row))

    assert any(bool(problems(one, ours)) is not bool(refusal(one)) for one in asked)


@EVERY_ROW
def test_both_agree_on_every_scene_size_ratio_and_length(row: Capability) -> None:
    assert disagreements(sized(row)) == []


@EVERY_ROW
def test_both_agree_on_every_switch_and_every_two_of_them(row: Capability) -> None:
    assert disagreements(switched(row)) == []


@EVERY_ROW
def test_both_agree_on_pictures_videos_and_sounds(row: Capability) -> None:
    assert disagreements(furnished(row)) == []


@settings(max_examples=300)
@given(requests(), models())
def test_both_agree_on_anything_else(request: GenerationRequest, row: Capability) -> None:
    for asked in (request, fitted(request, row)):
        assume(not lint(replace(asked, pictures=(), media=()), ROWS[asked.model]))
        assert disagreements(iter([asked])) == []


def test_over_http_the_answers_are_the_same(asking: Asking) -> None:
    """A few dozen of all of them, evenly chosen, by way of the real server."""
    everything = [
        request
        for row in ROWS.values()
        for request in itertools.chain(sized(row), switched(row), furnished(row))
    ]
    sample = everything[:: len(everything) // 60]

    answers = [asking.create(body_of(request)).status_code for request in sample]

    expected = [400 if problems(each, ROWS[each.model]) else 200 for each in sample]
    assert answers == expected
    assert {200, 400} <= set(answers)
    assert len(everything) > 10_000
