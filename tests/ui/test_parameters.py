from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from seedance_desktop.core.capability import Capability, Status
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.request import ADAPTIVE, AUTOMATIC_DURATION, RANDOM_SEED, Role, Scene
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.model_box import life_words
from seedance_desktop.ui.create.parameters import Parameters
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.switch import Switch
from tests.core import shipped
from tests.support.screen_parts import LEFT, click, part, wait, words

RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9", ADAPTIVE)
ROWS = shipped.catalogue().rows


def ratio_name(ratio: str) -> str:
    return "ratio_" + ratio.replace(":", "_")


def button(window: MainWindow, name: str) -> QPushButton:
    return part(window, QPushButton, name)


SLOTS = {
    Scene.TEXT: (),
    Scene.FIRST_FRAME: (Role.FIRST_FRAME,),
    Scene.FIRST_LAST: (Role.FIRST_FRAME, Role.LAST_FRAME),
}


def put_in(models: Models, scene: Scene, picture: Path, qtbot: QtBot) -> None:
    """Pictures for every slot of the scene, read and measured."""
    models.draft.set_scene(scene)
    slots = [models.frames[role] for role in SLOTS[scene]]
    for slot in slots:
        slot.choose(picture)
    wait(qtbot, lambda: all(slot.size is not None for slot in slots))


def test_what_a_model_takes_can_be_chosen_and_nothing_else(
    window: MainWindow,
    models: Models,
    picture: Path,
    qtbot: QtBot,
    *,
    subtests: pytest.Subtests,
) -> None:
    models.draft.change(prompt="A fox")

    for row, scene in product(ROWS, (Scene.TEXT, Scene.FIRST_FRAME, Scene.FIRST_LAST)):
        if scene in row.scenes:
            with subtests.test(f"{row.id}, {scene}"):
                models.draft.set_model(row.id)
                put_in(models, scene, picture, qtbot)
                try_all_choices(window, models, row, scene)


def try_all_choices(window: MainWindow, models: Models, row: Capability, scene: Scene) -> None:
    """What is enabled is what the row takes, and can be sent once it has been clicked."""
    rule = row.scenes[scene]
    offered = {name: button(window, f"resolution_{name}") for name in row.resolutions}
    offered |= {ratio: button(window, ratio_name(ratio)) for ratio in RATIOS}
    enabled = {name for name, found in offered.items() if found.isEnabled()}
    assert enabled == {*rule.resolutions, *rule.ratios}
    assert all(found.toolTip() for found in offered.values() if not found.isEnabled())
    assert part(window, Switch, "camera_fixed").isEnabled() is rule.camera_fixed
    assert bool(words(window, "camera_note")) is not rule.camera_fixed
    for name in sorted(enabled):
        QTest.mouseClick(offered[name], LEFT)
        assert models.draft.problems == (), name
        assert offered[name].isChecked()


def test_sound_and_length_are_those_of_the_model(
    window: MainWindow, models: Models, subtests: pytest.Subtests
) -> None:
    sound, duration = part(window, Switch, "sound"), part(window, QSlider, "duration")

    for row in ROWS:
        with subtests.test(row.id):
            models.draft.set_model(row.id)

            lengths = (row.duration.shortest, row.duration.longest)
            assert (duration.minimum(), duration.maximum()) == lengths
            assert sound.isEnabled() is row.sound
            assert bool(words(window, "sound_note")) is not row.sound


def test_kinds_of_input_that_a_model_does_not_take_say_which_models_do(
    window: MainWindow, models: Models, subtests: pytest.Subtests
) -> None:
    for row, scene in product(ROWS, (Scene.TEXT, Scene.FIRST_FRAME, Scene.FIRST_LAST)):
        with subtests.test(f"{row.id}, {scene}"):
            models.draft.set_model(row.id)
            found = button(window, f"mode_{scene}")
            takers = [other.name for other in ROWS if scene in other.scenes]

            assert found.isEnabled() is (scene in row.scenes)
            assert found.isEnabled() or all(name in found.toolTip() for name in takers)


def test_every_model_of_the_catalogue_is_listed_and_told_from_the_others(
    window: MainWindow, catalogue: Catalogue
) -> None:
    box = part(window, QComboBox, "model")

    listed = {box.itemData(place): box.itemText(place) for place in range(box.count())}

    assert list(listed) == [row.id for row in catalogue.rows]
    assert len(set(listed.values())) == len(listed)


def test_a_model_is_chosen_with_the_keyboard(window: MainWindow, models: Models) -> None:
    box = part(window, QComboBox, "model")
    before = models.draft.request.model

    QTest.keyClick(box, Qt.Key.Key_Up if box.currentIndex() else Qt.Key.Key_Down)

    assert models.draft.request.model == box.currentData() != before


def test_a_model_that_ends_says_when(window: MainWindow, models: Models) -> None:
    for row in ROWS:
        models.draft.set_model(row.id)

        note = words(window, "model_note")

        assert bool(note) is (row.life.status is not Status.CURRENT)
        assert row.life.on is None or not note or f"{row.life.on:%Y-%m-%d}" in note


def test_auto_says_what_it_becomes(
    window: MainWindow, models: Models, picture: Path, qtbot: QtBot
) -> None:
    put_in(models, Scene.FIRST_FRAME, picture, qtbot)
    click(window, "resolution_720p")

    click(window, ratio_name(ADAPTIVE))

    assert words(window, "ratio_reading") == "becomes 16:9 · 1248 × 704"


