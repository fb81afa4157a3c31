from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import ModelUnavailableError, PictureError
from seedance_desktop.core.failure import Field
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.core.ids import FrameHash, ModelId
from seedance_desktop.core.request import ADAPTIVE, Frame, GenerationRequest, Role, Scene
from seedance_desktop.model.models import Models

PRO = ModelId("seedance-1-0-pro-250528")
PICTURE = Path("/pictures/dunes.jpg")


def test_a_fresh_draft_is_the_default_models_and_lacks_only_words(
    models: Models, catalogue: Catalogue
) -> None:
    draft = models.draft

    assert draft.request.model == catalogue.default.id
    assert draft.request.resolution == catalogue.default.default_resolution
    assert [problem.field for problem in draft.problems] == [Field.PROMPT]


def test_writing_a_prompt_settles_its_problem(models: Models, qtbot: QtBot) -> None:
    with qtbot.waitSignals([models.draft.changed, models.draft.problems_changed]):
        models.draft.change(prompt="A fox runs")

    assert models.draft.request.prompt == "A fox runs"
    assert models.draft.problems == ()


def test_setting_what_is_already_set_tells_nobody(models: Models, qtbot: QtBot) -> None:
    models.draft.change(prompt="A fox runs")

    with qtbot.assertNotEmitted(models.draft.changed):
        models.draft.change(prompt="A fox runs")


def test_price_tokens_and_wait_follow_the_length(models: Models, qtbot: QtBot) -> None:
    models.draft.change(duration=5)
    before = models.draft.estimate

    with qtbot.waitSignal(models.draft.estimate_changed):
        models.draft.change(duration=10)

    after = models.draft.estimate
    assert before.tokens is not None
    assert after.tokens is not None
    assert before.wait is not None
    assert after.tokens > before.tokens
    assert after.wait == 2 * before.wait


def test_the_price_is_that_of_all_variations_together(models: Models) -> None:
    one = models.draft.estimate.price

    models.draft.set_count(3)

    three = models.draft.estimate.price
    assert one is not None
    assert three is not None
    assert three.amount == pytest.approx(3 * one.amount)


def test_the_sandboxs_wait_is_divided_by_its_speed(models: Models) -> None:
    real = models.draft.estimate.wait
    assert real is not None

    models.connections.use_for_now(SANDBOX)

    assert models.draft.estimate.wait == pytest.approx(real / models.preferences.sandbox_speed)


def test_a_new_model_moves_what_it_does_not_take_and_says_so(
    models: Models, qtbot: QtBot, catalogue: Catalogue
) -> None:
    choosy = next(row for row in catalogue if row.duration.shortest > 2)
    models.draft.change(duration=2)

    with qtbot.waitSignal(models.draft.moved) as moved:
        models.draft.set_model(choosy.id)

    found = {value.field: (value.before, value.after) for value in moved.args[0]}
    assert found[Field.DURATION] == (2, choosy.duration.shortest)
    assert models.draft.request.duration == choosy.duration.shortest
    assert models.draft.capability == choosy


def test_a_model_that_is_in_no_table_is_refused_and_nothing_changes(models: Models) -> None:
    before = models.draft.request

    with pytest.raises(ModelUnavailableError):
        models.draft.set_model(ModelId("no-such-model"))

    assert models.draft.request == before


def test_a_picture_makes_the_untouched_ratio_follow_its_shape(models: Models, qtbot: QtBot) -> None:
    with qtbot.waitSignal(models.draft.moved):
        models.draft.set_picture(Role.FIRST_FRAME, PICTURE)
    models.draft.measure(Role.FIRST_FRAME, PICTURE, Size(1000, 1800))

    assert models.draft.request.ratio == ADAPTIVE
    assert models.draft.ratio == "9:16"
    assert models.draft.output_size == Size(1088, 1920)


def test_a_ratio_that_was_chosen_stays_when_a_picture_comes(models: Models) -> None:
    models.draft.change(ratio="1:1")

    models.draft.set_picture(Role.FIRST_FRAME, PICTURE)

    assert models.draft.request.ratio == "1:1"


def test_taking_the_picture_away_brings_a_ratio_that_words_alone_can_have(models: Models) -> None:
    models.draft.set_picture(Role.FIRST_FRAME, PICTURE)

    models.draft.clear_picture(Role.FIRST_FRAME)

    assert models.draft.request.ratio == "16:9"
    assert models.draft.request.pictures == ()


