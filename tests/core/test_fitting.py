"""Choosing another model moves each value to the nearest one that it takes, and no further."""

from dataclasses import replace

import pytest
from hypothesis import given

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.failure import Field
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import ADAPTIVE, GenerationRequest, ServiceTier
from seedance_desktop.core.rules import fitted, problems
from tests.core.shipped import (
    FAST,
    FIRST,
    LITE_I2V,
    PRO_1_5,
    REFERENCE,
    TWO,
    TWO_FAST,
    TWO_FIVE,
    model,
    models,
    requests,
)

THE_USERS_OWN = {
    Field.PROMPT,
    Field.FIRST_FRAME,
    Field.LAST_FRAME,
    Field.REFERENCES,
    Field.REFERENCE_MEDIA,
    Field.SEED,
}


@given(requests(), models())
def test_after_fitting_only_what_is_the_users_own_may_be_wrong(
    request: GenerationRequest, capability: Capability
) -> None:
    left = problems(fitted(request, capability), capability)

    assert {problem.field for problem in left} <= THE_USERS_OWN


@given(requests(), models())
def test_fitting_never_touches_words_pictures_seed_and_watermark(
    request: GenerationRequest, capability: Capability
) -> None:
    after = fitted(request, capability)

    assert after.model == capability.id
    assert after.prompt == request.prompt
    assert after.pictures == request.pictures
    assert after.seed == request.seed
    assert after.watermark == request.watermark


@given(requests(), models())
def test_fitting_twice_is_fitting_once(request: GenerationRequest, capability: Capability) -> None:
    once = fitted(request, capability)

    assert fitted(once, capability) == once


@given(requests(), models())
def test_a_request_that_breaks_no_rule_stays_as_it_is(
    request: GenerationRequest, capability: Capability
) -> None:
    sound = fitted(request, capability)

    if not problems(sound, capability):
        assert fitted(sound, capability) == sound
    if not problems(request, capability) and request.frames is None:
        assert fitted(request, capability) == replace(request, model=capability.id)


@pytest.mark.parametrize(
    ("name", "wished", "given_"),
    [
        (TWO_FAST, "1080p", "720p"),
        (TWO_FAST, "4k", "720p"),
        (FAST, "4k", "1080p"),
        (FAST, "2k", "1080p"),
        (FAST, "360p", "480p"),
        (FAST, "720p", "720p"),
        (FAST, "banana", "1080p"),
        (TWO, "", "720p"),
    ],
)
def test_a_resolution_moves_to_the_nearest(name: ModelId, wished: str, given_: str) -> None:
    request = GenerationRequest(name, "a cat", resolution=wished)

    assert fitted(request, model(name)).resolution == given_


@pytest.mark.parametrize(
    ("name", "has_frame", "wished", "given_"),
    [
        (FAST, False, ADAPTIVE, "16:9"),
        (FAST, True, ADAPTIVE, ADAPTIVE),
        (FAST, False, "2:1", "16:9"),
        (FAST, False, "5:4", "4:3"),
        (FAST, False, "1:9", "9:16"),
        (FAST, False, "wide", "16:9"),
        (FAST, True, "wide", ADAPTIVE),
        (TWO_FIVE, True, "9:16", ADAPTIVE),
        (TWO_FIVE, False, "9:16", "9:16"),
    ],
)
def test_a_ratio_moves_to_the_nearest(
    name: ModelId, has_frame: bool, wished: str, given_: str
) -> None:
    pictures = (FIRST,) if has_frame else ()
    request = GenerationRequest(name, "a cat", pictures, ratio=wished)

    assert fitted(request, model(name)).ratio == given_


@pytest.mark.parametrize(
    ("name", "wished", "given_"),
    [(FAST, 1, 2), (FAST, 30, 12), (FAST, -1, 5), (TWO_FIVE, -1, -1), (PRO_1_5, 2, 4), (TWO, 9, 9)],
)
def test_a_length_moves_to_the_nearest(name: ModelId, wished: int, given_: int) -> None:
    request = GenerationRequest(name, "a cat", duration=wished)

    assert fitted(request, model(name)).duration == given_


def test_frames_move_to_the_nearest_count_or_become_seconds() -> None:
    request = GenerationRequest(FAST, "a cat", duration=5, frames=191)

    on_fast, on_two = fitted(request, model(FAST)), fitted(request, model(TWO))

    assert on_fast.frames == 189
    assert on_fast.duration == 5
    assert on_two.frames is None
    assert on_two.duration == 8


def test_switches_that_a_model_lacks_go_off() -> None:
    wishes = GenerationRequest(
        FAST, "a cat", camera_fixed=True, sound=True, service_tier=ServiceTier.FLEX
    )

    on_fast, on_two = fitted(wishes, model(FAST)), fitted(wishes, model(TWO))

    assert (on_fast.camera_fixed, on_fast.sound) == (True, None)
    assert on_fast.service_tier is ServiceTier.FLEX
    assert (on_two.camera_fixed, on_two.sound) == (False, True)
    assert on_two.service_tier is ServiceTier.DEFAULT


def test_sound_that_was_switched_off_stays_off() -> None:
    request = GenerationRequest(FAST, "a cat", sound=False)

    assert fitted(request, model(FAST)).sound is False


def test_the_scene_decides_what_is_nearest() -> None:
    request = GenerationRequest(LITE_I2V, "a cat", (REFERENCE,), resolution="1080p", ratio=ADAPTIVE)

    after = fitted(request, model(LITE_I2V))

    assert (after.resolution, after.ratio) == ("720p", "16:9")