def test_the_slider_changes_the_length_and_its_frames(window: MainWindow, models: Models) -> None:
    QTest.keyClick(part(window, QSlider, "duration"), Qt.Key.Key_Right)

    assert models.draft.request.duration == 6
    assert words(window, "duration_reading") == "6 s · 145 frames"


def test_a_length_that_the_service_chooses_is_called_so(window: MainWindow, models: Models) -> None:
    models.draft.change(duration=AUTOMATIC_DURATION)

    assert words(window, "duration_reading") == "chosen by the service"


def test_a_seed_is_typed_and_given_up_again(window: MainWindow, models: Models) -> None:
    field = part(window, QLineEdit, "seed")

    QTest.keyClicks(field, "x42-")
    typed = models.draft.request.seed
    QTest.mouseClick(part(window, QToolButton, "seed_random"), LEFT)

    assert typed == 42
    assert models.draft.request.seed == RANDOM_SEED
    assert field.text() == ""


def test_a_model_that_takes_no_seed_says_so(models: Models, theme: Theme, qtbot: QtBot) -> None:
    row = models.draft.capability
    models.draft._capability = replace(row, seed=False)

    form = Parameters(models, theme)
    qtbot.addWidget(form)
    form.show()

    assert not part(form, QLineEdit, "seed").isEnabled()
    assert row.name in words(form, "seed_note")


@pytest.mark.parametrize("name", ["camera_fixed", "watermark", "sound"])
def test_a_switch_is_turned_by_a_click_anywhere_on_its_row(
    window: MainWindow, models: Models, name: str
) -> None:
    models.draft.set_model(next(row.id for row in ROWS if row.sound))
    models.draft.change(prompt="A fox", ratio="16:9", sound=False)
    if name == "camera_fixed":
        models.draft.set_model(next(row.id for row in ROWS if row.scenes[Scene.TEXT].camera_fixed))
    switch = part(window, Switch, name)

    QTest.mouseClick(switch, LEFT, pos=switch.rect().center())

    assert getattr(models.draft.request, name) is True
    assert models.draft.problems == ()


def test_sound_that_nobody_turned_off_is_shown_on_as_the_service_makes_it(
    window: MainWindow, models: Models
) -> None:
    models.draft.set_model(next(row.id for row in ROWS if row.sound))
    switch = part(window, Switch, "sound")
    untold, shown = models.draft.request.sound, switch.isChecked()

    QTest.mouseClick(switch, LEFT)

    assert (untold, shown) == (None, True)
    assert models.draft.request.sound is False


def test_a_value_that_a_new_model_does_not_take_moves_to_one_that_it_does(
    window: MainWindow, models: Models
) -> None:
    models.draft.change(prompt="A fox", resolution="1080p", duration=12)
    small = next(row for row in ROWS if "1080p" not in row.resolutions)

    models.draft.set_model(small.id)

    assert models.draft.problems == ()
    assert button(window, f"resolution_{models.draft.request.resolution}").isChecked()


def test_the_list_says_of_a_model_that_ends_when_and_what_instead(window: MainWindow) -> None:
    box = part(window, QComboBox, "model")
    names = {row.id: row.name for row in shipped.catalogue()}
    spoken = Qt.ItemDataRole.AccessibleTextRole

    for row in shipped.catalogue():
        place = box.findData(row.id)
        line = box.itemData(place, spoken).removeprefix(box.itemText(place))
        assert bool(line) is (row.life.status is not Status.CURRENT)
        if line:
            assert row.life.on is None or row.life.on.isoformat() in line
        if row.life.successor is not None:
            assert names[row.life.successor] in line
            height = box.view().sizeHintForRow(place)
            assert height > box.view().sizeHintForRow(box.findData(shipped.TWO))


def test_a_date_that_has_passed_is_not_announced() -> None:
    row = next(row for row in shipped.catalogue() if row.life.status is Status.RETIRING)
    ending = replace(row, life=replace(row.life, on=date(2026, 11, 24)))

    assert life_words(ending, date(2026, 11, 24)).startswith("Ends on")
    assert life_words(ending, date(2026, 11, 25)).startswith("Was to end on")


def test_the_life_of_a_model_needs_no_date(models: Models, theme: Theme, qtbot: QtBot) -> None:
    row = models.draft.capability
    life = replace(row.life, status=Status.RETIRED, on=date(2026, 1, 2))
    models.draft._capability = replace(row, life=life)

    form = Parameters(models, theme)
    qtbot.addWidget(form)
    form.show()

    assert "Retired" in words(form, "model_note")


def test_the_last_frame_can_be_had_where_the_model_hands_it_back(
    window: MainWindow, models: Models
) -> None:
    offered = {}
    for row in ROWS:
        models.draft.set_model(row.id)
        offered[row.id] = part(window, Switch, "last_frame_image").isEnabled()

    models.draft.set_model(next(row.id for row in ROWS if row.last_frame_image))
    part(window, Switch, "last_frame_image").click()

    assert offered == {row.id: row.last_frame_image for row in ROWS}
    assert models.draft.request.return_last_frame


@pytest.mark.parametrize("name", ["ratio_16_9", "resolution_720p", "mode_text", "variations_2"])
def test_one_of_several_is_a_radio_button_to_a_screen_reader(window: MainWindow, name: str) -> None:
    interface = QAccessible.queryAccessibleInterface(part(window, QPushButton, name))

    assert interface.role() is QAccessible.Role.RadioButton
