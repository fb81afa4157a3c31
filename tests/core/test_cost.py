"""Tokens are counted as the published bills count them, and a price says where it comes from."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.cost import (
    Estimate,
    Lacking,
    estimate,
    expected_wait,
    frame_count,
    price_of,
    tokens,
)
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import (
    ADAPTIVE,
    AUTOMATIC_DURATION,
    GenerationRequest,
    ServiceTier,
)
from tests.core.shipped import (
    FAST,
    FIRST,
    LITE_I2V,
    PRO,
    PRO_1_5,
    REFERENCE,
    SONG,
    TWO,
    TWO_FAST,
    TWO_FIVE,
    VIDEO,
    catalogue,
    requests,
)

FIVE_SECONDS = GenerationRequest(FAST, "a cat", resolution="720p", ratio="16:9", duration=5)


def estimated(request: GenerationRequest, *, count: int = 1) -> Estimate:
    return estimate(request, catalogue(), count=count)


def amount(request: GenerationRequest) -> float:
    price = estimated(request).price
    assert price is not None
    return price.amount


@pytest.mark.parametrize(
    ("name", "resolution", "seconds", "billed"),
    [
        (PRO_1_5, "720p", 12, 260_100),
        (PRO_1_5, "720p", 5, 108_900),
        (TWO, "1080p", 5, 245_025),
        (TWO_FIVE, "480p", 4, 38_830),
        (PRO, "1080p", 5, 246_840),
    ],
)
def test_the_tokens_are_those_of_the_published_bills(
    name: ModelId, resolution: str, seconds: int, billed: int
) -> None:
    request = GenerationRequest(
        name, "a cat", resolution=resolution, ratio="16:9", duration=seconds
    )

    assert estimated(request).tokens == billed


def test_a_part_of_a_token_is_not_counted() -> None:
    assert tokens(Size(854, 480), 97) == 38_830
    assert tokens(Size(31, 33), 1) == 0


@pytest.mark.parametrize(
    ("duration", "frames", "counted"),
    [
        (5, None, 121),
        (12, None, 289),
        (5, 57, 57),
        (-1, None, None),
        (0, None, None),
        (5, -3, None),
    ],
)
def test_a_clip_has_one_frame_more_than_its_seconds_hold(
    duration: int, frames: int | None, counted: int | None
) -> None:
    request = replace(FIVE_SECONDS, duration=duration, frames=frames)

    assert frame_count(request) == counted


@given(st.integers(1, 60), st.integers(1, 59))
def test_a_longer_clip_never_costs_fewer_tokens(seconds: int, more: int) -> None:
    size = Size(1248, 704)

    assert tokens(size, 24 * seconds + 1) < tokens(size, 24 * (seconds + more) + 1)


@pytest.mark.parametrize(
    ("name", "resolution", "per_second"),
    [
        (PRO, "480p", 0.01955),
        (PRO, "720p", 0.04335),
        (PRO, "1080p", 0.1003),
        (PRO_1_5, "720p", 0.0221),
        (TWO, "1080p", 0.411642),
        (TWO, "4k", 0.85536),
        (TWO_FAST, "480p", 0.044314),
        (TWO_FIVE, "720p", 0.254232),
    ],
)
def test_the_gateways_price_is_for_a_second(
    name: ModelId, resolution: str, per_second: float
) -> None:
    request = GenerationRequest(name, "a cat", resolution=resolution, ratio="16:9", duration=8)

    price = estimated(request).price

    assert price is not None
    assert price.amount == pytest.approx(8 * per_second)
    assert (price.currency, price.on, price.derived) == ("USD", date(2026, 9, 25), False)
    assert "GPTProto" in price.source


@pytest.mark.parametrize(
    ("resolution", "dollars"), [("480p", 0.049), ("720p", 0.104), ("1080p", 0.247)]
)
def test_where_the_gateway_lists_no_price_it_is_derived_and_says_so(
    resolution: str, dollars: float
) -> None:
    price = estimated(replace(FIVE_SECONDS, resolution=resolution)).price

    assert price is not None
    assert price.amount == pytest.approx(dollars, abs=0.0006)
    assert price.derived
    assert "BytePlus" in price.source


def test_2_5_at_1080p_has_a_derived_price() -> None:
    price = estimated(replace(FIVE_SECONDS, model=TWO_FIVE, resolution="1080p")).price

    assert price is not None
    assert price.derived
    assert price.amount == pytest.approx(245_025 * 11.7 / 1e6)


def test_flex_is_half_the_price_of_the_service_behind_the_gateway() -> None:
    flex = replace(FIVE_SECONDS, service_tier=ServiceTier.FLEX)

    assert amount(flex) == pytest.approx(amount(FIVE_SECONDS) / 2)

    price = estimated(replace(flex, model=PRO)).price
    assert price is not None
    assert price.derived
    assert price.amount == pytest.approx(1248 * 704 * 121 // 1024 * 1.25 / 1e6)


def test_silence_is_half_the_price_where_the_seller_says_so() -> None:
    loud = replace(FIVE_SECONDS, model=PRO_1_5, service_tier=ServiceTier.FLEX)

    assert amount(replace(loud, sound=False)) == pytest.approx(amount(loud) / 2)
    assert amount(replace(FIVE_SECONDS, model=TWO, sound=False)) == pytest.approx(
        amount(replace(FIVE_SECONDS, model=TWO))
    )


@given(requests(), st.integers(1, 20))
def test_several_clips_cost_several_times_as_much(request: GenerationRequest, count: int) -> None:
    one, many = estimated(request), estimated(request, count=count)

    assert many.wait == one.wait
    assert many.tokens == (None if one.tokens is None else one.tokens * count)
    assert (many.price is None) == (one.price is None)
    if one.price is not None and many.price is not None:
        assert many.price.amount == pytest.approx(one.price.amount * count)


@given(requests())
def test_an_estimate_is_never_negative(request: GenerationRequest) -> None:
    found = estimated(request)

    assert found.tokens is None or found.tokens > 0
    assert found.price is None or found.price.amount > 0
    assert found.wait is None or found.wait > 0


def test_a_length_that_the_service_chooses_has_no_price_yet() -> None:
    found = estimated(replace(FIVE_SECONDS, model=TWO_FIVE, duration=-1))

    assert (found.tokens, found.price, found.wait) == (None, None, None)
    assert found.price_lacks is Lacking.LENGTH


def test_a_ratio_that_the_service_chooses_leaves_the_price_of_its_seconds() -> None:
    found = estimated(replace(FIVE_SECONDS, model=TWO, ratio=ADAPTIVE))

    assert found.tokens is None
    assert found.price is not None
    assert found.price.amount == pytest.approx(5 * 0.16632)


def test_the_shape_of_the_first_frame_decides_the_tokens() -> None:
    request = replace(FIVE_SECONDS, pictures=(FIRST,), ratio=ADAPTIVE)

    found = estimate(request, catalogue(), 9 / 16)

    assert found.tokens == tokens(Size(704, 1248), 121)
    assert estimate(request, catalogue()).tokens is None


def test_a_finished_clip_is_priced_by_what_was_made() -> None:
    chosen = replace(FIVE_SECONDS, model=TWO, duration=-1)

    price = price_of(chosen, catalogue(), tokens=130_050, seconds=6)

    assert price is not None
    assert price.amount == pytest.approx(6 * 0.16632)
    billed = price_of(FIVE_SECONDS, catalogue(), tokens=100_000)
    assert billed is not None
    assert billed.amount == pytest.approx(0.1)


def test_exact_frames_are_priced_as_their_part_of_seconds() -> None:
    request = replace(FIVE_SECONDS, model=PRO, frames=57)

    assert amount(request) == pytest.approx(2.375 * 0.04335)


def test_the_wait_grows_with_the_clip_and_is_unknown_for_flex() -> None:
    assert expected_wait(FIVE_SECONDS, catalogue()) == pytest.approx(32.5)
    assert expected_wait(replace(FIVE_SECONDS, duration=10), catalogue()) == pytest.approx(65)
    assert expected_wait(replace(FIVE_SECONDS, service_tier=ServiceTier.FLEX), catalogue()) is None


def test_a_resolution_without_a_price_has_none() -> None:
    found = estimated(replace(FIVE_SECONDS, resolution="4k"))

    assert (found.tokens, found.price, found.wait) == (None, None, None)
    assert found.price_lacks is Lacking.PRICE


def test_a_model_that_nobody_knows_cannot_be_priced() -> None:
    with pytest.raises(ModelUnavailableError):
        estimated(replace(FIVE_SECONDS, model=ModelId("seedance-9")))


def test_a_draft_counts_a_part_of_the_tokens() -> None:
    request = GenerationRequest(PRO_1_5, "a cat", resolution="480p", ratio="16:9", draft=True)
    whole = estimated(replace(request, draft=False)).tokens

    assert whole is not None
    assert estimated(request).tokens == int(whole * 0.6)
    assert estimated(replace(request, sound=False)).tokens == int(whole * 0.7)
    assert amount(request) == pytest.approx(2.4 * int(whole * 0.6) / 1e6)


@pytest.mark.parametrize(
    ("seconds", "frames"), [((10.0,), 121 + 240), ((2.0,), 9 * 24), ((4.0, 3.5), 121 + 180)]
)
def test_the_seconds_of_reference_videos_are_counted(
    seconds: tuple[float, ...], frames: int
) -> None:
    media = tuple(replace(VIDEO, seconds=each) for each in seconds)
    request = GenerationRequest(TWO, "a dance", ratio="16:9", media=media)

    counted = estimated(request)

    assert counted.tokens == 1280 * 720 * frames // 1024
    assert counted.price is not None
    assert counted.price.derived
    assert counted.price.amount == pytest.approx(4.3 * counted.tokens / 1e6)


def test_a_video_of_unknown_length_has_no_price_yet() -> None:
    request = GenerationRequest(TWO, "a dance", ratio="16:9", media=(VIDEO,))

    assert estimated(request).tokens is None
    assert estimated(request).price is None


def test_a_reference_sound_costs_nothing() -> None:
    request = GenerationRequest(TWO, "a dance", (REFERENCE,), ratio="16:9", media=(SONG,))

    assert estimated(request) == estimated(replace(request, media=()))


@pytest.mark.parametrize(
    ("name", "parts", "tokens", "price"),
    [
        (FAST, {"ratio": ADAPTIVE, "pictures": (FIRST,)}, Lacking.SHAPE, Lacking.SHAPE),
        (TWO, {"ratio": ADAPTIVE}, Lacking.SHAPE, None),
        (TWO, {"duration": AUTOMATIC_DURATION}, Lacking.LENGTH, Lacking.LENGTH),
        (TWO, {"media": (replace(VIDEO, seconds=None),)}, Lacking.MEDIA_LENGTH, None),
        (LITE_I2V, {"ratio": ADAPTIVE, "pictures": (FIRST,)}, Lacking.SHAPE, Lacking.SHAPE),
    ],
)
def test_what_is_lacking_for_a_figure_is_told(
    name: ModelId, parts: dict[str, Any], tokens: Lacking | None, price: Lacking | None
) -> None:
    found = estimate(GenerationRequest(name, "a", **parts), catalogue())

    assert found.tokens_lack is tokens
    if price is not None:
        assert found.price_lacks is price


def test_nothing_lacks_where_figures_are_told() -> None:
    found = estimate(GenerationRequest(TWO, "a"), catalogue())

    assert found.price is not None
    assert (found.tokens_lack, found.price_lacks) == (None, None)
