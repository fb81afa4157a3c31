"""The shipped table says of every model what its makers say (reference notes, 2.9, 4, 5.5, 5.8)."""

from datetime import date

import pytest

from seedance_desktop.core.capability import Capability, DurationRange, FrameRange, Status
from seedance_desktop.core.geometry import Size, ratio_shape
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import ADAPTIVE, Scene
from tests.core.shipped import (
    FAST,
    LITE_I2V,
    LITE_T2V,
    PRO,
    PRO_1_5,
    RATIOS,
    TWO,
    TWO_FAST,
    TWO_FIVE,
    catalogue,
    model,
)

IDS = {
    "seedance-1-0-lite-t2v-250428",
    "seedance-1-0-lite-i2v-250428",
    "seedance-1-0-pro-250528",
    "doubao-seedance-1-0-pro-250528",
    "seedance-1-0-pro-fast-251015",
    "seedance-1-5-pro-251215",
    "doubao-seedance-1-5-pro-251215",
    "doubao-seedance-2-0-260128",
    "dreamina-seedance-2-0-260128",
    "doubao-seedance-2-0-fast-260128",
    "dreamina-seedance-2-0-fast-260128",
    "dreamina-seedance-2-0-mini-260615",
    "dreamina-seedance-2-5-260628",
}
FRAMES = {Scene.TEXT, Scene.FIRST_FRAME, Scene.FIRST_LAST}
EVERY_ROW = pytest.mark.parametrize("row", catalogue().rows, ids=lambda row: row.id)


def of_generation(version: str) -> list[Capability]:
    return [row for row in catalogue() if f"seedance-{version}" in row.id]


def test_every_id_that_the_gateway_lists_has_its_row_and_name() -> None:
    assert {row.id for row in catalogue()} == IDS
    assert len({row.name for row in catalogue()}) == len(IDS)
    assert len({row.short_name for row in catalogue()}) == len(IDS)


@pytest.mark.parametrize(
    ("name", "scenes"),
    [
        (LITE_T2V, {Scene.TEXT}),
        (LITE_I2V, {Scene.FIRST_FRAME, Scene.FIRST_LAST, Scene.REFERENCES}),
        (PRO, FRAMES),
        (FAST, {Scene.TEXT, Scene.FIRST_FRAME}),
        (PRO_1_5, FRAMES),
        (TWO, FRAMES | {Scene.REFERENCES}),
        (TWO_FIVE, FRAMES | {Scene.REFERENCES}),
    ],
)
def test_each_model_takes_its_scenes(name: ModelId, scenes: set[Scene]) -> None:
    assert set(model(name).scenes) == scenes


@pytest.mark.parametrize(
    ("name", "resolutions", "default"),
    [
        (LITE_T2V, ("480p", "720p", "1080p"), "720p"),
        (PRO, ("480p", "720p", "1080p"), "1080p"),
        (FAST, ("480p", "720p", "1080p"), "1080p"),
        (PRO_1_5, ("480p", "720p", "1080p"), "720p"),
        (TWO, ("480p", "720p", "1080p", "4k"), "720p"),
        (TWO_FAST, ("480p", "720p"), "720p"),
        (ModelId("dreamina-seedance-2-0-mini-260615"), ("480p", "720p"), "720p"),
        (TWO_FIVE, ("480p", "720p", "1080p"), "720p"),
    ],
)
def test_each_model_makes_its_resolutions(
    name: ModelId, resolutions: tuple[str, ...], default: str
) -> None:
    assert model(name).resolutions == resolutions
    assert model(name).default_resolution == default


@pytest.mark.parametrize(
    ("name", "duration"),
    [
        (FAST, DurationRange(2, 12, 5)),
        (PRO, DurationRange(2, 12, 5)),
        (LITE_I2V, DurationRange(2, 12, 5)),
        (PRO_1_5, DurationRange(4, 12, 5, automatic=True)),
        (TWO, DurationRange(4, 15, 5, automatic=True)),
        (TWO_FAST, DurationRange(4, 15, 5, automatic=True)),
        (TWO_FIVE, DurationRange(4, 30, -1, automatic=True)),
    ],
)
def test_each_model_makes_its_lengths(name: ModelId, duration: DurationRange) -> None:
    assert model(name).duration == duration


def test_only_the_first_generation_counts_frames_and_none_of_it_makes_sound() -> None:
    first = of_generation("1-0")

    assert {row.frames for row in first} == {FrameRange(29, 289, 4)}
    assert not any(row.sound for row in first)
    assert all(row.frames is None and row.sound for row in catalogue() if row not in first)


def test_flex_is_offered_up_to_1_5_and_references_by_lite_and_from_2_0() -> None:
    assert all(row.flex for row in (*of_generation("1-0"), *of_generation("1-5")))
    assert not any(row.flex for row in (*of_generation("2-0"), *of_generation("2-5")))
    assert model(LITE_I2V).scenes[Scene.REFERENCES].references == (1, 4)
    assert model(TWO).scenes[Scene.REFERENCES].references == (1, 9)
    assert model(TWO_FIVE).scenes[Scene.REFERENCES].references == (1, 30)


