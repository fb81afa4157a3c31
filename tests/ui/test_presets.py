"""Presets: the form's values under a name, used, renamed, deleted and handed on."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from seedance_desktop.core.errors import InputError
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.preset import free_name, preset_of, with_preset
from seedance_desktop.core.request import GenerationRequest, ServiceTier
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.preset_file import PresetFile, read_presets, write_presets
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.presets_dialog import PresetsDialog
from tests.core import shipped
from tests.support.screen_parts import part, wait

VALUES = GenerationRequest(
    shipped.FAST, resolution="480p", ratio="1:1", frames=53, seed=9, service_tier=ServiceTier.FLEX
)


def choose(window: MainWindow, words: str) -> None:
    box = part(window, QComboBox, "preset")
    box.activated.emit(box.findText(words))


def test_a_preset_is_used_with_a_step_that_undo_takes_back(
    window: MainWindow, models: Models
) -> None:
    models.draft.change(prompt="A fox", ratio="9:16", watermark=True)
    models.draft.set_count(3)
    models.presets.save("Turntable")
    chosen = part(window, QComboBox, "preset").currentText()
    models.draft.change(prompt="A kite", ratio="1:1", watermark=False)
    models.draft.set_count(1)
    before = models.draft.state
    left = part(window, QComboBox, "preset").currentIndex()

    choose(window, "Turntable")

    request = models.draft.request
    assert (chosen, left) == ("Turntable", -1)
    assert (request.prompt, request.ratio, request.watermark) == ("A kite", "9:16", True)
    assert models.draft.count == 3
    assert part(window, QComboBox, "preset").currentText() == "Turntable"
    models.draft.undo()
    assert models.draft.state == before


def test_a_preset_whose_model_is_gone_is_told_and_changes_nothing(
    window: MainWindow, models: Models, folders: Folders
) -> None:
    models.presets.save("Old")
    gone = replace(VALUES, model=ModelId("gone"))
    models.presets._presets["Old"] = preset_of("Old", gone, 1)
    before = models.draft.state

    choose(window, "Old")

    assert models.draft.state == before
    assert models.notices.shown


def test_presets_are_renamed_deleted_handed_on_and_taken_in(
    window: MainWindow, models: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    presets, path = models.presets, tmp_path / "shared.toml"
    presets.save("One")
    presets.save("Two")
    dialog = PresetsDialog(presets, window)
    qtbot.addWidget(dialog)
    listed = part(dialog, QListWidget, "presets_list")
    could = part(dialog, QPushButton, "presets_remove").isEnabled()

    listed.item(0).setText("Two")
    renamed = presets.names
    presets.export(["Two"], path)
    wait(qtbot, path.exists)
    listed.item(0).setSelected(True)
    part(dialog, QPushButton, "presets_remove").click()
    presets.add_from(path)
    wait(qtbot, lambda: len(presets.names) == 2)

    assert not could
    assert renamed == ["Two 2", "Two"]
    assert presets.names == ["Two", "Two 2"]
    assert listed.item(1).data(Qt.ItemDataRole.UserRole) == "Two 2"


def test_presets_last_and_one_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    path = tmp_path / "presets.toml"
    kept = preset_of("海边 “one”", VALUES, 4)

    write_presets(path, [kept])
    again = PresetFile(path).read()
    text = path.read_text("utf-8")
    path.write_text(f'{text}\nnew = 1\n[[presets]]\nname = "bad"\nduration = "long"\n', "utf-8")

    assert again == PresetFile(path).read() == read_presets(path) == [kept]


@pytest.mark.parametrize("text", ["", "= nonsense", "presets = 3", "\udcff"])
def test_a_file_without_presets_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.toml"
    path.write_text(text, "utf-8", errors="surrogateescape")

    with pytest.raises(InputError):
        read_presets(path)


def test_values_that_the_pictures_forbid_move_to_the_nearest() -> None:
    preset = preset_of("x", replace(VALUES, ratio="adaptive"), 1)

    request = with_preset(preset, GenerationRequest(shipped.TWO), shipped.model(shipped.FAST))

    assert request.model == shipped.FAST
    assert request.ratio != "adaptive"
    assert free_name("x", {"x", "x 2"}) == "x 3"
