"""Every rule that a request can break is named at its field, in words, with a remedy."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.capability import Capability, Status
from seedance_desktop.core.failure import Field, Problem
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.limits import MAX_SEED
from seedance_desktop.core.prompt_flags import flags_in
from seedance_desktop.core.request import (
    ADAPTIVE,
    GenerationRequest,
    OutputFormat,
    Scene,
    ServiceTier,
)
from seedance_desktop.core.rules import output_size, problems, resolved_ratio
from tests.core.shipped import (
    FAST,
    FIRST,
    LAST,
    LITE_I2V,
    LITE_T2V,
    PRO,
    PRO_1_5,
    REFERENCE,
    TWO,
    TWO_FAST,
    TWO_FIVE,
    catalogue,
    model,
    models,
    requests,
)

PICTURES = {
    Scene.TEXT: (),
    Scene.FIRST_FRAME: (FIRST,),
    Scene.FIRST_LAST: (FIRST, LAST),
    Scene.REFERENCES: (REFERENCE,),
}


def good(name: ModelId, scene: Scene | None = None, **changes: Any) -> GenerationRequest:
    """A request that breaks no rule, with the changes that may."""
    capability = model(name)
    scene = scene or next(iter(capability.scenes))
    rule = capability.scenes[scene]
    request = GenerationRequest(
        name,
        "a cat",
        PICTURES[scene],
        resolution=rule.resolutions[0],
        ratio=rule.default_ratio,
        duration=capability.duration.default,
    )
    return replace(request, **changes)


def found(request: GenerationRequest) -> list[Problem]:
    return list(problems(request, model(request.model)))


def fields(request: GenerationRequest) -> list[Field]:
    return [problem.field for problem in found(request)]


EVERY_SCENE = [(row.id, scene) for row in catalogue() for scene in row.scenes]


@pytest.mark.parametrize(("name", "scene"), EVERY_SCENE)
def test_what_a_model_offers_breaks_no_rule(name: ModelId, scene: Scene) -> None:
    rule = model(name).scenes[scene]

    for resolution in rule.resolutions:
        for ratio in rule.ratios:
            assert found(good(name, scene, resolution=resolution, ratio=ratio)) == []


@given(requests(), models())
def test_every_problem_can_be_shown_with_its_remedy(
    request: GenerationRequest, capability: Capability
) -> None:
    for problem in problems(request, capability):
        assert problem.message.shown().endswith(".")
        assert problem.remedy.shown().endswith(".")
        assert "{" not in str(problem.remedy)


@given(requests(), models())
def test_no_problem_is_told_twice(request: GenerationRequest, capability: Capability) -> None:
    told = [str(problem.message) for problem in problems(request, capability)]

    assert len(told) == len(set(told))


def test_a_retired_model_breaks_no_rule() -> None:
    assert model(PRO_1_5).life.status is Status.RETIRED
    assert found(good(PRO_1_5)) == []


# Pictures


@pytest.mark.parametrize(
    ("request_", "field", "words"),
    [
        (good(FAST, pictures=(FIRST, LAST)), Field.LAST_FRAME, "1.0 pro fast takes no last frame"),
        (good(FAST, pictures=(REFERENCE,)), Field.REFERENCES, "takes no reference pictures"),
        (good(PRO_1_5, pictures=(REFERENCE,)), Field.REFERENCES, "takes no reference pictures"),
        (good(LITE_T2V, pictures=(FIRST,)), Field.FIRST_FRAME, "takes no first frame"),
        (good(LITE_I2V, pictures=()), Field.FIRST_FRAME, "cannot work from words alone"),
        (good(PRO, pictures=(LAST,), ratio="16:9"), Field.LAST_FRAME, "no first frame"),
        (good(PRO, pictures=(FIRST, FIRST)), Field.FIRST_FRAME, "2 first frames"),
        (good(PRO, pictures=(FIRST, LAST, LAST)), Field.LAST_FRAME, "2 last frames"),
        (good(TWO, pictures=(FIRST, REFERENCE)), Field.REFERENCES, "cannot be mixed"),
        (good(TWO, pictures=(LAST, REFERENCE)), Field.REFERENCES, "cannot be mixed"),
        (good(TWO, pictures=(REFERENCE,) * 10), Field.REFERENCES, "up to 9 reference pictures"),
        (good(TWO_FIVE, pictures=(REFERENCE,) * 31), Field.REFERENCES, "up to 30"),
    ],
)  # fmt: skip
def test_pictures_that_do_not_go_are_named(
    request_: GenerationRequest, field: Field, words: str
) -> None:
    [problem] = found(request_)

    assert problem.field is field
    assert words in str(problem.message)


def test_lite_from_references_takes_four() -> None:
    assert fields(good(LITE_I2V, Scene.REFERENCES, pictures=(REFERENCE,) * 4)) == []
    assert fields(good(LITE_I2V, Scene.REFERENCES, pictures=(REFERENCE,) * 5)) == [Field.REFERENCES]


def test_a_model_that_works_from_text_alone_refuses_both_frames() -> None:
    request = good(LITE_T2V, pictures=(FIRST, LAST))

    assert fields(request) == [Field.LAST_FRAME, Field.FIRST_FRAME]


def test_one_picture_may_be_both_first_and_last() -> None:
    assert found(good(PRO, Scene.FIRST_LAST)) == []


# Prompt


@pytest.mark.parametrize("prompt", ["", " ", "\n\t", "\u3000"])
def test_words_are_needed_where_there_is_no_picture(prompt: str) -> None:
    assert fields(good(FAST, prompt=prompt)) == [Field.PROMPT]
    assert fields(good(FAST, Scene.FIRST_FRAME, prompt=prompt)) == []


@pytest.mark.parametrize(
    ("prompt", "flags"),
    [
        ("a cat --ratio 1:1", ("--ratio",)),
        ("a cat --rs 720p --rt 16:9 --dur 5 --fps 24 --wm true --seed 11 --cf false",
         ("--rs", "--rt", "--dur", "--fps", "--wm", "--seed", "--cf")),
        ("--resolution 720p --duration 5 --frames 57", ("--resolution", "--duration", "--frames")),
        ("--framespersecond 24 --framepersecond 24", ("--framespersecond", "--framepersecond")),
        ("--camerafixed true --watermark", ("--camerafixed", "--watermark")),
        ("a cat\n--SEED=4", ("--SEED",)),
        ("一只猫--rs 720p", ("--rs",)),
        ("--seed 1 --seed 2", ("--seed",)),
    ],
)  # fmt: skip
def test_leftover_flags_are_found(prompt: str, flags: tuple[str, ...]) -> None:
    assert flags_in(prompt) == flags

    [problem] = found(good(FAST, prompt=prompt))

    assert problem.field is Field.PROMPT
    assert all(flag in str(problem.message) for flag in flags)


@pytest.mark.parametrize(
    "prompt",
    [
        "a cat -- slowly",
        "a cat --",
        "--style raw",
        "--seeds of a dandelion",
        "--ratio-like",
        "well--seed me",
        "---seed",
        "a seed, the ratio 16:9 and 24 fps",
        "-seed 4",
        "— ratio",
    ],
)
def test_what_only_looks_like_a_flag_is_left_alone(prompt: str) -> None:
    assert found(good(FAST, prompt=prompt)) == []


def test_a_flag_is_refused_beside_a_picture_too() -> None:
    request = good(FAST, Scene.FIRST_FRAME, prompt="it jumps --dur 10")

    assert fields(request) == [Field.PROMPT]


def test_text_that_cannot_be_encoded_is_refused() -> None:
    assert fields(good(FAST, prompt="a cat \udcff")) == [Field.PROMPT]
    assert fields(good(FAST, prompt="a cat 🐈")) == []


# Values


@pytest.mark.parametrize(
    ("request_", "field", "words"),
    [
        (good(FAST, resolution="4k"), Field.RESOLUTION, "480p, 720p, 1080p"),
        (good(FAST, resolution="banana"), Field.RESOLUTION, "480p, 720p, 1080p"),
        (good(TWO_FAST, resolution="1080p"), Field.RESOLUTION, "480p, 720p"),
        (good(LITE_I2V, Scene.REFERENCES, resolution="1080p"), Field.RESOLUTION, "480p, 720p"),
        (good(FAST, ratio=ADAPTIVE), Field.RATIO, "16:9, 4:3"),
        (good(FAST, ratio="2:1"), Field.RATIO, "16:9, 4:3"),
        (good(LITE_I2V, Scene.REFERENCES, ratio=ADAPTIVE), Field.RATIO, "16:9, 4:3"),
        (good(TWO_FIVE, Scene.FIRST_FRAME, ratio="16:9"), Field.RATIO, "adaptive"),
        (good(TWO_FIVE, Scene.FIRST_LAST, ratio="1:1"), Field.RATIO, "adaptive"),
        (good(FAST, duration=1), Field.DURATION, "2 to 12 seconds"),
        (good(FAST, duration=13), Field.DURATION, "2 to 12 seconds"),
        (good(FAST, duration=-1), Field.DURATION, "2 to 12 seconds"),
        (good(PRO_1_5, duration=3), Field.DURATION, "4 to 12 seconds"),
        (good(TWO, duration=16), Field.DURATION, "4 to 15 seconds"),
        (good(TWO_FIVE, duration=31), Field.DURATION, "4 to 30 seconds"),
        (good(TWO_FIVE, duration=0), Field.DURATION, "4 to 30 seconds"),
        (good(TWO, frames=121), Field.FRAMES, "seconds"),
        (good(FAST, frames=58), Field.FRAMES, "57"),
        (good(FAST, frames=25), Field.FRAMES, "29"),
        (good(FAST, frames=293), Field.FRAMES, "289"),
        (good(FAST, seed=-2), Field.SEED, "another seed"),
        (good(FAST, seed=MAX_SEED + 1), Field.SEED, "another seed"),
        (good(TWO, camera_fixed=True), Field.CAMERA, "fixed camera off"),
        (good(LITE_I2V, Scene.REFERENCES, camera_fixed=True), Field.CAMERA, "fixed camera off"),
        (good(FAST, sound=True), Field.SOUND, "sound off"),
        (good(TWO, service_tier=ServiceTier.FLEX), Field.SERVICE_TIER, "default tier"),
        (good(TWO, draft=True), Field.DRAFT, "draft off"),
        (good(PRO_1_5, draft=True, resolution="720p"), Field.DRAFT, "that resolution"),
        (good(TWO, output_format=OutputFormat.MOV), Field.OUTPUT_FORMAT, "mp4"),
        (good(FAST, priority=1), Field.PRIORITY, "to 0"),
        (good(TWO, priority=10), Field.PRIORITY, "another"),
        (good(TWO, priority=-1), Field.PRIORITY, "another"),
        (good(FAST, web_search=True), Field.WEB_SEARCH, "search off"),
        (good(TWO, Scene.FIRST_FRAME, web_search=True), Field.WEB_SEARCH, "search off"),
        (good(TWO, Scene.REFERENCES, web_search=True), Field.WEB_SEARCH, "search off"),
    ],
)
def test_a_value_that_is_not_taken_is_named_with_what_is(
    request_: GenerationRequest, field: Field, words: str
) -> None:
    [problem] = found(request_)

    assert problem.field is field
    assert words in str(problem.remedy)


@pytest.mark.parametrize(
    "request_",
    [
        good(PRO_1_5, duration=-1),
        good(TWO_FIVE, duration=-1),
        good(TWO_FIVE, duration=30),
        good(FAST, duration=2),
        good(FAST, duration=99, frames=57),  # frames win
        good(FAST, frames=29),
        good(FAST, frames=289),
        good(FAST, seed=0),
        good(FAST, seed=MAX_SEED),
        good(FAST, camera_fixed=True),
        good(FAST, sound=False),
        good(TWO, sound=True),
        good(FAST, watermark=True),
        good(FAST, return_last_frame=True),
        good(PRO_1_5, Scene.FIRST_LAST, sound=True, return_last_frame=True),
        good(FAST, service_tier=ServiceTier.FLEX),
        good(TWO_FIVE, ratio="16:9"),
        good(TWO_FIVE, Scene.REFERENCES, ratio="16:9"),
        good(PRO_1_5, draft=True, resolution="480p"),
        good(TWO_FIVE, output_format=OutputFormat.MOV),
        good(TWO, priority=9),
        good(TWO, web_search=True),
    ],
)
def test_a_value_at_the_edge_of_what_is_taken_is_fine(request_: GenerationRequest) -> None:
    assert found(request_) == []


def test_what_no_shipped_model_refuses_can_be_refused_by_a_row() -> None:
    plain = replace(model(FAST), seed=False, last_frame_image=False)

    broken = problems(good(FAST, seed=7, return_last_frame=True), plain)

    assert [problem.field for problem in broken] == [Field.SEED, Field.LAST_FRAME_IMAGE]


def test_several_broken_rules_are_all_named() -> None:
    request = good(FAST, prompt="", resolution="4k", ratio="2:1", duration=1, seed=-5, sound=True)

    assert set(fields(request)) == {
        Field.PROMPT,
        Field.RESOLUTION,
        Field.RATIO,
        Field.DURATION,
        Field.SEED,
        Field.SOUND,
    }


# The size that comes out


@pytest.mark.parametrize(
    ("shape", "ratio"),
    [(16 / 9, "16:9"), (1.5, "4:3"), (1.0, "1:1"), (0.5, "9:16"), (4.0, "21:9"), (0.1, "9:16")],
)
def test_an_adaptive_ratio_becomes_the_one_nearest_to_the_picture(shape: float, ratio: str) -> None:
    request = good(FAST, Scene.FIRST_FRAME)

    assert resolved_ratio(request, model(FAST), shape) == ratio
    assert output_size(request, model(FAST), shape) == model(FAST).size("480p", ratio)


def test_2_5_is_sent_a_picture_of_a_listed_shape_and_makes_that_size() -> None:
    request = good(TWO_FIVE, Scene.FIRST_FRAME)

    assert output_size(request, model(TWO_FIVE), 1920 / 1088) == Size(854, 480)


def test_an_adaptive_ratio_without_a_known_picture_has_no_size_yet() -> None:
    assert output_size(good(TWO), model(TWO)) is None
    assert output_size(good(TWO), model(TWO), 1.5) is None
    assert output_size(good(FAST, Scene.FIRST_FRAME), model(FAST)) is None


def test_a_concrete_ratio_has_its_size_whatever_the_picture() -> None:
    request = good(FAST, Scene.FIRST_FRAME, ratio="9:16", resolution="1080p")

    assert output_size(request, model(FAST), 1.0) == Size(1088, 1920)
    assert resolved_ratio(request, model(FAST), 1.0) == "9:16"


@given(requests(), models(), st.none() | st.floats(0.01, 100))
def test_a_size_is_one_of_the_listed_ones_or_none(
    request: GenerationRequest, capability: Capability, shape: float | None
) -> None:
    size = output_size(request, capability, shape)

    listed = capability.sizes.get(request.resolution, {}).values()
    assert size is None or size in listed