def test_the_camera_can_be_held_up_to_1_5_and_not_with_references() -> None:
    for row in catalogue():
        for scene, rule in row.scenes.items():
            is_early = "seedance-1" in row.id
            assert rule.camera_fixed == (is_early and scene is not Scene.REFERENCES)


def test_lite_makes_no_1080p_from_references_and_no_shape_of_its_own() -> None:
    rule = model(LITE_I2V).scenes[Scene.REFERENCES]

    assert rule.resolutions == ("480p", "720p")
    assert ADAPTIVE not in rule.ratios
    assert rule.default_ratio == "16:9"


def test_the_first_generation_wants_a_ratio_where_there_is_no_picture() -> None:
    for row in of_generation("1-0"):
        if Scene.TEXT in row.scenes:
            assert row.scenes[Scene.TEXT].ratios == RATIOS[1:]
            assert row.scenes[Scene.TEXT].default_ratio == "16:9"


def test_2_5_takes_its_shape_from_a_frame_and_any_ratio_without_one() -> None:
    scenes = model(TWO_FIVE).scenes

    assert scenes[Scene.FIRST_FRAME].ratios == scenes[Scene.FIRST_LAST].ratios == (ADAPTIVE,)
    assert scenes[Scene.TEXT].ratios == scenes[Scene.REFERENCES].ratios == RATIOS


@pytest.mark.parametrize(
    ("name", "resolution", "ratio", "size"),
    [
        (FAST, "480p", "16:9", Size(864, 480)),
        (FAST, "720p", "16:9", Size(1248, 704)),
        (FAST, "1080p", "21:9", Size(2176, 928)),
        (PRO_1_5, "480p", "16:9", Size(864, 496)),
        (PRO_1_5, "1080p", "16:9", Size(1920, 1080)),
        (TWO, "1080p", "9:16", Size(1080, 1920)),
        (TWO, "1080p", "21:9", Size(2206, 946)),
        (TWO, "4k", "21:9", Size(4398, 1886)),
        (TWO_FIVE, "480p", "16:9", Size(854, 480)),
        (TWO_FIVE, "480p", "9:16", Size(480, 854)),
        (TWO_FIVE, "480p", "4:3", Size(752, 560)),
        (TWO_FIVE, "720p", "4:3", Size(1112, 834)),
    ],
)
def test_the_pixels_are_those_of_the_family(
    name: ModelId, resolution: str, ratio: str, size: Size
) -> None:
    assert model(name).size(resolution, ratio) == size


@EVERY_ROW
def test_every_size_has_nearly_the_shape_of_its_ratio(row: Capability) -> None:
    for by_ratio in row.sizes.values():
        assert tuple(by_ratio) == RATIOS[1:]
        for ratio, size in by_ratio.items():
            assert size.shape == pytest.approx(ratio_shape(ratio), rel=0.035)
            assert size.width % 2 == size.height % 2 == 0


@EVERY_ROW
def test_a_turned_ratio_has_turned_pixels(row: Capability) -> None:
    for by_ratio in row.sizes.values():
        for wide, tall in (("16:9", "9:16"), ("4:3", "3:4")):
            assert by_ratio[wide] == Size(by_ratio[tall].height, by_ratio[tall].width)


@EVERY_ROW
def test_every_resolution_has_its_pixels_and_a_wait_that_grows_with_it(row: Capability) -> None:
    waits = [row.wait.seconds[resolution] for resolution in row.resolutions]

    assert tuple(row.sizes) == row.resolutions
    assert waits == sorted(waits)
    assert all(wait > 0 for wait in waits)


@EVERY_ROW
def test_every_life_has_a_source_and_no_unknown_heir(row: Capability) -> None:
    assert row.life.source
    assert row.life.successor is None or row.life.successor in IDS


@pytest.mark.parametrize(
    ("name", "status", "on"),
    [
        (LITE_T2V, Status.RETIRED, date(2026, 5, 13)),
        (LITE_I2V, Status.RETIRED, date(2026, 5, 13)),
        (PRO_1_5, Status.RETIRED, date(2026, 11, 11)),
        (PRO, Status.RETIRING, date(2026, 11, 24)),
        (FAST, Status.RETIRING, None),
        (TWO, Status.CURRENT, None),
        (TWO_FIVE, Status.CURRENT, None),
    ],
)
def test_each_model_is_as_near_its_end_as_is_known(
    name: ModelId, status: Status, on: date | None
) -> None:
    assert (model(name).life.status, model(name).life.on) == (status, on)


def test_1_5_pro_names_its_heir() -> None:
    assert model(PRO_1_5).life.successor == "dreamina-seedance-2-0-mini-260615"


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [(-10, 29), (29, 29), (30, 29), (31, 29), (32, 33), (57, 57), (289, 289), (999, 289)],
)
def test_the_nearest_frame_count_is_one_that_is_taken(asked: int, nearest: int) -> None:
    assert FrameRange(29, 289, 4).nearest(asked) == nearest