def test_the_size_of_a_picture_that_is_gone_is_forgotten(models: Models) -> None:
    models.draft.set_picture(Role.FIRST_FRAME, PICTURE)
    models.draft.measure(Role.FIRST_FRAME, PICTURE, Size(1000, 1800))

    models.draft.set_picture(Role.FIRST_FRAME, Path("/pictures/other.jpg"))

    assert models.draft.output_size is None


def test_a_picture_that_cannot_be_used_is_a_problem_of_its_slot(models: Models) -> None:
    models.draft.change(prompt="A fox runs")
    models.draft.set_picture(Role.FIRST_FRAME, PICTURE)

    models.draft.refuse(Role.FIRST_FRAME, PictureError().failure)

    assert [problem.field for problem in models.draft.problems] == [Field.FIRST_FRAME]
    assert models.draft.generate() is False


def test_another_picture_settles_the_problem_of_the_one_before(models: Models) -> None:
    models.draft.change(prompt="A fox runs")
    models.draft.set_picture(Role.FIRST_FRAME, PICTURE)
    models.draft.refuse(Role.FIRST_FRAME, PictureError().failure)

    models.draft.set_picture(Role.FIRST_FRAME, Path("/pictures/other.jpg"))

    assert models.draft.problems == ()


def test_pictures_are_in_the_order_of_their_slots(models: Models) -> None:
    models.draft.set_model(PRO)
    models.draft.set_picture(Role.LAST_FRAME, PICTURE)
    models.draft.set_picture(Role.FIRST_FRAME, PICTURE)

    roles = [frame.role for frame in models.draft.request.pictures]
    assert roles == [Role.FIRST_FRAME, Role.LAST_FRAME]
    assert models.draft.scene is Scene.FIRST_LAST


def test_a_picture_put_aside_by_the_mode_comes_back_with_it(models: Models) -> None:
    models.draft.set_picture(Role.FIRST_FRAME, PICTURE)
    models.draft.set_framing(Role.FIRST_FRAME, Framing(zoom=2))

    models.draft.set_scene(Scene.TEXT)
    as_text = models.draft.request
    models.draft.set_scene(Scene.FIRST_FRAME)

    assert as_text.pictures == ()
    assert models.draft.picture(Role.FIRST_FRAME) == Frame(
        Role.FIRST_FRAME, PICTURE, Framing(zoom=2)
    )


def test_a_mode_can_be_chosen_before_there_is_a_picture(models: Models, qtbot: QtBot) -> None:
    with qtbot.waitSignal(models.draft.changed):
        models.draft.set_scene(Scene.FIRST_LAST)

    assert models.draft.scene is Scene.FIRST_LAST
    assert models.draft.request.scene is Scene.TEXT


def _recipe(catalogue: Catalogue) -> GenerationRequest:
    sent = Frame(Role.FIRST_FRAME, PICTURE, Framing(zoom=2), FrameHash("ab" * 32))
    return GenerationRequest(
        model=catalogue.default.id,
        prompt="Dunes",
        pictures=(sent,),
        resolution="480p",
        ratio="16:9",
        seed=7,
    )


def test_a_recipe_comes_back_whole_even_to_the_bytes_that_were_sent(
    models: Models, catalogue: Catalogue
) -> None:
    models.draft.use_all(_recipe(catalogue))

    assert models.draft.request == _recipe(catalogue)


@pytest.mark.parametrize("change", ["resolution", "framing"])
def test_bytes_that_no_longer_fit_are_rendered_anew(
    models: Models, catalogue: Catalogue, change: str
) -> None:
    models.draft.use_all(_recipe(catalogue))

    if change == "resolution":
        models.draft.change(resolution="720p")
    else:
        models.draft.set_framing(Role.FIRST_FRAME, Framing(zoom=3))

    frame = models.draft.picture(Role.FIRST_FRAME)
    assert frame is not None
    assert frame.sent == ""


def test_a_prompt_leaves_the_bytes_that_were_sent_alone(
    models: Models, catalogue: Catalogue
) -> None:
    models.draft.use_all(_recipe(catalogue))

    models.draft.change(prompt="Other dunes")

    assert models.draft.request.pictures == _recipe(catalogue).pictures


def test_a_recipe_of_an_unknown_model_becomes_the_default_models(
    models: Models, catalogue: Catalogue
) -> None:
    models.draft.use_all(GenerationRequest(model=ModelId("gone"), prompt="Dunes", ratio="16:9"))

    assert models.draft.request.model == catalogue.default.id
    assert models.draft.request.prompt == "Dunes"
