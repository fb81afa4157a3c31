"""The two tables become a catalogue, and a user's own rows lie over them."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from seedance_desktop.core.capability import Capability, Status
from seedance_desktop.core.catalogue import Catalogue, merged, read_catalogue
from seedance_desktop.core.errors import CatalogueError, ModelUnavailableError
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.price_rows import PriceUnit
from seedance_desktop.core.request import Scene
from tests.core.shipped import FAST, TWO, catalogue, table


def with_models(user: str) -> Catalogue:
    return read_catalogue(merged(table("models"), tomllib.loads(user)), table("prices"))


def with_prices(user: str) -> Catalogue:
    return read_catalogue(table("models"), merged(table("prices"), tomllib.loads(user)))


def test_the_default_model_is_1_0_pro_fast() -> None:
    assert catalogue().default.id == FAST


def test_every_model_is_found_by_its_id() -> None:
    for row in catalogue():
        assert catalogue().find(row.id) is row


def test_an_unknown_model_is_named_with_a_remedy() -> None:
    with pytest.raises(ModelUnavailableError, match="seedance-9") as refused:
        catalogue().find(ModelId("seedance-9"))

    assert "models.toml" in str(refused.value.remedy)


def test_retired_models_stand_last() -> None:
    retired = [row.life.status is Status.RETIRED for row in catalogue()]

    assert retired == sorted(retired)


def test_a_user_may_add_a_model_of_a_known_family() -> None:
    found = with_models('[model.seedance-3-0]\nfamily = "2.5"\n')

    added = found.find(ModelId("seedance-3-0"))

    assert added.name == "seedance-3-0"
    assert added.duration.longest == 30
    assert len(found.rows) == len(catalogue().rows) + 1
    assert found.rows[-1] is added


def test_a_user_may_add_a_model_that_is_like_no_other() -> None:
    found = with_models(
        """
        [sizes.mine]
        600p = { "1:1" = [600, 600] }
        [model.mine]
        name = "Mine"
        sizes = "mine"
        resolutions = ["600p"]
        default_resolution = "600p"
        ratios = ["1:1"]
        default_ratio = "1:1"
        duration = { shortest = 1, longest = 2, default = 1 }
        scenes = { text = {} }
        """
    )

    added = found.find(ModelId("mine"))

    assert added.size("600p", "1:1") == Size(600, 600)
    assert list(added.scenes) == [Scene.TEXT]
    assert added.life.status is Status.CURRENT
    assert added.frames is None


def test_a_user_may_correct_one_fact_and_keep_the_rest() -> None:
    found = with_models(f"[model.{FAST}]\nduration = {{ longest = 20 }}\n")

    before, after = catalogue().find(FAST), found.find(FAST)

    assert after.duration.longest == 20
    assert after.duration.shortest == before.duration.shortest
    assert after.scenes == before.scenes
    assert after.name == before.name


def test_a_correction_of_a_family_reaches_all_its_models() -> None:
    found = with_models('[family."2.0"]\nflex = true\n')

    assert found.find(TWO).flex
    assert all(row.flex for row in found if "2-0" in row.id)


def test_a_user_may_choose_another_default_model() -> None:
    assert with_models(f'default = "{TWO}"').default.id == TWO


def test_a_user_may_add_a_scene_and_take_one_away() -> None:
    found = with_models(f"[model.{FAST}.scenes]\nfirst_last = {{}}\ntext = false\n")

    assert list(found.find(FAST).scenes) == [Scene.FIRST_FRAME, Scene.FIRST_LAST]


def test_laying_a_table_over_the_shipped_one_leaves_that_as_it_was() -> None:
    shipped = table("models")

    merged(shipped, {"model": {FAST: {"name": "Other"}}})

    assert shipped == table("models")


def row_without(field: str) -> Mapping[str, Any]:
    models: dict[str, Any] = table("models")
    models["family"]["1.0 pro"].pop(field)
    return models


@pytest.mark.parametrize(
    "field", ["sizes", "resolutions", "default_resolution", "ratios", "default_ratio", "duration"]
)
def test_a_fact_that_no_model_can_do_without_is_named(field: str) -> None:
    with pytest.raises(CatalogueError, match="missing"):
        read_catalogue(row_without(field), table("prices"))


@pytest.mark.parametrize(
    ("user", "field"),
    [
        ('family = "9.9"', "9.9"),
        ("colour = 3", "colour"),
        ('resolutions = ["9000p"]', "resolutions"),
        ('default_resolution = "4k"', "default_resolution"),
        ('ratios = ["5:4"]', "ratios"),
        ('default_ratio = "5:4"', "default_ratio"),
        ("duration = { shortest = 0 }", "longest"),
        ("duration = { longest = 1 }", "longest"),
        ("duration = { default = 99 }", "default"),
        ("duration = { default = -1 }", "default"),
        ("frames = { first = 400 }", "last"),
        ("frames = { step = 0 }", "last"),
        ('life = { status = "gone" }', "status"),
        ('life = { on = "soon" }', "on"),
        ("scenes = { video = {} }", "video"),
        ("scenes = { text = false, first_frame = false }", "scenes"),
        ('scenes = { text = { resolutions = ["4k"] } }', "resolutions"),
        ("scenes = { text = { camera = true } }", "camera"),
        ("wait = { 480p = -1 }", "480p"),
        ("sound = 1", "sound"),
    ],
)
def test_a_mistake_in_a_row_is_named_by_its_field(user: str, field: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        with_models(f"[model.{FAST}]\n{user}\n")

    assert refused.value.field == field
    assert str(refused.value.remedy)


@pytest.mark.parametrize(
    "user",
    [
        'default = "nobody"',
        "modles = {}",
        '[sizes."1.0".480p]\n"16:9" = [864]',
        '[sizes."1.0".480p]\n"16:9" = [864, 0]',
        '[sizes."1.0".480p]\n"16:9" = "864x480"',
    ],
)
def test_a_mistake_outside_the_rows_is_refused_too(user: str) -> None:
    with pytest.raises(CatalogueError):
        with_models(user)


def test_a_users_price_counts_before_the_shipped_one() -> None:
    found = with_prices(
        f"""
        [per_second.mine]
        models = ["{FAST}"]
        prices = {{ 480p = 0.01 }}
        currency = "EUR"
        on = 2026-12-01
        source = "my contract"
        """
    )

    row = found.price_row(FAST, "480p", PriceUnit.SECOND)

    assert row is not None
    assert (row.currency, row.on, row.source) == ("EUR", date(2026, 12, 1), "my contract")
    assert found.price_row(FAST, "720p", PriceUnit.SECOND) is None


def test_a_user_may_correct_one_price_of_a_row() -> None:
    found = with_prices("[per_second.gptproto-2-0.prices]\n720p = 0.2\n")

    row = found.price_row(TWO, "720p", PriceUnit.SECOND)

    assert row is not None
    assert row.prices["720p"] == 0.2
    assert row.prices["480p"] == 0.07392


@pytest.mark.parametrize(
    "user",
    [
        "[per_hour.mine]\nmodels = []",
        '[per_second.gptproto-2-0]\nprices = { 480p = "cheap" }',
        "[per_second.gptproto-2-0]\non = false",
        "[per_second.gptproto-2-0]\nmodels = []",
        "[per_second.gptproto-2-0]\nsale = true",
    ],
)
def test_a_mistake_in_a_price_is_refused(user: str) -> None:
    with pytest.raises(CatalogueError):
        with_prices(user)


def test_every_price_is_for_models_that_are_listed_and_resolutions_that_they_make() -> None:
    rows: dict[str, Capability] = {row.id: row for row in catalogue()}

    for price in catalogue().prices:
        for model in price.models:
            assert set(price.prices) <= set(rows[model].resolutions)
