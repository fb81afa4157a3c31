"""The form beside what every model has: lengths, seeds, variations, what moved, what it costs."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from seedance_desktop.core.bill import Bill
from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.request import AUTOMATIC_DURATION, RANDOM_SEED
from seedance_desktop.model.models import Models
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.widgets.switch import Switch
from tests.core import shipped
from tests.store.samples import a_job, a_video
from tests.support.screen_parts import LEFT, click, part, wait, words

ROWS = shipped.catalogue().rows


def press(window: MainWindow, name: str) -> None:
    QTest.mouseClick(part(window, QToolButton, name), LEFT)


def test_each_variation_has_a_seed_of_its_own_that_is_shown(
    window: MainWindow, models: Models
) -> None:
    click(window, "variations_4")
    random = words(window, "variations_reading")
    models.draft.change(seed=42)

    assert models.draft.count == 4
    assert random == "random seeds"
    assert words(window, "variations_reading") == "seeds 42 … 45"
    assert part(window, QPushButton, "generate").text() == "Generate 4 videos"


def test_the_next_seed_is_past_the_variations_and_the_last_one_can_be_had_again(
    window: MainWindow, models: Models
) -> None:
    models.draft.change(seed=42)
    models.draft.set_count(4)
    could_reuse = part(window, QToolButton, "seed_reuse").isEnabled()

    press(window, "seed_next")
    after = models.draft.request.seed
    models.bridge.video_added.emit(a_video(a_job(), seed=7))
    press(window, "seed_reuse")
    reused = models.draft.request.seed
    press(window, "seed_random")

    assert (could_reuse, after, reused) == (False, 46, 7)
    assert models.draft.request.seed == RANDOM_SEED
    assert part(window, QToolButton, "seed_next").toolTip()
    assert not part(window, QToolButton, "seed_next").isEnabled()


def test_exact_frames_are_taken_in_the_models_steps(window: MainWindow, models: Models) -> None:
    models.draft.set_model(next(row.id for row in ROWS if row.frames))

    click(window, "length_by_frames")
    nearest = models.draft.request.frames
    QTest.keyClick(part(window, QSlider, "duration"), Qt.Key.Key_Right)
    one_more = models.draft.request.frames
    reading = words(window, "duration_reading")
    click(window, "length_by_seconds")

    assert (nearest, one_more) == (121, 125)
    assert reading == "125 frames · 5.21 s"
    assert (models.draft.request.frames, models.draft.request.duration) == (None, 5)


def test_a_length_can_be_left_to_the_service_and_taken_back(
    window: MainWindow, models: Models
) -> None:
    models.draft.set_model(next(row.id for row in ROWS if row.duration.automatic))
    QApplication.processEvents()

    click(window, "length_by_automatic")
    left = models.draft.request.duration
    slides = part(window, QSlider, "duration").isEnabled()
    click(window, "length_by_seconds")

    assert (left, slides) == (AUTOMATIC_DURATION, False)
    assert models.draft.request.duration > 0


def test_what_a_new_model_does_not_take_is_told_and_taken_back(
    window: MainWindow, models: Models
) -> None:
    models.draft.change(prompt="A fox", resolution="1080p")
    before = models.draft.request
    models.draft.set_model(next(row.id for row in ROWS if "1080p" not in row.resolutions))
    told = words(window, "moved")

    click(window, "moved_undo")

    assert "1080p → 720p" in told
    assert models.draft.request == before
    assert words(window, "moved") == ""


def test_reset_leaves_prompt_and_pictures_and_can_be_undone(
    window: MainWindow, models: Models
) -> None:
    models.draft.change(prompt="A fox", seed=5, watermark=True, duration=12)
    models.draft.set_count(3)

    click(window, "reset")
    request, count = models.draft.request, models.draft.count
    models.draft.undo()

    assert (request.prompt, request.seed, request.watermark, request.duration) == (
        "A fox",
        RANDOM_SEED,
        False,
        models.draft.capability.duration.default,
    )
    assert count == 1
    assert models.draft.count == 3


def test_what_is_seldom_needed_is_folded_away_and_stays_as_it_was_left(
    window: MainWindow, models: Models
) -> None:
    hidden = not part(window, Switch, "flex").isVisible()

    press(window, "more_parameters")

    assert hidden
    assert part(window, Switch, "flex").isVisible()
    assert models.preferences.recall("more_parameters_open", default=False)


@pytest.mark.parametrize("name", ["flex", "draft", "output_format", "web_search"])
def test_a_rare_switch_is_on_where_it_is_taken_and_says_why_not_where_it_is_not(
    window: MainWindow, models: Models, name: str
) -> None:
    press(window, "more_parameters")
    models.draft.change(prompt="A fox")
    switch, seen = part(window, Switch, name), set()

    for row in ROWS:
        models.draft.set_model(row.id)
        seen.add(switch.isEnabled())
        assert switch.toolTip() == switch.accessibleDescription() != ""
        if switch.isEnabled():
            taken = (models.draft.request, switch.isChecked())
            switch.click()
            assert models.draft.request != taken[0]
            models.draft.undo()
            assert (models.draft.request, switch.isChecked()) == taken

    assert seen == {True, False}


def test_a_model_that_is_gone_offers_the_one_in_its_place(
    window: MainWindow, models: Models
) -> None:
    gone = next(row for row in ROWS if row.life.successor)
    models.draft.set_model(gone.id)

    click(window, "model_successor")

    assert models.draft.request.model == gone.life.successor
    assert not part(window, QPushButton, "model_successor").isVisible()


@pytest.mark.parametrize(
    ("change", "focused"),
    [
        ({"prompt": "A fox --seed 7"}, "prompt"),
        ({"seed": -7}, "seed"),
        ({"priority": 3}, "priority"),
    ],
)
def test_the_first_problem_is_a_click_away(
    window: MainWindow, models: Models, change: dict[str, object], focused: str
) -> None:
    models.draft.change(**{"prompt": "A fox", **change})  # type: ignore[arg-type]

    click(window, "generate_problem")

    found = QApplication.focusWidget()
    assert found is not None
    assert found.objectName() == focused


def test_bills_put_the_estimate_right_and_say_so(window: MainWindow, models: Models) -> None:
    models.connections.use_for_now(GPTPROTO)
    models.draft.change(prompt="A fox", resolution="720p", ratio="16:9")
    request, before = models.draft.request, models.order.quote
    for number in range(3):
        bill = Bill(
            JobId(f"{number}"),
            datetime.now(UTC),
            request.model,
            GPTPROTO,
            "720p",
            tokens=150,
            amount=0.3,
            expected_tokens=100,
            expected_amount=0.2,
            seconds=5.0,
            waited=77.0,
        )
        models.bridge.bill_added.emit(bill)

    quote = models.order.quote

    assert before.tokens is not None
    assert quote.tokens == round(before.tokens * 1.5)
    assert "× 1.50" in part(window, QLabel, "price").toolTip()
    assert words(window, "wait") == "1:17"
    assert "$0.90" in part(window, QPushButton, "today").text()


def test_the_daily_cap_stops_generate_and_says_so(window: MainWindow, models: Models) -> None:
    models.connections.use_for_now(GPTPROTO)
    models.draft.change(prompt="A fox")
    models.draft.set_scene(models.draft.request.scene)
    could = part(window, QPushButton, "generate").isEnabled()

    models.preferences.choose("daily_cap", 0.01)

    assert could
    assert not part(window, QPushButton, "generate").isEnabled()
    assert "$0.01" in words(window, "cap_problem")


def test_figures_and_button_stay_in_their_places_as_problems_come_and_go(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    click(window, "mode_text")
    problem = part(window, QPushButton, "generate_problem")
    figure = part(window, QLabel, "price")
    wait(qtbot, lambda: problem.isVisible() and problem.geometry().bottom() < figure.y())
    kept = [part(window, QPushButton, "generate"), figure]
    before = [each.mapTo(window, each.rect().topLeft()) for each in kept]

    models.draft.change(prompt="A fox", duration=12)
    wait(qtbot, lambda: figure.y() < problem.geometry().bottom())

    assert not problem.isVisible()
    assert [each.mapTo(window, each.rect().topLeft()) for each in kept] == before
